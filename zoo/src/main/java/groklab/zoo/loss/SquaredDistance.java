package groklab.zoo.loss;

/// Squared distances of outputs from what they should be.
final class SquaredDistance {
  private SquaredDistance() {}

  /// Σ_c (scale·z_c − onehot_c)²
  static double toOneHot(double[] z, int target, double scale) {
    double sum = 0;
    for (int c = 0; c < z.length; c++) {
      double d = z[c] * scale - (c == target ? 1 : 0);
      sum += d * d;
    }
    return sum;
  }

  /// Σ_c (z_c − wanted[from + c])²
  static double to(double[] wanted, int from, double[] z) {
    double sum = 0;
    for (int c = 0; c < z.length; c++) {
      double d = z[c] - wanted[from + c];
      sum += d * d;
    }
    return sum;
  }
}
