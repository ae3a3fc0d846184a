package groklab.engine.kernel;

/// Elementwise functions of two arguments.
public enum BinaryKind {
  /// `a + b`
  ADD,
  /// `a - b`
  SUBTRACT,
  /// `a · b`
  MULTIPLY,
  /// `a / b`
  DIVIDE,
  /// the smaller one; NaN where one is NaN; -0 is smaller than 0
  MINIMUM,
  /// the larger one; NaN where one is NaN
  MAXIMUM
}
