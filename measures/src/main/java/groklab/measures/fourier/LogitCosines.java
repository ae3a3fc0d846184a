package groklab.measures.fourier;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.FourierBasis;
import groklab.measures.common.cyclic.TableLoss;

/// How much of the logits is a sum of cos w_k(x + y - z): the ideal answer of a Fourier circuit.
///
/// With C_k the cube cos w_k(x + y - z) scaled to unit norm, coefficient_k = ⟨L, C_k⟩, cosine
/// similarity = coefficient_k/‖L‖, and FVE(keys) = 1 - ‖L - Σ coefficient_k C_k‖²/‖L‖² = Σ
/// similarity² (arXiv 2301.05217, section 4.1 and `calculate_coefficients` of its code). An ideal
/// logit of amplitude 1 has the coefficient m^{1.5}/√2.
///
/// A constant added to a row changes no softmax but lowers the FVE, on real runs to below 0.1:
/// [#centred] subtracts each row's mean over the classes first, [#raw] does not. The cubes depend
/// on x + y - z alone, so the logits are summed over each value of it and transformed once: m³
/// additions and m² multiply-adds for all frequencies, against m⁴/2 for cubes.
///
/// @param order m
/// @param coefficients index = frequency, 0..⌊m/2⌋; index 0 belongs to the constant cube
/// @param sineCoefficients the same for sin w_k(x + y - z): not part of the FVE, but large when the
///     network's answer is shifted in phase; 0 at index 0 and at m/2
/// @param squaredNorm ‖L‖², of the centred logits if they were centred
public record LogitCosines(
    int order, double[] coefficients, double[] sineCoefficients, double squaredNorm) {

  /// Of the logits as they are, m² x m in standard order.
  public static LogitCosines raw(Matrix logits) {
    return of(logits, false);
  }

  /// Of the logits minus each row's mean over the classes.
  public static LogitCosines centred(Matrix logits) {
    return of(logits, true);
  }

  private static LogitCosines of(Matrix logits, boolean centre) {
    int m = logits.cols();
    FourierBasis basis = FourierBasis.of(m);
    FourierBasis.requireRows(logits, m * m, "the logits of all pairs of Z_" + m);
    double[] byDifference = new double[m];
    double squares = 0;
    for (int row = 0; row < logits.rows(); row++) {
      double mean = centre ? rowMean(logits, row) : 0;
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
    double[] sines = new double[basis.frequencies() + 1];
    for (int k = 0; k < cosines.length; k++) {
      int[] rows = basis.rowsOf(k);
      cosines[k] = transformed.get(rows[0], 0) / m;
      sines[k] = rows.length == 2 ? transformed.get(rows[1], 0) / m : 0;
    }
    return new LogitCosines(m, cosines, sines, squares);
  }

  /// The cosine of the angle between the logits and the cube of a frequency, -1..1; NaN for logits
  /// of zeros.
  public double similarity(int frequency) {
    return coefficients[frequency] / Math.sqrt(squaredNorm);
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

  /// The logits minus Σ ⟨L, C_k⟩ C_k: the 3-D variant of the excluded loss, to be scored with
  /// [TableLoss]. Raw and centred coefficients give the same, because every C_k with k >= 1 has
  /// zero mean over the classes. Cost: m² once, m a row.
  ///
  /// @param logits the logits that these coefficients are of
  public TableLoss.Rows excluded(Matrix logits, int... frequencies) {
    FourierBasis basis = FourierBasis.of(order);
    double[] part = new double[order];
    for (int k : frequencies) {
      double scale = coefficients[k] / order;
      int row = basis.rowsOf(k)[0];
      for (int r = 0; r < order; r++) {
        part[r] += scale * basis.rows().get(row, r);
      }
    }
    return (cell, out) -> {
      int sum = cell / order + cell % order;
      for (int z = 0; z < order; z++) {
        out[z] = logits.get(cell, z) - part[(sum - z + order) % order];
      }
    };
  }

  private static double rowMean(Matrix logits, int row) {
    double sum = 0;
    for (int z = 0; z < logits.cols(); z++) {
      sum += logits.get(row, z);
    }
    return sum / logits.cols();
  }
}
