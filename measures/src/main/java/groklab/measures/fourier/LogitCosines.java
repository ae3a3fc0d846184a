package groklab.measures.fourier;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import groklab.measures.common.cyclic.FourierBasis;

/// How much of the logits is a sum of cos w_k(x + y - z): the ideal answer of a Fourier circuit.
///
/// With C_k the cube cos w_k(x + y - z) scaled to unit norm, coefficient_k = ⟨L, C_k⟩, cosine
/// similarity = coefficient_k/‖L‖, and FVE(keys) = 1 - ‖L - Σ coefficient_k C_k‖²/‖L‖² = Σ
/// similarity² (arXiv 2301.05217, section 4.1 and `calculate_coefficients` of its code). An ideal
/// logit of amplitude 1 has the coefficient m^{1.5}/√2.
///
/// A constant added to a row changes no softmax but lowers the FVE, on real runs to below 0.1:
/// each row's mean over the classes is subtracted first. The cubes depend
/// on x + y - z alone, so the logits are summed over each value of it and transformed once: m³
/// additions and m² multiply-adds for all frequencies, against m⁴/2 for cubes.
///
/// @param coefficients index = frequency, 0..⌊m/2⌋; index 0 belongs to the constant cube
/// @param squaredNorm ‖L‖², of the centred logits
public record LogitCosines(double[] coefficients, double squaredNorm) {
  /// Of the logits minus each row's mean over the classes.
  public static LogitCosines centred(Matrix logits) {
    int m = logits.cols();
    FourierBasis basis = FourierBasis.of(m);
    FourierBasis.requireRows(logits, m * m, "the logits of all pairs of Z_" + m);
    double[] byDifference = new double[m];
    double squares = 0;
    for (int row = 0; row < logits.rows(); row++) {
      double mean = Numbers.mean(logits.row(row));
      int sum = row / m + row % m;
      // Squares are summed row by row: one long sum over a million terms would lose four digits.
      double rowSquares = 0;
      for (int z = 0; z < m; z++) {
        double v = logits.get(row, z) - mean;
        byDifference[(sum - z + m) % m] += v;
        rowSquares += v * v;
      }
      squares += rowSquares;
    }
    Matrix transformed = basis.transform(new Matrix(m, 1, byDifference));
    double[] cosines = new double[basis.frequencies() + 1];
    for (int k = 0; k < cosines.length; k++) {
      int[] rows = basis.rowsOf(k);
      cosines[k] = transformed.get(rows[0], 0) / m;
    }
    return new LogitCosines(cosines, squares);
  }

  /// The share of the squared norm that the cubes of these frequencies explain, 0..1; NaN for
  /// logits of zeros.
  public double fve(int... frequencies) {
    double sum = 0;
    for (int k : frequencies) {
      sum += coefficients[k] * coefficients[k];
    }
    return sum / squaredNorm;
  }
}
