package groklab.measures.landscape;

/// How far a vector moved: weights since initialisation (kumar2023, arXiv 2310.06110), one layer's
/// features over one update (thilak2022, arXiv 2206.04817, who look at representation and
/// classifier separately).
public final class Movement {
  private Movement() {}

  /// ‖now − before‖/‖before‖. Infinite, or NaN where nothing moved, for before = 0.
  public static double relative(double[] now, double[] before) {
    Vectors.checkSameLength("vectors", now, before);
    return Vectors.norm(Vectors.minus(now, before)) / Vectors.norm(before);
  }

  /// 1 − cos(now, before), 0 to 2: turning without growth. NaN if one of them is 0.
  public static double cosineDistance(double[] now, double[] before) {
    Vectors.checkSameLength("vectors", now, before);
    return 1 - Vectors.dot(now, before) / (Vectors.norm(now) * Vectors.norm(before));
  }
}
