package groklab.engine.kernel;

/// The number type of parameters, activations and updates.
public enum Precision {
  /// IEEE binary32
  FLOAT32,
  /// IEEE binary64
  FLOAT64
}
