package groklab.measures.common;

import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.Scores;
import java.util.ArrayList;
import java.util.List;

/// The training and the validation set, and what their scores say of whole examples.
public final class ScoredSets {
  private ScoredSets() {}

  /// The sets that have examples.
  public static List<ExampleSet> of(Subject subject) {
    List<ExampleSet> sets = new ArrayList<>(List.of(ExampleSet.TRAIN));
    if (subject instanceof Subject.Model model && model.data().validationRows().length > 0) {
      sets.add(ExampleSet.VALIDATION);
    }
    return sets;
  }

  /// The scores of these sets.
  public static List<Need> needs(Subject subject) {
    return of(subject).stream().map(set -> (Need) new Need.Scores(set)).toList();
  }

  /// Scored positions of an example.
  public static int scored(Subject subject) {
    return subject instanceof Subject.Model model ? model.data().scoredPositions().length : 1;
  }

  /// Scored positions of all examples; 0 for weights without a network.
  public static long positions(Subject subject) {
    return subject instanceof Subject.Model model
        ? (long) model.data().examples() * scored(subject)
        : 0;
  }

  /// Share of examples of which every scored position is right.
  ///
  /// @param rows see [groklab.lab.measure.ProbeData#scoreRows]
  /// @param scored scored positions of an example
  public static double accuracy(Scores scores, int[] rows, int scored) {
    int right = 0;
    for (int row : rows) {
      right += isRight(scores, row, scored) ? 1 : 0;
    }
    return right / (double) rows.length;
  }

  /// Whether every scored position of the example that begins at `row` is right.
  public static boolean isRight(Scores scores, int row, int scored) {
    for (int s = 0; s < scored; s++) {
      if (scores.answer(row + s) != scores.target(row + s)) {
        return false;
      }
    }
    return true;
  }
}
