package groklab.measures.landscape;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;

/// The neural tangent kernel K = J Jᵀ on a probe set, J being the Jacobian of outputs by weights,
/// and what kumar2023 (arXiv 2310.06110) reads off it.
///
/// With one output per example J has a row per example. With C outputs flatten both: row (example,
/// class) of J, entry (example, class) of the targets.
public final class TangentKernel {
  private TangentKernel() {}

  /// K = J Jᵀ. Cost: rows²·weights/2 fused operations.
  public static Matrix of(Matrix jacobian) {
    int m = jacobian.rows();
    int n = jacobian.cols();
    double[] out = new double[m * m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        double dot = Vectors.dot(jacobian.values(), i * n, jacobian.values(), j * n, n);
        out[i * m + j] = dot;
        out[j * m + i] = dot;
      }
    }
    return new Matrix(m, m, out);
  }

  /// yᵀKy/(‖K‖_F ‖y‖²), at most 1; how much of the kernel points at the task. NaN for y = 0 or K =
  /// 0.
  ///
  /// Insensitive to the scale of K and y; the mean of y counts ([#centredAlignment] takes it off).
  public static double alignment(Matrix kernel, double[] y) {
    return quadraticForm(kernel, y) / (Math.sqrt(kernel.sumOfSquares()) * Vectors.dot(y, y));
  }

  /// The alignment as the authors' notebook computes it: y less its mean, K less its *column* means
  /// only, ‖K‖_F of that K. (Since y sums to 0, the numerator is the same with K as it was.) NaN
  /// for constant y.
  public static double centredAlignment(Matrix kernel, double[] y) {
    double mean = Numbers.mean(y);
    double[] centred = y.clone();
    for (int i = 0; i < centred.length; i++) {
      centred[i] -= mean;
    }
    return alignment(kernel.centred(), centred);
  }

  /// 1 − ⟨K, K₀⟩/(‖K‖_F ‖K₀‖_F): 0 while only the kernel's scale changes. NaN if one of them is 0.
  public static double drift(Matrix kernel, Matrix initial) {
    checkSquare(initial, kernel.rows());
    double dot = Vectors.dot(kernel.values(), initial.values());
    return 1 - dot / (Math.sqrt(kernel.sumOfSquares()) * Math.sqrt(initial.sumOfSquares()));
  }

  private static double quadraticForm(Matrix kernel, double[] y) {
    checkSquare(kernel, y.length);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] * Vectors.dot(kernel.values(), i * y.length, y, 0, y.length);
    }
    return sum;
  }

  private static void checkSquare(Matrix kernel, int size) {
    if (kernel.rows() != size || kernel.cols() != size) {
      throw new IllegalArgumentException(
          "a kernel of %d x %d; expected %d x %d"
              .formatted(kernel.rows(), kernel.cols(), size, size));
    }
  }
}
