package groklab.measures.behaviour;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.Measure;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.Scores;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.TargetClasses;

/// Accuracy of each class, of which the lowest is recorded and which class it is. Classes are those
/// of the first scored position's target; a class without examples in the set does not count.
final class ClassAccuracy {
  static final Measure MEASURE =
      new SimpleMeasure(
          page(ClassAccuracy.class, "classAccuracy"),
          ScoredSets::needs,
          subject -> TargetClasses.obstacle(subject).or(() -> ScoredSets.noAnswers(subject)),
          costs -> ScoredSets.positions(costs.subject()) * 10,
          ClassAccuracy::gauge);

  private ClassAccuracy() {}

  private static Measure.Gauge gauge(Subject subject) {
    int scored = ScoredSets.scored(subject);
    int classes = subject instanceof Subject.Model model ? model.data().targets().width() : 0;
    return (data, into) -> {
      for (ExampleSet set : ScoredSets.of(subject)) {
        Lowest lowest = lowest(data.scores(set), data.scoreRows(set), scored, classes);
        into.put(set.label() + ".classAccuracy.lowest", lowest.accuracy());
        into.put(set.label() + ".classAccuracy.lowestClass", lowest.label());
      }
    };
  }

  /// The class with the lowest accuracy; of equals the lowest number.
  record Lowest(double accuracy, int label) {}

  static Lowest lowest(Scores scores, int[] rows, int scored, int classes) {
    int[] right = new int[classes];
    int[] all = new int[classes];
    for (int row : rows) {
      int label = scores.target(row);
      all[label]++;
      right[label] += ScoredSets.isRight(scores, row, scored) ? 1 : 0;
    }
    double worst = Double.POSITIVE_INFINITY;
    int label = -1;
    for (int c = 0; c < classes; c++) {
      if (all[c] > 0 && right[c] / (double) all[c] < worst) {
        worst = right[c] / (double) all[c];
        label = c;
      }
    }
    return new Lowest(worst, label);
  }
}
