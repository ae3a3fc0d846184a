package groklab.measures.fourier;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.KeyFrequencies;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/// Whether an embedding consists of circles (arXiv 2306.17844, appendix): for each of the first
/// principal components v over the tokens, max_k 2|Σ_j v_j e^{2πijk/m}|²/(m Σ v²), which is 1 for
/// one cosine; "circular" from 0.995 on average.
///
/// For k = m/2 of an even m, which has no sine, the factor 2 is left out, so that 1 stays the
/// largest value.
///
/// @param perComponent one value a component, in the order of the variances; NaN where the
///     embedding has no variance left
/// @param frequency the k of each value; 0 where it is NaN
/// @param mean over the components that have variance; NaN if none has
/// @param defined how many those are: fewer than asked for on an embedding of low rank
public record Circularity(double[] perComponent, int[] frequency, double mean, int defined) {
  /// The paper averages this many components.
  public static final int COMPONENTS = 4;

  /// Below this share of the largest, a singular value is rounding.
  private static final double NO_VARIANCE = 1e-10;

  /// Of the first components of an m x d embedding. Cost: a singular value decomposition of m x d,
  /// and m² a component.
  public static Circularity of(Matrix embedding, int components) {
    var svd =
        new SingularValueDecomposition(
            new Array2DRowRealMatrix(embedding.centred().toRows(), false));
    double[] sigma = svd.getSingularValues();
    double[] values = new double[components];
    int[] frequency = new int[components];
    double sum = 0;
    int defined = 0;
    for (int i = 0; i < components; i++) {
      if (i >= sigma.length || !(sigma[i] > NO_VARIANCE * sigma[0])) {
        values[i] = Double.NaN;
        continue;
      }
      Matrix v = new Matrix(embedding.rows(), 1, svd.getU().getColumn(i));
      double[] power = TokenSpectrum.of(v).power();
      frequency[i] = KeyFrequencies.strongest(power, 1)[0];
      values[i] = power[frequency[i]] / v.sumOfSquares();
      sum += values[i];
      defined++;
    }
    return new Circularity(values, frequency, sum / defined, defined);
  }

  /// The paper's measure: four components.
  public static Circularity of(Matrix embedding) {
    return of(embedding, COMPONENTS);
  }
}
