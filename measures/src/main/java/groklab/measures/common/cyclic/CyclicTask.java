package groklab.measures.common.cyclic;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.Subject;
import groklab.lab.problem.CyclicGroup;
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import java.util.Optional;

/// A network whose task is z = x + y in a cyclic group Z_m under some names of the elements: which
/// row of its outputs is which cell, which token and which class is which element.
///
/// @param labels which element number of the task stands for which element of Z_m
/// @param first token number and class number of element 0 of the task
/// @param scored rows of outputs for each example; the first of them is the answer
public record CyclicTask(CyclicLabels labels, int first, int scored, AnswerCells cells) {

  /// The task of a subject, or nothing: see [#obstacle].
  public static Optional<CyclicTask> of(Subject subject) {
    if (obstacle(subject).isPresent() || !(subject instanceof Subject.Model model)) {
      return Optional.empty();
    }
    Problem data = model.data();
    Pairs pairs = data.facet(Pairs.class).orElseThrow();
    CyclicLabels labels = labels(data).orElseThrow();
    boolean[] train = new boolean[data.examples()];
    for (int example : data.trainRows()) {
      train[example] = true;
    }
    AnswerCells cells = labels.cells(pairs.table().answers(), train);
    int scored = data.targets().perExample();
    return Optional.of(new CyclicTask(labels, pairs.firstElement(), scored, cells));
  }

  /// Why a subject's task is none.
  public static Optional<String> obstacle(Subject subject) {
    if (!(subject instanceof Subject.Model model)) {
      return Optional.of(
          "weights alone do not say what they were trained on, which a spec does (--spec)");
    }
    Optional<Pairs> pairs = model.data().facet(Pairs.class);
    if (pairs.isEmpty()) {
      return Optional.of("the examples are not pairs of an answer table");
    }
    return labels(model.data()).isPresent()
        ? Optional.empty()
        : Optional.of(
            ("%s is no addition in a cyclic group under other names; add, subtract and, with a "
                    + "prime modulus above 2, multiply and divide are")
                .formatted(pairs.get().table().title()));
  }

  /// The names under which a problem's elements add up in a cyclic group; empty if there are none.
  public static Optional<CyclicLabels> labels(Problem problem) {
    return problem
        .facet(CyclicGroup.class)
        .flatMap(group ->
            problem.facet(Pairs.class).map(pairs -> CyclicLabels.of(group, pairs.table())));
  }

  /// m
  public int order() {
    return labels.order();
  }

  /// The logits of all cells in standard order, m² x m, from the outputs on the whole table;
  /// columns that are no element drop out.
  ///
  /// @param into is filled and returned
  public Matrix logits(Matrix outputs, Matrix into) {
    int m = order();
    for (int cell = 0; cell < m * m; cell++) {
      int row = labels.tableRow(cell / m, cell % m) * scored;
      int from = row * outputs.cols() + first;
      for (int z = 0; z < m; z++) {
        into.values()[cell * m + z] = outputs.values()[from + labels.classes()[z]];
      }
    }
    return into;
  }

  /// Activations of all cells in standard order, m² x n, from those at the scored positions of the
  /// whole table.
  ///
  /// @param into is filled and returned
  public Matrix activations(Matrix table, int rowsPerExample, Matrix into) {
    int m = order();
    int n = table.cols();
    for (int cell = 0; cell < m * m; cell++) {
      int row = labels.tableRow(cell / m, cell % m) * rowsPerExample;
      System.arraycopy(table.values(), row * n, into.values(), cell * n, n);
    }
    return into;
  }

  /// Rows of a table over tokens that belong to the left operand's elements, m x d.
  public Matrix leftTokens(Matrix table) {
    return rows(table, labels.left(), first);
  }

  /// Rows of a table over tokens that belong to the right operand's elements, m x d.
  public Matrix rightTokens(Matrix table) {
    return rows(table, labels.right(), first);
  }

  /// Columns of a table over classes as rows, m x n: an n x classes matrix, such as W_U,
  /// transposed.
  public Matrix classColumns(Matrix table) {
    return rows(table.transposed(), labels.classes(), first);
  }

  /// Rows `offset + elements[i]`.
  public static Matrix rows(Matrix table, int[] elements, int offset) {
    int[] rows = elements.clone();
    for (int i = 0; i < rows.length; i++) {
      rows[i] += offset;
    }
    return table.rows(rows);
  }
}
