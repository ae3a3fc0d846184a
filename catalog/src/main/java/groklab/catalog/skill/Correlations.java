package groklab.catalog.skill;

/// Correlations of two rows of numbers; NaN where one of them does not vary.
final class Correlations {
  private Correlations() {}

  /// Pearson's correlation of 1, 2, ... and the ranks of the values, of which equal ones share the
  /// mean: Spearman's correlation of the values with their order.
  static double withOrder(double... values) {
    int n = values.length;
    double[] numbers = new double[n];
    double[] ranks = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i;
      for (double other : values) {
        ranks[i] += other < values[i] ? 1 : other == values[i] ? 0.5 : 0;
      }
    }
    return pearson(numbers, ranks);
  }

  static double pearson(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
