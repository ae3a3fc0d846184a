package groklab.measures.landscape;

import groklab.engine.random.RandomStream;

/// Sums over long vectors in one fixed order: four running sums over every fourth element, then the
/// rest.
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    return dot(a, 0, b, 0, a.length);
  }

  static double dot(double[] a, int fromA, double[] b, int fromB, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      s0 = Math.fma(a[fromA + i], b[fromB + i], s0);
      s1 = Math.fma(a[fromA + i + 1], b[fromB + i + 1], s1);
      s2 = Math.fma(a[fromA + i + 2], b[fromB + i + 2], s2);
      s3 = Math.fma(a[fromA + i + 3], b[fromB + i + 3], s3);
    }
    double sum = (s0 + s1) + (s2 + s3);
    for (; i < length; i++) {
      sum = Math.fma(a[fromA + i], b[fromB + i], sum);
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /// to += factor · of
  static void add(double[] to, double factor, double[] of) {
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.fma(factor, of[i], to[i]);
    }
  }

  static void scale(double[] v, double factor) {
    for (int i = 0; i < v.length; i++) {
      v[i] *= factor;
    }
  }

  static double[] plus(double[] a, double factor, double[] b) {
    double[] out = a.clone();
    add(out, factor, b);
    return out;
  }

  static double[] minus(double[] a, double[] b) {
    return plus(a, -1, b);
  }

  /// A random vector of ±1.
  static double[] rademacher(int n, RandomStream stream) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = stream.uniform(i) < 0.5 ? -1 : 1;
    }
    return out;
  }

  static double[] normals(int n, RandomStream stream) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = stream.normal(i);
    }
    return out;
  }

  static void checkSameLength(String what, double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "%s of %d and %d numbers; expected as many of both".formatted(what, a.length, b.length));
    }
  }
}
