package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.phase.Sighting;
import groklab.lab.rundir.RunEvent;
import groklab.lab.train.RunObserver;
import groklab.lab.train.TrainingRun;
import groklab.lab.train.TrainingRun.Outcome.Finished;
import groklab.zoo.recipe.Recipe;
import groklab.zoo.recipe.Recipes;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every recipe with the seeds that it says it was measured with: hours, so not in every build
/// (`.ci/weekly`).
@Tag("weekly")
class RecipeExpectationsTest {
  /// Seen in no recipe that does not say so.
  private static final Set<Sighting.Kind> OF_ROUNDING =
      EnumSet.of(Sighting.Kind.SLINGSHOT, Sighting.Kind.SOFTMAX_COLLAPSE);

  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  static Stream<Arguments> runs() {
    return Recipes.list().stream()
        .flatMap(recipe ->
            recipe.about().expectation().seeds().stream()
                .map(seed -> Arguments.of(recipe.name(), seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("runs")
  void aRecipeDoesWhatItSays(String name, long seed, @TempDir Path folder) {
    var expectation =
        Recipes.list().stream()
            .filter(recipe -> recipe.name().equals(name))
            .map(Recipe::about)
            .findFirst()
            .orElseThrow()
            .expectation();
    var spec = Recipes.reader().override(Recipes.load(name), List.of("seed=" + seed));
    try (var run = TrainingRun.start(spec, folder.resolve("run"), 2)) {
      if (!(run.run(NOBODY, () -> false) instanceof Finished(var summary))) {
        throw new AssertionError("the run did not come to its end");
      }
      var outcome = summary.outcome();
      assertThat(
              expectation.unmet(
                  outcome.verdict(),
                  outcome.memorised().first(),
                  outcome.generalised().first(),
                  summary.course().sightings()))
          .isEmpty();
      assertThat(summary.course().sightings())
          .filteredOn(sighting -> OF_ROUNDING.contains(sighting.kind()))
          .allMatch(sighting -> expectation.seen().contains(sighting.kind().label()));
    }
  }
}
