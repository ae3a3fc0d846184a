package groklab.web.sweep;

import groklab.lab.spec.RunSpec;
import groklab.study.engine.JobRunner;
import groklab.study.store.Row;
import groklab.study.store.RunStore;
import groklab.study.store.SweepFolder;
import groklab.study.sweep.Job;
import groklab.study.sweep.Jobs;
import groklab.study.sweep.SweepReader;
import groklab.zoo.recipe.Recipes;
import java.nio.file.Path;
import java.util.List;

/// A sweep over three axes whose twelve runs take some hundredths of a second each.
public final class SmallSweep {
  private static final String TEXT =
      """
      name = "small"
      base = "mlp-addition"
      seeds = [0, 1, 2]

      [[axis]]
      key = "optimizer.weightDecay"
      values = [0.1, 1.0]

      [[axis]]
      key = "task.trainFraction"
      values = [0.5]

      [[axis]]
      key = "model.width"
      values = [8, 9]
      """;

  private final RunSpec base =
      Recipes.reader()
          .readNamed(
              "mlp-addition",
              List.of(
                  "task.modulus=7",
                  "model.width=8",
                  "budget.steps=30",
                  "probes.measures=[\"loss\", \"accuracy\"]"));
  private final List<Job> jobs = Jobs.of(SweepReader.read(TEXT, "the sweep", "small"), base);
  private final SweepFolder folder;

  public SmallSweep(Path folder) {
    this.folder = SweepFolder.create(folder, TEXT, base);
  }

  public SweepFolder folder() {
    return folder;
  }

  /// Runs some of its jobs, those of one cell after those of another.
  public void run(int from, int to) {
    try (RunStore.Writer writer = folder.store().open("local")) {
      for (Job job : jobs.subList(from, to)) {
        Row row = JobRunner.run(job, () -> false).orElseThrow();
        writer.append(row);
      }
    }
  }
}
