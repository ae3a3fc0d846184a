package groklab.measures.fourier;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.FourierBasis;

/// The phases of the neurons of a two-layer network and how well they obey the one relation that
/// modular addition needs.
///
/// In the closed form of arXiv 2301.02679 neuron j has the weights cos(w_k x + φ1), cos(w_k y + φ2)
/// and cos(w_k z + φ3) with φ3 = φ1 + φ2, so the phase sum φ1 + φ2 - φ3 is 0 (the paper writes the
/// output as cos(-w_k z - φ1 - φ2), the same thing). Before grokking the sums are uniform on (-π,
/// π]; after it they peak at 0.
///
/// A neuron's frequency is the strongest one of its left row; a neuron whose right or output row is
/// strongest at another one has no phase sum (NaN) and counts as unmatched. Frequency m/2 has no
/// phase and is treated likewise. Cost: 3m²N multiply-adds for N neurons.
///
/// @param frequency of each neuron's left row; 0 if the row is constant
/// @param phaseSum φ1 + φ2 - φ3 in (-π, π] of each neuron; NaN if it is unmatched
/// @param matched how many neurons have one frequency in all three rows
public record PhaseRelation(int[] frequency, double[] phaseSum, int matched) {

  /// The phases of N neurons.
  ///
  /// @param left N x m, weights from the left token
  /// @param right N x m, weights from the right token
  /// @param out N x m, weights to the classes (the output matrix transposed)
  public static PhaseRelation of(Matrix left, Matrix right, Matrix out) {
    int m = left.cols();
    FourierBasis basis = FourierBasis.of(m);
    ColumnFrequencies ofLeft = ColumnFrequencies.of(left.transposed());
    ColumnFrequencies ofRight = ColumnFrequencies.of(right.transposed());
    ColumnFrequencies ofOut = ColumnFrequencies.of(out.transposed());
    double[] sums = new double[left.rows()];
    int matched = 0;
    for (int i = 0; i < sums.length; i++) {
      int k = ofLeft.frequency()[i];
      if (k == 0 || !basis.hasSine(k) || ofRight.frequency()[i] != k || ofOut.frequency()[i] != k) {
        sums[i] = Double.NaN;
        continue;
      }
      matched++;
      double sum = phase(basis, left, i, k) + phase(basis, right, i, k) - phase(basis, out, i, k);
      sums[i] = wrapped(sum);
    }
    return new PhaseRelation(ofLeft.frequency(), sums, matched);
  }

  /// R cos μ with R·e^{iμ} the mean of e^{i·phaseSum} over the matched neurons: 1 if all sums are
  /// 0, about 0 ± 1/√(2n) if they are random. NaN if no neuron is matched.
  public double alignment() {
    double sum = 0;
    for (double s : phaseSum) {
      if (!Double.isNaN(s)) {
        sum += StrictMath.cos(s);
      }
    }
    return sum / matched;
  }

  /// φ of the component cos(w_k j + φ) of a row.
  private static double phase(FourierBasis basis, Matrix rows, int row, int k) {
    double re = 0;
    double im = 0;
    for (int j = 0; j < rows.cols(); j++) {
      re += rows.get(row, j) * basis.cos(k, j);
      im -= rows.get(row, j) * basis.sin(k, j);
    }
    return StrictMath.atan2(im, re);
  }

  /// Into (-π, π].
  private static double wrapped(double angle) {
    double wrapped = StrictMath.IEEEremainder(angle, 2 * StrictMath.PI);
    return wrapped <= -StrictMath.PI ? wrapped + 2 * StrictMath.PI : wrapped;
  }
}
