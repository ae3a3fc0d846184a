package groklab.catalog;

import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.spec.SpecWriter;
import groklab.study.sweep.Job;
import groklab.study.sweep.Jobs;
import groklab.zoo.recipe.Recipes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.LongStream;

/// Runs that differ in their seed alone. What they are called has no influence on them: equal specs
/// of several experiments are run once.
///
/// @param name by which claims of the same entry ask for it
/// @param spec a whole spec as TOML
/// @param changes of it, `path=value` each, in order
public record Experiment(String name, String spec, List<String> changes, List<Long> seeds) {
  public Experiment {
    changes = List.copyOf(changes);
    seeds = List.copyOf(seeds);
  }

  /// An experiment that is a recipe, or differs from one a little.
  public static Experiment ofRecipe(String name, String recipe, int seeds, String... changes) {
    RunSpec spec = Recipes.load(recipe);
    return of(name, SpecWriter.write(spec), seeds, changes);
  }

  /// @param seeds their number: 0, 1, ...
  public static Experiment of(String name, String spec, int seeds, String... changes) {
    return new Experiment(
        name, spec, List.of(changes), LongStream.range(0, seeds).boxed().toList());
  }

  /// The same with more changes, under a name of its own.
  public Experiment with(String otherName, String... more) {
    List<String> all = new ArrayList<>(changes);
    all.addAll(List.of(more));
    return new Experiment(otherName, spec, all, seeds);
  }

  /// Its runs, seed by seed.
  ///
  /// @throws groklab.lab.kind.SpecException if the changed spec is none
  public List<Job> jobs() {
    RunSpec base = new SpecReader().override(new SpecReader().parse(spec), changes);
    return Jobs.of(new LinkedHashMap<>(), seeds, base);
  }
}
