package groklab.measures.spectrum;

/// The law of Marchenko and Pastur for the eigenvalues of WᵀW/N, W being N x M with independent
/// entries of variance σ², and the bulk edge with which WeightWatcher 0.7.5.5 counts outliers.
///
/// Q = N/M ≥ 1. The density lives on [σ²(1 − Q^−½)², σ²(1 + Q^−½)²].
public final class MarchenkoPastur {
  private MarchenkoPastur() {}

  /// σ²(1 − Q^−½)²
  public static double lowerEdge(double q, double sigma) {
    double root = sigma * (1 - 1 / Math.sqrt(q));
    return root * root;
  }

  /// σ²(1 + Q^−½)²
  public static double upperEdge(double q, double sigma) {
    double root = sigma * (1 + 1 / Math.sqrt(q));
    return root * root;
  }

  /// Q·√((λ₊ − x)(x − λ₋)) / (2πσ²x), zero outside the edges.
  public static double density(double x, double q, double sigma) {
    double inside = (upperEdge(q, sigma) - x) * (x - lowerEdge(q, sigma));
    return x > 0 && inside > 0 ? q * Math.sqrt(inside) / (2 * Math.PI * sigma * sigma * x) : 0;
  }

  /// √(4σ² − s²)/(πσ²) on [0, 2σ]: the singular values of W/√N when Q = 1.
  public static double quarterCircle(double s, double sigma) {
    double inside = 4 * sigma * sigma - s * s;
    return s >= 0 && inside > 0 ? Math.sqrt(inside) / (Math.PI * sigma * sigma) : 0;
  }

  /// The width `TW` = Q^−½·λ₊^⅔·M^−⅔ that the library adds, under a root, to the edge. It is the
  /// scale of Tracy-Widom fluctuations only up to its power: a heuristic margin, not a quantile.
  public static double tracyWidom(int larger, int smaller, double sigma) {
    double q = (double) larger / smaller;
    double cube = StrictMath.cbrt(upperEdge(q, sigma) / smaller);
    return cube * cube / Math.sqrt(q);
  }

  /// λ₊ + √TW: an eigenvalue above it counts as a spike.
  public static double threshold(int larger, int smaller, double sigma) {
    return upperEdge((double) larger / smaller, sigma)
        + Math.sqrt(tracyWidom(larger, smaller, sigma));
  }
}
