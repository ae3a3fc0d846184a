package groklab.measures.spectrum;

import groklab.lab.linear.Numbers;

/// How far the eigenvalues of a matrix are from those of a random one of the same shape and mean
/// square: the two-sided Kolmogorov-Smirnov distance from the law of [MarchenkoPastur].
///
/// Eigenvalues of a random matrix repel each other, so their distance falls as 1/M and not as
/// 1/√M: over 12 shapes from 10 x 10 to 512 x 256, 3,400 matrices with Gaussian or uniform entries
/// had M·D ≤ 3.7, the 99th percentile of a shape being 2 to 3.5 (with the heavier tail of a
/// t-distribution of 5 degrees of freedom up to 4.7). Hence [#RANDOM].
final class BulkDistance {
  /// M·D up to which a matrix cannot be told from a random one.
  static final double RANDOM = 4;

  private static final int POINTS = 2001;

  private BulkDistance() {}

  /// The distance D, in [0, 1]; NaN for eigenvalues that are all 0 or not finite.
  static double of(Spectrum spectrum) {
    double[] eigenvalues = spectrum.eigenvalues();
    int m = eigenvalues.length;
    double scale = m / Numbers.sum(eigenvalues);
    if (!Double.isFinite(scale)) {
      return Double.NaN;
    }
    double[] law = law((double) spectrum.larger() / m);
    double worst = 0;
    for (int k = 0; k < m; k++) {
      double expected = at(law, (double) spectrum.larger() / m, eigenvalues[k] * scale);
      worst = Math.max(worst, Math.abs(expected - (double) k / m));
      worst = Math.max(worst, Math.abs(expected - (k + 1.0) / m));
    }
    return worst;
  }

  static boolean looksRandom(double distance, int smaller) {
    return smaller * distance <= RANDOM;
  }

  /// The distribution function at equal steps of θ in [0, π], where x = middle − half·cos θ: in θ
  /// the density has no singular end. Trapezoids, scaled to end at 1.
  private static double[] law(double q) {
    double[] sums = new double[POINTS];
    double before = integrand(q, 0);
    for (int i = 1; i < POINTS; i++) {
      double now = integrand(q, Math.PI * i / (POINTS - 1));
      sums[i] = sums[i - 1] + (before + now) / 2;
      before = now;
    }
    for (int i = 0; i < POINTS; i++) {
      sums[i] /= sums[POINTS - 1];
    }
    return sums;
  }

  /// sin²θ/x up to a factor; for square matrices, whose lower edge is 0, in its reduced form.
  private static double integrand(double q, double theta) {
    double low = MarchenkoPastur.lowerEdge(q, 1);
    double half = (MarchenkoPastur.upperEdge(q, 1) - low) / 2;
    double cosine = StrictMath.cos(theta);
    return low == 0 ? (1 + cosine) / half : (1 - cosine * cosine) / (low + half * (1 - cosine));
  }

  private static double at(double[] law, double q, double x) {
    double low = MarchenkoPastur.lowerEdge(q, 1);
    double half = (MarchenkoPastur.upperEdge(q, 1) - low) / 2;
    double cosine = 1 - (x - low) / half;
    if (cosine >= 1) {
      return 0;
    }
    if (cosine <= -1) {
      return 1;
    }
    double position = StrictMath.acos(cosine) / Math.PI * (POINTS - 1);
    int left = (int) position;
    return law[left] + (position - left) * (law[left + 1] - law[left]);
  }
}
