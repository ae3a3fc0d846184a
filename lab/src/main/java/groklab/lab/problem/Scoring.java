package groklab.lab.problem;

/// How the outputs of a scored row are an answer, on the host: which one, by how much it leads,
/// whether it is right. An example is right when all of its scored rows are.
///
/// What it does not say is the loss, which may judge the same outputs otherwise.
public interface Scoring {

  /// Whether answers are right or wrong. Where they are not, there is no accuracy.
  default boolean hasAnswers() {
    return true;
  }

  /// Sets margin, answer and whether it is right.
  ///
  /// @param outputs of the row; not changed
  /// @param row number of the row among all of the targets
  void score(double[] outputs, Targets targets, int row, RowScore into);
}
