package groklab.measures.fourier;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.FourierBasis;
import groklab.measures.common.cyclic.KeyFrequencies;
import groklab.measures.common.cyclic.NeuronFrequencies;

/// The frequency that each column of a table over tokens follows most: which frequency an attention
/// head or a neuron's input weights are tuned to.
///
/// Cost: m²d multiply-adds.
///
/// @param frequency the strongest frequency >= 1 of each column, the lowest of equals; 0 where the
///     column is constant
/// @param share the part of the column's variance at that frequency, 0..1; NaN where the column is
///     constant
public record ColumnFrequencies(int[] frequency, double[] share) {

  /// The frequencies of the columns of an m x d table.
  public static ColumnFrequencies of(Matrix table) {
    FourierBasis basis = FourierBasis.of(table.rows());
    Matrix coefficients = basis.transform(table);
    int[] frequency = new int[table.cols()];
    double[] share = new double[table.cols()];
    for (int i = 0; i < frequency.length; i++) {
      double[] power = new double[basis.frequencies() + 1];
      double all = 0;
      for (int f = 0; f < table.rows(); f++) {
        double c = coefficients.get(f, i);
        power[(f + 1) / 2] += c * c;
        all += c * c;
      }
      double varying = all - power[0];
      if (NeuronFrequencies.isConstant(varying, all)) {
        share[i] = Double.NaN;
        continue;
      }
      frequency[i] = KeyFrequencies.strongest(power, 1)[0];
      share[i] = power[frequency[i]] / varying;
    }
    return new ColumnFrequencies(frequency, share);
  }
}
