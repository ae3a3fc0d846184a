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
  DIVIDE
}
