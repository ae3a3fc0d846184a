package groklab.lab.measure;

/// What work takes, in operations of a matrix product of the engine: how measures say their cost,
/// and what a run compares with the operations of its training steps.
///
/// The engine's product runs on all threads with SIMD, the mathematics of measures on one thread
/// without, so a single operation of it takes as long as many of the product's. Rounded from times
/// on two cores that do about 110 operations of a product a nanosecond together, those of reading
/// and scoring on the network of arXiv 2301.05217.
public final class Operations {
  /// An addition or a multiply-add in a loop over neighbours.
  public static final long STREAMED = 60;

  /// An operation of a decomposition or of a loop with a dependency.
  public static final long SCALAR = 150;

  /// An exponential or a logarithm with what is around it.
  public static final long EXPONENTIAL = 1500;

  /// A normal random number.
  public static final long NORMAL = 5000;

  /// Reading a number of the engine's memory.
  public static final long READ = 10;

  /// Reading a number of the network's outputs.
  public static final long READ_OUTPUT = 50;

  /// The exponential and the sums of one output.
  public static final long SCORE_OUTPUT = 350;

  /// An operation of a product in float64.
  public static final long IN_FLOAT64 = 2;

  private Operations() {}

  /// The singular values of an N x M matrix: see `Spectrum.of`.
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
