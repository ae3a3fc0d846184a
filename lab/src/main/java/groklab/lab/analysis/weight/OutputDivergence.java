package groklab.lab.analysis.weight;

import groklab.engine.random.RandomStream;
import groklab.lab.analysis.linear.Matrix;

/// How much the answers change when weights are disturbed.
///
/// - [#kullbackLeiblerSum] with [#masked] weights is the "approximate local circuit complexity" of 2405.12755. The
///   **sum** over the examples is the paper's, so values grow with the training set. The paper gives neither the layer,
///   nor the number of masks, nor whether masks change between probes: keep the seed fixed over a run, or the curve
///   shows the noise of the masks.
/// - [#jensenShannonMean] is the J of 2605.12394: after the rank-one part of a correlation trap has been replaced by a
///   random one, J near 0 says that the trap is benign. Compare within one network only.
///
/// Natural logarithms, softmax at temperature 1. Cost: a few exponentials for each output.
public final class OutputDivergence {
  /// The share of weights that 2405.12755 sets to zero.
  public static final double SHARE = 0.1;

  private OutputDivergence() {}

  /// A copy of a tensor in which round(share·n) entries, drawn without replacement, are 0.
  ///
  /// @param share in [0, 1]
  public static double[] masked(double[] weights, double share, long seed) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of %s; expected 0 to 1".formatted(share));
    }
    int[] order = RandomStream.of(seed, "mask").permutation(weights.length);
    double[] out = weights.clone();
    for (int i = 0; i < Math.round(share * weights.length); i++) {
      out[order[i]] = 0;
    }
    return out;
  }

  /// Σ over rows of KL(softmax(logits) ‖ softmax(disturbed)), at least 0.
  public static double kullbackLeiblerSum(Matrix logits, Matrix disturbed) {
    requireSameShape(logits, disturbed);
    double sum = 0;
    for (int r = 0; r < logits.rows(); r++) {
      double[] a = logSoftmax(logits, r);
      double[] b = logSoftmax(disturbed, r);
      double kl = 0;
      for (int c = 0; c < a.length; c++) {
        double p = StrictMath.exp(a[c]);
        kl += p == 0 ? 0 : p * (a[c] - b[c]);
      }
      sum += Math.max(0, kl);
    }
    return sum;
  }

  /// Mean over rows of the Jensen-Shannon divergence ½KL(p‖m) + ½KL(q‖m), in [0, ln 2].
  public static double jensenShannonMean(Matrix logits, Matrix disturbed) {
    requireSameShape(logits, disturbed);
    double sum = 0;
    for (int r = 0; r < logits.rows(); r++) {
      double[] a = logSoftmax(logits, r);
      double[] b = logSoftmax(disturbed, r);
      double divergence = 0;
      for (int c = 0; c < a.length; c++) {
        double p = StrictMath.exp(a[c]);
        double q = StrictMath.exp(b[c]);
        double logMean = StrictMath.log(0.5 * (p + q));
        divergence += p == 0 ? 0 : 0.5 * p * (a[c] - logMean);
        divergence += q == 0 ? 0 : 0.5 * q * (b[c] - logMean);
      }
      sum += Math.max(0, divergence);
    }
    return sum / logits.rows();
  }

  private static double[] logSoftmax(Matrix logits, int r) {
    double[] out = logits.row(r);
    double max = Double.NEGATIVE_INFINITY;
    for (double v : out) {
      max = Math.max(max, v);
    }
    double sum = 0;
    for (double v : out) {
      sum += StrictMath.exp(v - max);
    }
    double log = max + StrictMath.log(sum);
    for (int c = 0; c < out.length; c++) {
      out[c] -= log;
    }
    return out;
  }

  private static void requireSameShape(Matrix a, Matrix b) {
    if (a.rows() != b.rows() || a.cols() != b.cols()) {
      throw new IllegalArgumentException(
          "outputs of %d x %d and %d x %d; expected one shape"
              .formatted(a.rows(), a.cols(), b.rows(), b.cols()));
    }
  }
}
