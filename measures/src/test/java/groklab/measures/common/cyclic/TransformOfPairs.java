package groklab.measures.common.cyclic;

import groklab.lab.linear.Matrix;
import java.util.Arrays;

/// The 2-D Fourier transform of a table over all pairs, to check against what is computed for sums
/// alone.
public final class TransformOfPairs {
  private TransformOfPairs() {}

  /// Of every column of an m² x n table: row f·m + g is the coefficient of F_f(x)·F_g(y).
  public static Matrix of(FourierBasis basis, Matrix table) {
    int m = basis.order();
    int n = table.cols();
    double[] alongX = basis.rows().times(new Matrix(m, m * n, table.values())).values();
    double[] out = new double[alongX.length];
    for (int f = 0; f < m; f++) {
      double[] slice = Arrays.copyOfRange(alongX, f * m * n, (f + 1) * m * n);
      double[] both = basis.rows().times(new Matrix(m, n, slice)).values();
      System.arraycopy(both, 0, out, f * m * n, both.length);
    }
    return new Matrix(m * m, n, out);
  }
}
