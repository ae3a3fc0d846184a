package groklab.measures.numerics;

import groklab.engine.kernel.DoubleMath;
import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import groklab.measures.common.TargetClasses;

/// Softmax collapse (prieto2025, arXiv 2501.04697): in the loss's precision the sum S = Σ exp(z −
/// max z) is exactly 1, so a right answer has loss 0 and its class a gradient of 0, and the example
/// teaches nothing more.
///
/// The number depends on the order in which S is summed. Here the sum is taken in float64 without
/// the largest term, and 1 + rest is rounded once: collapsed iff rest <= 2^−24 (float32), 2^−53
/// (float64), 2^−11 (float16), that is a lead of 16.6, 36.7 or 7.6 over a single rival, and ln 112
/// = 4.7 more over 112 equal ones. Adding term by term in the precision itself, as a framework
/// does, absorbs earlier. The logits are taken as they are: round them first if the network's
/// outputs had the lower precision.
///
/// @param collapsed share of rows with S = 1
/// @param zeroLoss share of rows with a loss of exactly 0: collapsed onto the right class
/// @param zeroGradient share of rows whose right class has a logit gradient p_y − 1 of exactly 0,
///     p_y = exp(z_y − max)/S rounded
/// @param imbalance mean over rows of Σ_k (p_k − 1[k = y]), each term rounded. In exact arithmetic
///     0; a positive value drifts the mean of the classifier's weights, which arXiv 2605.06152
///     holds to be the slingshot's cause
public record SoftmaxCollapse(
    double collapsed, double zeroLoss, double zeroGradient, double imbalance) {

  /// Cost: an exponential and two divisions per logit.
  ///
  /// @param logits rows × classes, at least 2 classes
  /// @param labels the right class of each row
  /// @param precision of the loss
  public static SoftmaxCollapse of(Matrix logits, int[] labels, FloatFormat precision) {
    TargetClasses.check(logits, labels);
    int collapsed = 0;
    int zeroLoss = 0;
    int zeroGradient = 0;
    double imbalance = 0;
    double[] e = new double[logits.cols()];
    for (int r = 0; r < logits.rows(); r++) {
      int top = Numbers.largest(logits.row(r));
      double rest = exponentials(logits, r, top, e);
      boolean one = rest <= precision.absorbed();
      collapsed += one ? 1 : 0;
      zeroLoss += one && top == labels[r] ? 1 : 0;
      double sum = one ? 1 : precision.round(1 + rest);
      double own = gradient(e[labels[r]], sum, precision, 1);
      zeroGradient += own == 0 ? 1 : 0;
      imbalance += own;
      for (int c = 0; c < e.length; c++) {
        imbalance += c == labels[r] ? 0 : gradient(e[c], sum, precision, 0);
      }
    }
    double n = logits.rows();
    return new SoftmaxCollapse(collapsed / n, zeroLoss / n, zeroGradient / n, imbalance / n);
  }

  private static double gradient(double e, double sum, FloatFormat precision, double target) {
    return precision.round(precision.round(precision.round(e) / sum) - target);
  }

  /// Fills e with exp(z − max z) and returns the sum of all but the largest.
  private static double exponentials(Matrix logits, int row, int top, double[] e) {
    double max = logits.get(row, top);
    double rest = 0;
    for (int c = 0; c < e.length; c++) {
      e[c] = DoubleMath.exp(logits.get(row, c) - max);
      rest += c == top ? 0 : e[c];
    }
    return rest;
  }
}
