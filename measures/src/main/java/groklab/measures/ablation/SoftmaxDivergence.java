package groklab.measures.ablation;

import groklab.engine.kernel.DoubleMath;
import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import java.util.Arrays;

/// How far two networks' (or one network's, before and after damage) answers lie apart: divergences
/// between the softmax of two rows of logits, in nats, at temperature 1.
public final class SoftmaxDivergence {
  private SoftmaxDivergence() {}

  /// KL(softmax(p) ‖ softmax(q)) of each row; finite for finite logits, 0 for rows that differ by a
  /// constant.
  ///
  /// Cost: rows · classes · 2 exponentials.
  public static double[] kullbackLeibler(Matrix p, Matrix q) {
    checkShapes(p, q);
    double[] out = new double[p.rows()];
    for (int r = 0; r < out.length; r++) {
      double[] logP = logSoftmax(p, r);
      double[] logQ = logSoftmax(q, r);
      double sum = 0;
      for (int c = 0; c < logP.length; c++) {
        sum += DoubleMath.exp(logP[c]) * (logP[c] - logQ[c]);
      }
      out[r] = sum;
    }
    return out;
  }

  /// The sum over examples of the divergence that damage does: golechha2024's approximate local
  /// circuit complexity (arXiv 2405.12755) if `damaged` are the logits with a random tenth of one
  /// layer's weights set to 0 ([#maskedWeights]). It is a sum, not a mean: it grows with the number
  /// of examples.
  public static double circuitComplexity(Matrix logits, Matrix damaged) {
    return Numbers.sum(kullbackLeibler(logits, damaged));
  }

  /// Which of n weights to set to 0: `round(share · n)` of them, ascending. The paper names no
  /// seed; keep one for a whole run, otherwise the mask's luck hides the curve.
  public static int[] maskedWeights(int n, double share, long seed) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "masking a share of %s of the weights; expected 0 to 1".formatted(share));
    }
    int[] order = RandomStream.of(seed, "information.mask").permutation(n);
    int[] out = Arrays.copyOf(order, (int) Math.round(share * n));
    Arrays.sort(out);
    return out;
  }

  private static double[] logSoftmax(Matrix logits, int row) {
    double[] z = logits.row(row);
    double max = Double.NEGATIVE_INFINITY;
    for (double v : z) {
      max = Math.max(max, v);
    }
    double sum = 0;
    for (double v : z) {
      sum += DoubleMath.exp(v - max);
    }
    double logSum = DoubleMath.log(sum);
    for (int c = 0; c < z.length; c++) {
      z[c] = z[c] - max - logSum;
    }
    return z;
  }

  private static void checkShapes(Matrix p, Matrix q) {
    if (p.rows() != q.rows() || p.cols() != q.cols()) {
      throw new IllegalArgumentException(
          "logits of %d x %d against %d x %d; expected one shape"
              .formatted(p.rows(), p.cols(), q.rows(), q.cols()));
    }
  }
}
