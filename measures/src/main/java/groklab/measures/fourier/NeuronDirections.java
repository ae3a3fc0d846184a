package groklab.measures.fourier;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.FourierBasis;
import groklab.measures.common.cyclic.SumComponents;

/// Whether the two directions in which the neurons are read out for a frequency carry cos and sin
/// of w_k(x + y).
///
/// The rows cos k and sin k of F·W_L (W_L as classes x neurons) are the directions u_k and v_k of
/// neuron space along which the logits of that frequency are written; the paper finds that u_kᵀN(x,
/// y) ∝ cos w_k(x+y) and v_kᵀN(x, y) ∝ sin w_k(x+y) with more than 90 % of the variance (arXiv
/// 2301.05217, section 4.3). The share here is of the variance over all m² inputs after centring.
/// Cost: 2m²n for each frequency.
///
/// @param cosineFve share of the variance of u_kᵀN explained by cos w_k(x+y), 0..1; NaN if it has
///     none
/// @param sineFve share of the variance of v_kᵀN explained by sin w_k(x+y); NaN if it has none or k
///     = m/2
public record NeuronDirections(double cosineFve, double sineFve) {

  /// The shares of one frequency.
  ///
  /// @param neurons m² x n in standard order
  /// @param neuronLogitMap W_L, n x m
  public static NeuronDirections of(Matrix neurons, Matrix neuronLogitMap, int frequency) {
    int m = neuronLogitMap.cols();
    FourierBasis basis = FourierBasis.of(m);
    int[] rows = basis.rowsOf(frequency);
    Matrix directions = neuronLogitMap.times(basis.rows().rows(rows).transposed());
    Matrix read = neurons.times(directions).centred();
    return new NeuronDirections(
        explained(read, m, 0, rows[0]),
        rows.length == 2 ? explained(read, m, 1, rows[1]) : Double.NaN);
  }

  private static double explained(Matrix read, int m, int column, int basisRow) {
    Matrix one = new Matrix(read.rows(), 1, read.column(column));
    SumComponents parts = SumComponents.of(one, m);
    double coefficient = parts.coefficients().get(basisRow, 0);
    return coefficient * coefficient / parts.squaredNorm();
  }
}
