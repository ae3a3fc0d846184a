package groklab.catalog.beyond;

/// A ball of radius 1 in D dimensions that a plane cuts off at depth δ: what lies beyond is what a
/// slightly wrong plane gets wrong (arXiv 2210.15435). The density of the ball is (1 − r)^(−ξ).
///
/// @param dimensions D, 2 or 3
/// @param edge ξ in [0, 1)
record Ball(int dimensions, double edge) {
  private static final int POINTS = 20_000;

  /// The exponent with which the mass beyond the plane grows, between two depths.
  double exponent(double depth, double deeper) {
    return StrictMath.log(beyond(deeper) / beyond(depth)) / StrictMath.log(deeper / depth);
  }

  /// Over spheres of radius r = 1 − s, s = δ·u^(1/(1 − ξ)), where s^(−ξ)·ds is a constant times du;
  /// midpoint rule.
  private double beyond(double depth) {
    double power = 1 / (1 - edge);
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      double r = 1 - depth * StrictMath.pow((i + 0.5) / POINTS, power);
      sum += StrictMath.pow(r, dimensions - 1) * cap((1 - depth) / r);
    }
    return StrictMath.pow(depth, 1 - edge) * sum / POINTS;
  }

  /// The share of a sphere whose first coordinate is above a multiple of the radius.
  private double cap(double height) {
    double share = Math.min(1, height);
    return dimensions == 2 ? StrictMath.acos(share) / Math.PI : (1 - share) / 2;
  }
}
