package groklab.measures.common.cyclic;

import groklab.lab.linear.Matrix;

/// The part of a table over (x, y) that depends on x + y alone, in Fourier components: what cos
/// w_k(x+y) and sin w_k(x+y) hold of logits or of neurons.
///
/// In the 2-D basis cos w_k(x+y) = (cos⊗cos - sin⊗sin)/√2 and sin w_k(x+y) = (sin⊗cos + cos⊗sin)/√2
/// are unit vectors (arXiv 2301.05217, its code). No 2-D transform is needed to project on them:
/// summing the table along each diagonal x + y = s leaves m rows, and their 1-D transform divided
/// by √m gives the coefficients of the same unit vectors. Cost: m²n additions and m²n multiply-adds
/// for an m² x n table, against 2m³n for the transform.
///
/// @param order m
/// @param coefficients m x n; row f is the coefficient of F_f(x + y)/√m, rows in the order of
///     [FourierBasis]
/// @param squaredNorm ‖table‖²_F
public record SumComponents(int order, Matrix coefficients, double squaredNorm) {

  /// The components of every column of an m² x n table in standard order.
  public static SumComponents of(Matrix table, int order) {
    FourierBasis basis = FourierBasis.of(order);
    FourierBasis.requireRows(table, order * order, "a table over all pairs of Z_" + order);
    int n = table.cols();
    double[] sums = new double[order * n];
    for (int row = 0; row < table.rows(); row++) {
      int to = (row / order + row % order) % order * n;
      for (int i = 0; i < n; i++) {
        sums[to + i] += table.values()[row * n + i];
      }
    }
    double[] coefficients = basis.transform(new Matrix(order, n, sums)).values();
    double scale = 1 / Math.sqrt(order);
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] *= scale;
    }
    return new SumComponents(order, new Matrix(order, n, coefficients), table.sumOfSquares());
  }

  /// The projection on cos and sin w_k(x+y) of these frequencies: m x n, row s holds the value at
  /// every x + y ≡ s.
  ///
  /// Cost: 2m·n for each frequency.
  public Matrix projection(int... frequencies) {
    FourierBasis basis = FourierBasis.of(order);
    int n = coefficients.cols();
    double scale = 1 / Math.sqrt(order);
    double[] out = new double[order * n];
    for (int k : frequencies) {
      for (int f : basis.rowsOf(k)) {
        for (int s = 0; s < order; s++) {
          double factor = basis.rows().get(f, s) * scale;
          for (int i = 0; i < n; i++) {
            out[s * n + i] += factor * coefficients.get(f, i);
          }
        }
      }
    }
    return new Matrix(order, n, out);
  }

  /// The mean of each column over all m² inputs.
  public double[] mean() {
    double[] mean = coefficients.row(0);
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= order;
    }
    return mean;
  }
}
