package groklab.engine.kernel;

/// How the second operand `b` of a binary operation is read beside a first operand of shape
/// `[rows, cols]`.
public enum Broadcast {
  /// `b` is `[rows, cols]`
  NONE,
  /// `b` is one row `[1, cols]`, used for every row
  ROW,
  /// `b` is one column `[rows, 1]`, used for every column
  COLUMN,
  /// `b` is `[1, 1]`
  SCALAR
}
