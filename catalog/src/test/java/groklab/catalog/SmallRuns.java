package groklab.catalog;

import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecWriter;
import groklab.zoo.recipe.Recipes;
import java.util.List;

/// An experiment of runs that take some hundredths of a second: 30 steps, nothing is learnt.
public final class SmallRuns {
  private SmallRuns() {}

  public static Experiment experiment(String name, int seeds, String... changes) {
    RunSpec spec =
        Recipes.reader()
            .readNamed(
                "mlp-addition",
                List.of(
                    "task.modulus=7",
                    "model.width=8",
                    "budget.steps=30",
                    "probes.measures=[\"loss\", \"accuracy\"]"));
    return Experiment.of(name, SpecWriter.write(spec), seeds, changes);
  }
}
