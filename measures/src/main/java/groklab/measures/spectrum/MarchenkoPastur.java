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

  /// The size above which an additive rank-one part |w| of W leaves the bulk in the limit of large
  /// matrices, σ√N·Q^−¼ (Baik, Ben Arous, Péché). A single entry must exceed it to be seen; the
  /// sufficient condition |w| > σ√N(1 + Q^−½) of 2506.04434 asks about twice as much, and the
  /// library, through its threshold, something between.
  public static double smallestVisible(int larger, int smaller, double sigma) {
    return sigma * Math.sqrt(larger) / Math.sqrt(Math.sqrt((double) larger / smaller));
  }

  /// Where a part of size w of W puts its eigenvalue of WᵀW/N when above [#smallestVisible]: σ²(g +
  /// ℓ)(1 + ℓ)/ℓ with ℓ = w²/(Nσ²) and g = M/N.
  public static double spike(int larger, int smaller, double sigma, double size) {
    double l = size * size / (larger * sigma * sigma);
    return sigma * sigma * ((double) smaller / larger + l) * (1 + l) / l;
  }
}
