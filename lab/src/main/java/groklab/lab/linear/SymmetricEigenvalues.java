package groklab.lab.linear;

import java.util.Arrays;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/// Eigenvalues of symmetric matrices: by Hipparchus' tridiagonal QL iteration, and where that gives
/// up, by Jacobi's rotations, which always converge and cost several times as much.
///
/// QL gives up on some matrices whose entries differ by many orders of magnitude: the query weights
/// of arXiv 2301.05217's network did it after 15,000 steps of weight decay. The matrix is scaled by
/// a power of two to entries of at most 1 first, which changes no digit.
public final class SymmetricEigenvalues {
  /// An element this much smaller than the geometric mean of its diagonal elements is rounding.
  private static final double NEGLIGIBLE = 0x1p-53;

  /// Ten are common.
  private static final int MOST_SWEEPS = 60;

  private SymmetricEigenvalues() {}

  /// The eigenvalues, ascending; NaNs where an entry is not finite.
  ///
  /// @param matrix n x n, symmetric; not changed
  public static double[] ascending(double[][] matrix) {
    int n = matrix.length;
    double[] none = new double[n];
    double largest = 0;
    for (double[] row : matrix) {
      for (double x : row) {
        largest = Math.max(largest, Math.abs(x)); // a NaN stays
      }
    }
    if (!Double.isFinite(largest)) {
      Arrays.fill(none, Double.NaN);
      return none;
    }
    if (largest == 0) {
      return none;
    }
    int exponent = Math.getExponent(largest) + 1;
    double[][] scaled = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        scaled[i][j] = Math.scalb(matrix[i][j], -exponent);
      }
    }
    double[] values = eigenvalues(scaled);
    Arrays.sort(values);
    for (int i = 0; i < n; i++) {
      values[i] = Math.scalb(values[i], exponent);
    }
    return values;
  }

  private static double[] eigenvalues(double[][] a) {
    try {
      return new EigenDecompositionSymmetric(new Array2DRowRealMatrix(a, true)).getEigenvalues();
    } catch (MathIllegalStateException gaveUp) {
      return jacobi(a);
    }
  }

  /// Rotations in the plane of each pair of axes in turn until nothing is left beside the diagonal
  /// (Golub and Van Loan, section 8.5). `a` is overwritten.
  static double[] jacobi(double[][] a) {
    int n = a.length;
    for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > 0; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, p, q);
        }
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i][i];
    }
    return values;
  }

  private static void rotate(double[][] a, int p, int q) {
    double apq = a[p][q];
    if (Math.abs(apq) <= NEGLIGIBLE * Math.sqrt(Math.abs(a[p][p]) * Math.abs(a[q][q]))
        || Math.abs(apq) < Double.MIN_NORMAL) {
      a[p][q] = 0;
      a[q][p] = 0;
      return;
    }
    double tau = (a[q][q] - a[p][p]) / (2 * apq);
    double t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
    double c = 1 / Math.sqrt(1 + t * t);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double akp = a[k][p];
      double akq = a[k][q];
      a[k][p] = c * akp - s * akq;
      a[k][q] = s * akp + c * akq;
    }
    double[] rowP = a[p];
    double[] rowQ = a[q];
    for (int k = 0; k < a.length; k++) {
      double apk = rowP[k];
      double aqk = rowQ[k];
      rowP[k] = c * apk - s * aqk;
      rowQ[k] = s * apk + c * aqk;
    }
    a[p][q] = 0;
    a[q][p] = 0;
  }

  private static double offDiagonal(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += Math.abs(a[i][j]);
      }
    }
    return sum;
  }
}
