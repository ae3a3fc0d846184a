package groklab.measures.common;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.Scores;
import groklab.lab.problem.ExampleSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The named sets of a problem, and what their scores say of whole examples.
public final class ScoredSets {
  private ScoredSets() {}

  /// The sets that have examples.
  public static List<ExampleSet> of(Subject subject) {
    return subject instanceof Subject.Model model
        ? model.data().filledSets()
        : List.of(ExampleSet.TRAIN);
  }

  /// The scores of these sets.
  public static List<Need> needs(Subject subject) {
    return of(subject).stream().map(set -> (Need) new Need.Scores(set)).toList();
  }

  /// Why nothing is right or wrong.
  public static Optional<String> noAnswers(Subject subject) {
    return subject instanceof Subject.Model model && !model.data().scoring().hasAnswers()
        ? Optional.of("the task's answers are real numbers, which are neither right nor wrong")
        : Optional.empty();
  }

  /// Scored positions of an example.
  public static int scored(Subject subject) {
    return subject instanceof Subject.Model model ? model.data().targets().perExample() : 1;
  }

  /// Scored positions of all examples; 0 for weights without a network.
  public static long positions(Subject subject) {
    return subject instanceof Subject.Model model
        ? (long) model.data().examples() * scored(subject)
        : 0;
  }

  /// Outputs of all training examples; 0 for weights without a network.
  public static long trainOutputs(Subject subject) {
    return subject instanceof Subject.Model model
        ? (long) model.data().trainRows().length
            * model.data().targets().perExample()
            * model.data().targets().width()
        : 0;
  }

  /// Of the rows of each example, `each` of them, the first.
  public static Matrix firstRows(Matrix table, int each) {
    int[] rows = new int[table.rows() / each];
    Arrays.setAll(rows, i -> i * each);
    return each == 1 ? table : table.rows(rows);
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
      if (scores.weight(row + s) > 0 && !scores.isRight(row + s)) {
        return false;
      }
    }
    return true;
  }
}
