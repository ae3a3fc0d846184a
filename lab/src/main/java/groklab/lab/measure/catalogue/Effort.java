package groklab.lab.measure.catalogue;

/// What plain Java arithmetic takes, in operations of a matrix product of the engine: how measures say their cost.
///
/// The engine's product runs on all threads with SIMD, the analysis on one thread without, so a single operation of it
/// takes as long as many of the product's. Measured on two cores beside the network of arXiv 2301.05217.
final class Effort {
  /// An addition or a multiply-add in a loop over neighbours.
  static final long STREAMED = 60;

  /// An operation of a decomposition or of a loop with a dependency.
  static final long SCALAR = 150;

  /// An exponential or a logarithm with what is around it.
  static final long EXPONENTIAL = 1500;

  private Effort() {}

  /// The singular values of an N x M matrix: see [groklab.lab.analysis.spectrum.Spectrum#of].
  static long singularValues(long rows, long cols) {
    long n = Math.max(rows, cols);
    long m = Math.min(rows, cols);
    return SCALAR * (2 * n * m * m + 15 * m * m * m);
  }

  /// The eigenvalues of a Gram matrix.
  static long gramEigenvalues(long rows, long cols) {
    long n = Math.max(rows, cols);
    long m = Math.min(rows, cols);
    return STREAMED * n * m * m + SCALAR * 9 * m * m * m;
  }
}
