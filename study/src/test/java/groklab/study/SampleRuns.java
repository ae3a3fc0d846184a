package groklab.study;

import groklab.lab.spec.RunSpec;
import groklab.study.engine.JobRunner;
import groklab.study.store.Row;
import groklab.study.sweep.Job;
import groklab.study.sweep.Jobs;
import groklab.study.sweep.SweepReader;
import groklab.study.sweep.SweepSpec;
import groklab.zoo.recipe.Recipes;
import java.util.List;

/// Sweeps of runs that take some hundredths of a second.
public final class SampleRuns {
  private SampleRuns() {}

  /// @param axes TOML of `[[axis]]` tables
  public static SweepSpec sweep(String axes) {
    return SweepReader.read("name = \"sample\"\nseeds = [0, 1]\n" + axes, "the sweep", "sample");
  }

  /// Two decays with two seeds each.
  public static SweepSpec sweep() {
    return sweep("[[axis]]\nkey = \"optimizer.weightDecay\"\nvalues = [0.1, 1.0]\n");
  }

  /// What they begin with.
  public static RunSpec base() {
    return Recipes.reader()
        .readNamed(
            "mlp-addition",
            List.of(
                "task.modulus=7",
                "model.width=8",
                "budget.steps=30",
                "probes.measures=[\"loss\", \"accuracy\"]"));
  }

  public static List<Job> jobs() {
    return Jobs.of(sweep(), base());
  }

  public static Row run(Job job) {
    return JobRunner.run(job, () -> false).orElseThrow();
  }
}
