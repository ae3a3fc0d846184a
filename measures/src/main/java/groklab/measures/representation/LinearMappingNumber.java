package groklab.measures.representation;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.SymmetricEigenvalues;
import groklab.measures.common.Shares;

/// Linear mapping number (2310.05918): how many linear pieces a network needs for a set of samples.
///
/// For samples i and j the inputs of a sub-network are interpolated at [#POINTS] points, 0, 0.05,
/// ..., 1. L_ij is the mean over output coordinates of r², the squared Pearson correlation of the
/// coordinate with the interpolation parameter; L_ii = 1. With μ the eigenvalues of L, p_i =
/// |μ_i|/Σ|μ| and S = −Σ p_i log₂ p_i, LMN = 2^S.
///
/// An affine map gives 1, c equal clusters with unrelated ends give c, and N samples at most N. A
/// coordinate that does not change along the way has r² = 0/0, defined here as 1 because a constant
/// is affine. The paper interpolates at the first hidden layer; the embedding or the second layer
/// are uninformative there. Cost: N²/2·21 evaluations by the caller, then 9N³ operations: take N of
/// 100 to 200.
public final class LinearMappingNumber {
  /// Points of an interpolation.
  public static final int POINTS = 21;

  private LinearMappingNumber() {}

  /// What a network answers on the way from one sample to another.
  @FunctionalInterface
  public interface Way {
    /// The outputs, a row for each of [#POINTS] equally spaced points from sample i (first) to
    /// sample j (last).
    Matrix outputs(int i, int j);
  }

  /// The matrix L of a number of samples; asks for each pair i < j once, in lexicographic order.
  public static Matrix connectivity(int samples, Way way) {
    double[] values = new double[samples * samples];
    for (int i = 0; i < samples; i++) {
      values[i * samples + i] = 1;
      for (int j = i + 1; j < samples; j++) {
        double r2 = linearity(way.outputs(i, j));
        values[i * samples + j] = r2;
        values[j * samples + i] = r2;
      }
    }
    return new Matrix(samples, samples, values);
  }

  /// Mean over columns of the squared correlation of a column with the row number.
  public static double linearity(Matrix outputs) {
    int points = outputs.rows();
    double middle = (points - 1) / 2.0;
    Matrix centred = outputs.centred();
    double total = 0;
    for (int c = 0; c < outputs.cols(); c++) {
      double product = 0;
      double squares = 0;
      double times = 0;
      boolean constant = true;
      for (int r = 0; r < points; r++) {
        double v = centred.get(r, c);
        product += (r - middle) * v;
        squares += v * v;
        times += (r - middle) * (r - middle);
        constant &= outputs.get(r, c) == outputs.get(0, c);
      }
      total += constant ? 1 : product / squares * (product / times);
    }
    return total / outputs.cols();
  }

  /// 2^S of a symmetric matrix L; exp(S·ln 2) is the same number as exp of the entropy in nats.
  public static double of(Matrix connectivity) {
    int n = connectivity.rows();
    if (n != connectivity.cols() || n == 0) {
      throw new IllegalArgumentException(
          "a connectivity of %d x %d; expected a square matrix".formatted(n, connectivity.cols()));
    }
    double[] sizes = SymmetricEigenvalues.ascending(connectivity.toRows());
    for (int i = 0; i < n; i++) {
      sizes[i] = Math.abs(sizes[i]);
    }
    return Shares.effectiveNumber(sizes);
  }
}
