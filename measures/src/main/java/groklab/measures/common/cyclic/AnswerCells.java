package groklab.measures.common.cyclic;

/// What is asked in the cells of a table over all inputs: the right answer of each, and whether it
/// was trained on.
///
/// The arrays are shared, not copied: treat them as read-only.
///
/// @param answers the right class of each cell
/// @param train whether the cell is in the training set; every other cell is a test cell
public record AnswerCells(int[] answers, boolean[] train) {

  /// Which cells a loss is the mean over.
  public enum Part {
    /// The training cells.
    TRAIN,
    /// The cells that are not trained on.
    TEST,
    /// Every cell of the table.
    ALL
  }

  public AnswerCells {
    if (answers.length != train.length) {
      throw new IllegalArgumentException(
          "%d answers and %d training marks were given; expected one of each for every cell"
              .formatted(answers.length, train.length));
    }
  }

  /// Number of cells.
  public int count() {
    return answers.length;
  }

  public boolean isIn(Part part, int cell) {
    return switch (part) {
      case TRAIN -> train[cell];
      case TEST -> !train[cell];
      case ALL -> true;
    };
  }
}
