package groklab.measures.landscape;

import groklab.engine.kernel.DoubleMath;
import groklab.lab.linear.Matrix;
import groklab.measures.common.Targets;

/// The cross-entropy −ln p_y of rows of logits; natural logarithm, softmax at temperature 1.
final class CrossEntropy {
  private CrossEntropy() {}

  /// The mean over the rows. Cost: an exponential per logit.
  ///
  /// @param logits rows × classes, at least 2 classes
  /// @param labels the right class of each row
  static double mean(Matrix logits, int[] labels) {
    Targets.check(logits, labels);
    double sum = 0;
    for (int r = 0; r < logits.rows(); r++) {
      sum += ofRow(logits, r, labels[r]);
    }
    return sum / logits.rows();
  }

  /// Keeps its digits where p_y is next to 1.
  private static double ofRow(Matrix logits, int row, int label) {
    double own = logits.get(row, label);
    double other = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logits.cols(); c++) {
      other = c == label ? other : Math.max(other, logits.get(row, c));
    }
    double max = Math.max(own, other);
    double others = 0;
    for (int c = 0; c < logits.cols(); c++) {
      others += c == label ? 0 : DoubleMath.exp(logits.get(row, c) - max);
    }
    return own == max
        ? StrictMath.log1p(others)
        : max - own + StrictMath.log(DoubleMath.exp(own - max) + others);
  }
}
