package groklab.measures.information;

import groklab.engine.kernel.DoubleMath;
import groklab.lab.linear.Matrix;
import groklab.measures.common.synergy.GaussianEntropies;
import groklab.measures.common.synergy.Ties;
import java.util.Map;
import java.util.TreeMap;

/// Mutual information of two variables in bits.
///
/// Never bin activations of a deterministic network and call the result I(X;T): for continuous
/// activations it measures the bins. For activations use [#gaussianCopula], for tokens [#plugIn].
public final class MutualInformation {
  private static final double LN2 = DoubleMath.log(2);

  private MutualInformation() {}

  /// Mutual information from counts.
  ///
  /// @param bits Σ p(x,y) log₂(p(x,y)/(p(x)p(y))) with shares for probabilities; on average too
  ///     large
  /// @param correctedBits `bits` less its leading bias (k_xy − k_x − k_y + 1)/(2n ln 2), k being
  ///     the numbers of distinct values seen (Miller-Madow); may be negative
  public record PlugIn(double bits, double correctedBits) {}

  /// Mutual information of two discrete variables; about n log n operations.
  ///
  /// @param x values of the first variable, at least one
  /// @param y as many of the second
  public static PlugIn plugIn(int[] x, int[] y) {
    if (x.length != y.length || x.length == 0) {
      throw new IllegalArgumentException(
          "%d and %d values; expected as many of both, at least 1".formatted(x.length, y.length));
    }
    Map<Long, Integer> ofX = new TreeMap<>(); // sorted, so that sums have one order
    Map<Long, Integer> ofY = new TreeMap<>();
    Map<Long, Integer> ofPair = new TreeMap<>();
    for (int i = 0; i < x.length; i++) {
      ofX.merge((long) x[i], 1, Integer::sum);
      ofY.merge((long) y[i], 1, Integer::sum);
      ofPair.merge(((long) x[i] << 32) | (y[i] & 0xFFFFFFFFL), 1, Integer::sum);
    }
    double bits = (entropy(ofX, x.length) + entropy(ofY, x.length)) - entropy(ofPair, x.length);
    double bias = (ofPair.size() - ofX.size() - ofY.size() + 1) / (2.0 * x.length * LN2);
    return new PlugIn(bits, bits - bias);
  }

  /// Mutual information of two continuous variables through their Gaussian copula, bias-corrected:
  /// a lower bound of the true one up to sampling error, and blind to dependence without
  /// correlation of ranks. NaN if one is constant or one is a monotone function of the other (where
  /// it is unbounded).
  public static double gaussianCopula(double[] x, double[] y, Ties ties) {
    Matrix samples = Matrix.of(x, y).transposed();
    GaussianEntropies entropies = GaussianEntropies.ofCopula(samples, ties);
    return entropies.totalCorrelation(entropies.all());
  }

  private static double entropy(Map<Long, Integer> counts, int n) {
    double sum = 0;
    for (int count : counts.values()) {
      double p = (double) count / n;
      sum -= p * DoubleMath.log(p) / LN2;
    }
    return sum;
  }
}
