package groklab.study.statistics;

import org.hipparchus.special.Erf;

/// The upper tail Q(u) = P(Z > u) of the standard normal distribution, also where it is too small
/// for a double.
final class NormalTail {
  /// ln √(2π)
  static final double LOG_ROOT_TWO_PI = 0.9189385332046727;

  /// From here on the continued fraction, which needs fewer terms the further out it is.
  private static final double FAR = 5;

  private static final int TERMS = 60;

  private NormalTail() {}

  /// ln φ(u), the logarithm of the density.
  static double logDensity(double u) {
    return -0.5 * u * u - LOG_ROOT_TWO_PI;
  }

  /// φ(u) / Q(u). For u ≥ 5 it is u + 1/(u + 2/(u + 3/(u + ...))) (Laplace).
  static double hazard(double u) {
    if (u < FAR) {
      return StrictMath.exp(logDensity(u)) / tail(u);
    }
    double rest = u;
    for (int k = TERMS; k >= 1; k--) {
      rest = u + k / rest;
    }
    return rest;
  }

  /// ln Q(u)
  static double logTail(double u) {
    if (u < 0) {
      return StrictMath.log1p(-tail(-u));
    }
    return u < FAR ? StrictMath.log(tail(u)) : logDensity(u) - StrictMath.log(hazard(u));
  }

  private static double tail(double u) {
    return 0.5 * Erf.erfc(u / Math.sqrt(2));
  }
}
