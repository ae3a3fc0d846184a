package groklab.measures.common.cyclic;

import groklab.lab.linear.Matrix;
import groklab.lab.problem.AnswerTable;
import groklab.lab.problem.CyclicGroup;
import java.util.Arrays;

/// Which token and which class is which element of Z_m, so that an operation becomes z = x + y in
/// Z_m.
///
/// See [CyclicGroup] for where the names come from.
///
/// The tables that are relabelled must list their cells x-major: row a·columns + (b - firstY). The
/// arrays are shared: treat them as read-only.
///
/// @param order m
/// @param left the token on the left that stands for element x
/// @param right the token on the right that stands for element y
/// @param classes the class that stands for element z
/// @param columns number of values of the right token in the tables
/// @param firstY smallest right token in the tables
public record CyclicLabels(
    int order, int[] left, int[] right, int[] classes, int columns, int firstY) {
  public CyclicLabels {
    if (left.length != order || right.length != order || classes.length != order) {
      throw new IllegalArgumentException(
          "%d left tokens, %d right tokens and %d classes were given for Z_%d; expected %d of each"
              .formatted(left.length, right.length, classes.length, order, order));
    }
  }

  /// The names that a problem states.
  public static CyclicLabels of(CyclicGroup group, AnswerTable table) {
    return new CyclicLabels(
        group.order(),
        group.left(),
        group.right(),
        group.answers(),
        table.columns(),
        table.firstY());
  }

  /// The row of a relabelled table: cell (x, y) of the group is this row of the task's table.
  public int tableRow(int x, int y) {
    return left[x] * columns + right[y] - firstY;
  }

  /// Rows of a table (activations, attention) in standard order, m² x n.
  public Matrix activations(Matrix table) {
    int[] rows = new int[order * order];
    Arrays.setAll(rows, cell -> tableRow(cell / order, cell % order));
    return table.rows(rows);
  }

  /// The task's answers and training cells in standard order.
  ///
  /// @param answers the class of every row of the task's table
  /// @param train whether that row is trained on
  /// @throws IllegalArgumentException if an answer is not an element of the group
  public AnswerCells cells(int[] answers, boolean[] train) {
    int highest = Arrays.stream(classes).max().orElseThrow();
    int[] element = new int[highest + 1];
    Arrays.fill(element, -1);
    for (int z = 0; z < order; z++) {
      element[classes[z]] = z;
    }
    int[] newAnswers = new int[order * order];
    boolean[] newTrain = new boolean[order * order];
    for (int cell = 0; cell < newAnswers.length; cell++) {
      int row = tableRow(cell / order, cell % order);
      int answer = answers[row];
      if (answer < 0 || answer > highest || element[answer] < 0) {
        throw new IllegalArgumentException(
            ("row %d has the answer %d, which is no element of the group; give the right "
                    + "answers, without label noise")
                .formatted(row, answer));
      }
      newAnswers[cell] = element[answer];
      newTrain[cell] = train[row];
    }
    return new AnswerCells(newAnswers, newTrain);
  }
}
