package groklab.measures.behaviour;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.Scores;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Validation accuracy apart for pairs (x, y) whose mirror image (y, x) is in the training set and
/// for those whose is not: what a lookup of the mirror image can explain, and what it cannot.
final class SwappedCells {
  static final Measure MEASURE =
      new SimpleMeasure(
          page(SwappedCells.class, "swappedCells"),
          subject -> List.of(new Need.Scores(ExampleSet.VALIDATION)),
          SwappedCells::obstacle,
          costs -> ScoredSets.positions(costs.subject()) * 10,
          SwappedCells::gauge);

  private SwappedCells() {}

  private static Optional<String> obstacle(Subject subject) {
    return pairs(subject).isPresent()
        ? Optional.empty()
        : Optional.of("the examples are not pairs of an answer table");
  }

  private static Optional<Pairs> pairs(Subject subject) {
    return subject instanceof Subject.Model model
        ? model.data().facet(Pairs.class)
        : Optional.empty();
  }

  private static Measure.Gauge gauge(Subject subject) {
    Pairs pairs = pairs(subject).orElseThrow();
    Problem data = ((Subject.Model) subject).data();
    int scored = ScoredSets.scored(subject);
    return (probe, into) -> {
      int[] rows = probe.scoreRows(ExampleSet.VALIDATION);
      var scores = probe.scores(ExampleSet.VALIDATION);
      into.put(
          "validation.accuracy.swappedSeen",
          accuracyOrNaN(scores, rowsOf(data, rows, pairs.swappedSeen()), scored));
      into.put(
          "validation.accuracy.swappedUnseen",
          accuracyOrNaN(scores, rowsOf(data, rows, pairs.swappedUnseen()), scored));
    };
  }

  private static double accuracyOrNaN(Scores scores, int[] rows, int scored) {
    return rows.length == 0 ? Double.NaN : ScoredSets.accuracy(scores, rows, scored);
  }

  /// The rows of some validation examples.
  private static int[] rowsOf(Problem data, int[] rows, int[] examples) {
    int[] rowOf = new int[data.examples()];
    for (int i = 0; i < rows.length; i++) {
      rowOf[data.validationRows()[i]] = rows[i];
    }
    return Arrays.stream(examples).map(example -> rowOf[example]).toArray();
  }
}
