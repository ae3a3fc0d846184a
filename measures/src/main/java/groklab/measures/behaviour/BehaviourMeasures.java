package groklab.measures.behaviour;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.Scores;
import groklab.lab.spec.TrainingSpec;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// How well the network answers, on the training and on the validation set: summaries of [Scores].
public final class BehaviourMeasures {
  private static final int ADDITIONS = 10;

  private BehaviourMeasures() {}

  /// One number of a set.
  @FunctionalInterface
  interface Summary {
    /// @param rows see [groklab.lab.measure.ProbeData#scoreRows]
    /// @param scored scored positions of an example
    double of(Scores scores, int[] rows, int scored);
  }

  /// One number of a scored position.
  @FunctionalInterface
  private interface PerPosition {
    double of(Scores scores, int row);
  }

  public static final List<Measure> ALL =
      List.of(
          ofSets(page(BehaviourMeasures.class, "loss"), mean(Scores::loss)),
          ofSets(page(BehaviourMeasures.class, "accuracy"), ScoredSets::accuracy),
          ofSets(page(BehaviourMeasures.class, "brier"), mean(Scores::brier)),
          ofSets(page(BehaviourMeasures.class, "margin"), mean(Scores::margin)),
          ofProbabilities(page(BehaviourMeasures.class, "probability"), mean(Scores::probability)),
          ofProbabilities(page(BehaviourMeasures.class, "calibration"), Calibration::expectedError),
          ClassAccuracy.MEASURE,
          SwappedCells.MEASURE);

  /// A summary of each set that has examples, recorded as `SET.NAME`.
  private static Measure ofSets(MeasurePage page, Summary summary) {
    return ofSets(page, summary, subject -> Optional.empty());
  }

  private static Measure ofProbabilities(MeasurePage page, Summary summary) {
    return ofSets(page, summary, BehaviourMeasures::noProbabilities);
  }

  private static Measure ofSets(
      MeasurePage page, Summary summary, Function<Subject, Optional<String>> hindrance) {
    return new SimpleMeasure(
        page,
        ScoredSets::needs,
        hindrance,
        costs -> ScoredSets.positions(costs.subject()) * ADDITIONS,
        subject -> {
          Map<ExampleSet, int[]> rows = new EnumMap<>(ExampleSet.class);
          int scored = ScoredSets.scored(subject);
          return (data, into) -> {
            for (ExampleSet set : ScoredSets.of(subject)) {
              int[] at = rows.computeIfAbsent(set, data::scoreRows);
              into.put(set.label() + "." + page.name(), summary.of(data.scores(set), at, scored));
            }
          };
        });
  }

  static Optional<String> noProbabilities(Subject subject) {
    return subject instanceof Subject.Model model
            && model.spec().training().loss() == TrainingSpec.Loss.MEAN_SQUARED_ERROR
        ? Optional.of("outputs that are trained by mean squared error are no probabilities")
        : Optional.empty();
  }

  /// Over all scored positions of a set.
  private static Summary mean(PerPosition value) {
    return (scores, rows, scored) -> {
      double sum = 0;
      for (int row : rows) {
        for (int s = 0; s < scored; s++) {
          sum += value.of(scores, row + s);
        }
      }
      return sum / ((double) rows.length * scored);
    };
  }
}
