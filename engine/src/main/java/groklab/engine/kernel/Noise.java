package groklab.engine.kernel;

/// What random numbers are drawn from.
public enum Noise {
  /// normal with mean 0 and variance 1
  NORMAL,
  /// uniform in (0, 1)
  UNIFORM,
  /// -1 or 1
  RADEMACHER
}
