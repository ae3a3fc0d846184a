package groklab.measures.landscape;

/// A plane in weight space with orthonormal axes.
///
/// @param origin where both coordinates are 0
/// @param xAxis unit vector
/// @param yAxis unit vector at right angles to it
public record LossPlane(double[] origin, double[] xAxis, double[] yAxis) {
  /// Below this share of its length a direction counts as lying on the line.
  private static final double COLLINEAR = 1e-10;

  /// A weight vector seen from the plane.
  ///
  /// @param distance how far it lies from the plane: a path drawn on the plane is a shadow, and
  ///     this says how high above it runs
  public record Point(double x, double y, double distance) {}

  /// The plane through three weight vectors (Garipov et al. 2018, arXiv 1802.10026): `a` is the
  /// origin, `b` lies on the x axis, `c` on the side of positive y.
  ///
  /// @throws IllegalArgumentException if the three lie on one line
  public static LossPlane through(double[] a, double[] b, double[] c) {
    Vectors.checkSameLength("weight vectors", a, b);
    Vectors.checkSameLength("weight vectors", a, c);
    return spanned(a, Vectors.minus(b, a), Vectors.minus(c, a));
  }

  /// The plane through a point along two directions, of which the second is made orthogonal to the
  /// first. For filter-normalised directions use [#grid(Loss, double[], double[], double[],
  /// double[], double[])], which keeps them as they are.
  public static LossPlane spanned(double[] origin, double[] first, double[] second) {
    double firstNorm = Vectors.norm(first);
    double secondNorm = Vectors.norm(second);
    double[] x = first.clone();
    Vectors.scale(x, 1 / firstNorm);
    double[] y = second.clone();
    for (int pass = 0; pass < 2; pass++) {
      Vectors.add(y, -Vectors.dot(y, x), x);
    }
    double height = Vectors.norm(y);
    if (!(firstNorm > 0) || !(height > COLLINEAR * secondNorm)) {
      throw new IllegalArgumentException(
          "the three weight vectors lie on one line; expected three that span a plane, or use a"
              + " LossLine");
    }
    Vectors.scale(y, 1 / height);
    return new LossPlane(origin.clone(), x, y);
  }

  public Point project(double[] weights) {
    double[] d = Vectors.minus(weights, origin);
    double x = Vectors.dot(d, xAxis);
    double y = Vectors.dot(d, yAxis);
    Vectors.add(d, -x, xAxis);
    Vectors.add(d, -y, yAxis);
    return new Point(x, y, Vectors.norm(d));
  }

  /// The weights at coordinates of the plane.
  public double[] at(double x, double y) {
    double[] w = Vectors.plus(origin, x, xAxis);
    Vectors.add(w, y, yAxis);
    return w;
  }
}
