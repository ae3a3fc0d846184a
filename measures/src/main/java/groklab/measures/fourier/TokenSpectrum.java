package groklab.measures.fourier;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import groklab.measures.common.cyclic.FourierBasis;
import groklab.measures.common.cyclic.KeyFrequencies;
import java.util.Arrays;

/// The Fourier spectrum of a table over tokens: of an embedding, an unembedding or the neuron-logit
/// map W_L.
///
/// With F the basis and E the m x d table, component norm f is ‖F_f·E‖₂ (arXiv 2301.05217, section
/// 4.1; leave the row of "=" out of E), and the power of frequency k is the sum of the squares of
/// its cosine's and its sine's norm, so that all powers add up to ‖E‖²_F (Parseval). For the
/// neuron-logit map hand over W_L as classes x neurons, W_L[c, n] = Σ_i W_U[i, c]·W_out[i, n].
///
/// A peak says that a frequency is *stored*, not that it is used: the paper's embedding has a sixth
/// one that is not.
///
/// @param componentNorms m norms, in the order of [FourierBasis]
/// @param power ⌊m/2⌋+1 powers, index = frequency; index 0 is the constant
public record TokenSpectrum(double[] componentNorms, double[] power) {

  /// The spectrum over the rows. Cost: m²d multiply-adds.
  public static TokenSpectrum of(Matrix table) {
    FourierBasis basis = FourierBasis.of(table.rows());
    Matrix coefficients = basis.transform(table);
    double[] norms = new double[table.rows()];
    double[] power = new double[basis.frequencies() + 1];
    for (int f = 0; f < norms.length; f++) {
      double[] row = coefficients.row(f);
      norms[f] = Numbers.norm(row);
      power[(f + 1) / 2] += Numbers.dot(row, row);
    }
    return new TokenSpectrum(norms, power);
  }

  /// ‖E‖²_F, the constant included.
  public double total() {
    return Numbers.sum(power);
  }

  /// Gini of the m component norms, the constant included: the number that arXiv 2301.05217 plots
  /// for W_E and W_L.
  public double giniOfNorms() {
    return Concentration.gini(componentNorms);
  }

  /// Gini of the powers of the frequencies 1..⌊m/2⌋; sees which frequencies are used and not the
  /// balance of cos and sin.
  public double giniOfPowers() {
    return Concentration.gini(Arrays.copyOfRange(power, 1, power.length));
  }

  /// The share of the strongest frequencies in the power of all frequencies >= 1, in 0..1; NaN if
  /// that power is 0.
  public double shareOfTop(int count) {
    double sum = 0;
    for (int k : KeyFrequencies.strongest(power, count)) {
      sum += power[k];
    }
    return sum / (total() - power[0]);
  }
}
