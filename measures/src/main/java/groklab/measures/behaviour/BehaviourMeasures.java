package groklab.measures.behaviour;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.Scores;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.TargetClasses;
import java.util.LinkedHashMap;
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
          ofSets(
              page(BehaviourMeasures.class, "accuracy"),
              ScoredSets::accuracy,
              ScoredSets::noAnswers),
          ofSets(
              page(BehaviourMeasures.class, "brier"),
              mean(Scores::brier),
              BehaviourMeasures::noBrier),
          ofSets(
              page(BehaviourMeasures.class, "margin"), mean(Scores::margin), ScoredSets::noAnswers),
          ofProbabilities(page(BehaviourMeasures.class, "probability"), mean(Scores::probability)),
          ofProbabilities(page(BehaviourMeasures.class, "calibration"), Calibration::expectedError),
          ClassAccuracy.MEASURE,
          SwappedCells.MEASURE,
          StrategyDistance.MEASURE);

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
          Map<ExampleSet, int[]> rows = new LinkedHashMap<>();
          int scored = ScoredSets.scored(subject);
          return (data, into) -> {
            for (ExampleSet set : ScoredSets.of(subject)) {
              int[] at = rows.computeIfAbsent(set, data::scoreRows);
              into.put(set.label() + "." + page.name(), summary.of(data.scores(set), at, scored));
            }
          };
        });
  }

  private static Optional<String> noBrier(Subject subject) {
    return subject instanceof Subject.Model model && !model.spec().training().loss().hasBrier()
        ? Optional.of(
            "outputs that are trained by %s stand for no probabilities"
                .formatted(model.spec().training().loss().kind().name()))
        : TargetClasses.obstacle(subject);
  }

  static Optional<String> noProbabilities(Subject subject) {
    return subject instanceof Subject.Model model
            && !model.spec().training().loss().isProbabilistic()
        ? Optional.of(
            "outputs that are trained by %s are no probabilities"
                .formatted(model.spec().training().loss().kind().name()))
        : Optional.empty();
  }

  /// Over all scored positions of a set, by their weights.
  private static Summary mean(PerPosition value) {
    return (scores, rows, scored) -> {
      double sum = 0;
      double total = 0;
      for (int row : rows) {
        for (int s = 0; s < scored; s++) {
          double weight = scores.weight(row + s);
          sum += weight == 0 ? 0 : weight * value.of(scores, row + s);
          total += weight;
        }
      }
      return sum / total;
    };
  }
}
