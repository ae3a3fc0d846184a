package groklab.measures.common;

import groklab.lab.measure.Subject;

/// What plain Java arithmetic takes, in operations of a matrix product of the engine: how measures
/// say their cost.
///
/// The engine's product runs on all threads with SIMD, the analysis on one thread without, so a
/// single operation of it takes as long as many of the product's. Rounded from times on two cores
/// that do about 110 operations of a product a nanosecond together.
public final class Effort {
  /// An addition or a multiply-add in a loop over neighbours.
  public static final long STREAMED = 60;

  /// An operation of a decomposition or of a loop with a dependency.
  public static final long SCALAR = 150;

  /// An exponential or a logarithm with what is around it.
  public static final long EXPONENTIAL = 1500;

  /// A normal random number.
  public static final long NORMAL = 5000;

  private Effort() {}

  public static long weights(Subject subject) {
    return subject.weights().stream().mapToLong(Subject.Weight::size).sum();
  }

  /// The singular values of an N x M matrix: see [groklab.measures.spectrum.Spectrum#of].
  public static long singularValues(long rows, long cols) {
    long n = Math.max(rows, cols);
    long m = Math.min(rows, cols);
    return SCALAR * (2 * n * m * m + 15 * m * m * m);
  }

  /// The eigenvalues of a Gram matrix.
  public static long gramEigenvalues(long rows, long cols) {
    long n = Math.max(rows, cols);
    long m = Math.min(rows, cols);
    return STREAMED * n * m * m + SCALAR * 9 * m * m * m;
  }
}
