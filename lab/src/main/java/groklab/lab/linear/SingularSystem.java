package groklab.lab.linear;

import java.util.Arrays;

/// Singular values and vectors of matrices of one shape, W = U·S·Vᵀ, by rotations that make the
/// rows (or, where there are fewer of them, the columns) orthogonal in pairs: Hestenes' one-sided
/// Jacobi method (Golub and Van Loan, section 8.6.3). One thread, a fixed order, the same bits
/// everywhere; memory is taken once.
///
/// With n the smaller and m the larger dimension, a sweep costs about n²·(3m + 2n) multiplications
/// and additions; six to ten sweeps are common. Singular values are exact to about 1e-16 of the
/// largest; the eigenvalues of a Gram matrix would have lost those below 1e-8 of it.
public final class SingularSystem {
  /// Twelve are many.
  private static final int MOST_SWEEPS = 60;

  private final int rows;
  private final int cols;
  private final boolean wide;

  /// S·Vᵀ, or S·Uᵀ of a tall matrix, `[n, m]`
  private final double[][] scaled;

  /// Uᵀ, or Vᵀ of a tall matrix, `[n, n]`
  private final double[][] turned;

  private final double[] values;

  /// of the rows of `scaled`
  private final double[] squares;

  /// Products of rows below this share of their norms are rounding.
  private final double negligible;

  public SingularSystem(int rows, int cols) {
    this.rows = rows;
    this.cols = cols;
    this.wide = rows <= cols;
    int n = Math.min(rows, cols);
    int m = Math.max(rows, cols);
    this.scaled = new double[n][m];
    this.turned = new double[n][n];
    this.values = new double[n];
    this.squares = new double[n];
    this.negligible = Math.sqrt(m) * 0x1p-53;
  }

  /// Decomposes a matrix.
  ///
  /// @param matrix `rows · cols` numbers, row-major; not changed
  /// @return the singular values in no order, NaNs where an entry is not finite; used again by the
  ///     next call
  public double[] decompose(double[] matrix) {
    load(matrix);
    int n = values.length;
    boolean moved = true;
    for (int sweep = 0; moved && sweep < MOST_SWEEPS; sweep++) {
      moved = false;
      measure();
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          moved |= rotate(p, q);
        }
      }
    }
    measure();
    for (int i = 0; i < n; i++) {
      values[i] = Math.sqrt(squares[i]);
    }
    return values;
  }

  /// Rotations keep the squared norms up to date, which rounds, so each sweep begins with fresh
  /// ones.
  private void measure() {
    for (int i = 0; i < squares.length; i++) {
      squares[i] = dot(scaled[i], scaled[i]);
    }
  }

  private void load(double[] matrix) {
    for (int i = 0; i < scaled.length; i++) {
      Arrays.fill(turned[i], 0);
      turned[i][i] = 1;
      for (int k = 0; k < scaled[i].length; k++) {
        scaled[i][k] = matrix[wide ? i * cols + k : k * cols + i];
      }
    }
  }

  private boolean rotate(int p, int q) {
    double[] a = scaled[p];
    double[] b = scaled[q];
    double both = dot(a, b);
    double aa = Math.max(0, squares[p]);
    double bb = Math.max(0, squares[q]);
    if (!(Math.abs(both) > negligible * Math.sqrt(aa) * Math.sqrt(bb))) {
      return false;
    }
    double zeta = (bb - aa) / (2 * both);
    double t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
    double c = 1 / Math.sqrt(1 + t * t);
    double s = t * c;
    squares[p] -= t * both;
    squares[q] += t * both;
    turn(a, b, c, s);
    turn(turned[p], turned[q], c, s);
    return true;
  }

  private static void turn(double[] a, double[] b, double c, double s) {
    for (int k = 0; k < a.length; k++) {
      double x = a[k];
      double y = b[k];
      a[k] = c * x - s * y;
      b[k] = s * x + c * y;
    }
  }

  /// In four lanes: one would wait for each sum.
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 4 <= a.length; k += 4) {
      s0 += a[k] * b[k];
      s1 += a[k + 1] * b[k + 1];
      s2 += a[k + 2] * b[k + 2];
      s3 += a[k + 3] * b[k + 3];
    }
    for (; k < a.length; k++) {
      s0 += a[k] * b[k];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /// U·diag(others)·Vᵀ of the matrix that was decomposed last. A singular value of 0 has no
  /// directions and is left out.
  ///
  /// @param others in place of the singular values, in the order of [#decompose]
  /// @param into `rows · cols` numbers, row-major, which are overwritten
  public void compose(double[] others, double[] into) {
    Arrays.fill(into, 0);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        add(others[i] / values[i], turned[i], scaled[i], into);
      }
    }
  }

  /// Adds factor·u·vᵀ.
  private void add(double factor, double[] shorter, double[] longer, double[] into) {
    double[] left = wide ? shorter : longer;
    double[] right = wide ? longer : shorter;
    for (int r = 0; r < rows; r++) {
      double f = factor * left[r];
      for (int c = 0; c < cols; c++) {
        into[r * cols + c] += f * right[c];
      }
    }
  }
}
