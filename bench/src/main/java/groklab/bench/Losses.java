package groklab.bench;

/// Whether two trainers compute the same.
final class Losses {
  /// Largest relative difference of any of the first losses that is taken for rounding: float32
  /// carries 24 bits, and ten updates by Adam, which divides by the size of small gradients,
  /// enlarge it.
  static final double TOLERANCE = 1e-4;

  /// So many are compared.
  static final int STEPS = 10;

  private Losses() {}

  /// Largest |a − b|/|b| over the steps.
  static double difference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs(a[i] - b[i]) / Math.abs(b[i]);
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
    }
    return largest;
  }
}
