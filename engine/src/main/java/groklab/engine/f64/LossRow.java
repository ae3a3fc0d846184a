package groklab.engine.f64;

import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.DoubleMath;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.PlainRoundedSpans;
import groklab.engine.kernel.RoundedSpans;
import groklab.engine.kernel.Rounding;
import groklab.engine.kernel.SimdRoundedSpans;
import groklab.engine.kernel.UnaryKind;
import java.util.Arrays;

/// Softmax cross-entropy of one row of logits in a chosen precision; natural logarithm.
///
/// With z the logits rounded to the precision, m = max z, e_j = exp(z_j − m), S = Σ e_j (row reduction of 16 lanes):
/// loss = log S − (z_t − m) and slope_j = e_j/S (in FLOAT64: e_j·(1/S)), the target's entry being −Σ_{j≠t} e_j/S. In FLOAT16, BFLOAT16 and
/// FLOAT32 every one of these intermediates (each addition of the sums too) is computed in double precision and then
/// rounded to the format, which for +, − and / gives the format's own correctly rounded result. A sum that absorbs its
/// small terms (S == 1 exactly) therefore collapses exactly as it would in that format (arXiv 2501.04697).
///
/// The only class of this package that is written by hand: both precisions of the kernels use it. Rows are padded with
/// −∞ to a multiple of 16, which adds exact zeros, so that no element is left over. Not for other loss functions.
public final class LossRow {
  private static final int LANES = DoubleKernels.LANES;

  private final DoubleSpans spans;
  private final RoundedSpans rounded;

  private LossRow(DoubleSpans spans, RoundedSpans rounded) {
    this.spans = spans;
    this.rounded = rounded;
  }

  /// In plain Java.
  public static LossRow plain() {
    return new LossRow(PlainDoubleSpans.INSTANCE, new PlainRoundedSpans());
  }

  /// With the Vector API.
  public static LossRow simd() {
    return new LossRow(new SimdDoubleSpans(), new SimdRoundedSpans());
  }

  /// Length of z for a row of `cols` logits: whole blocks of lanes, and room for the lanes of a sum.
  public static int scratch(int cols) {
    return padded(cols) + LANES;
  }

  private static int padded(int cols) {
    return (cols + LANES - 1) / LANES * LANES;
  }

  /// The loss of the row z[0..cols) with the given target; z, of length [#scratch] at least, is overwritten.
  public double loss(LossPrecision precision, double[] z, int cols, int target) {
    return compute(precision, z, cols, target, false);
  }

  /// The loss; z[0..cols) is overwritten by its gradient with respect to the logits.
  public double lossAndSlope(LossPrecision precision, double[] z, int cols, int target) {
    return compute(precision, z, cols, target, true);
  }

  private double compute(LossPrecision precision, double[] z, int cols, int target, boolean slope) {
    int n = padded(cols);
    Arrays.fill(z, cols, n, Double.NEGATIVE_INFINITY);
    return switch (precision) {
      case FLOAT16 -> inFormat(Rounding.FLOAT16, z, n, target, slope);
      case BFLOAT16 -> inFormat(Rounding.BFLOAT16, z, n, target, slope);
      case FLOAT32 -> inFormat(Rounding.FLOAT32, z, n, target, slope);
      case FLOAT64 -> exact(z, n, target, slope);
    };
  }

  private double exact(double[] z, int n, int target, boolean slope) {
    double max = spans.max(z, 0, n);
    double lead = z[target] - max;
    spans.affine(z, 0, z, 0, n, 1, -max);
    spans.unary(UnaryKind.EXP, z, 0, z, 0, n);
    double sum = spans.sum(z, 0, n);
    if (slope) {
      spans.binaryScalar(BinaryKind.MULTIPLY, z, 0, z, 0, 1 / sum, n);
      z[target] = 0;
      z[target] = -spans.sum(z, 0, n);
    }
    return DoubleMath.log(sum) - lead;
  }

  private double inFormat(Rounding to, double[] z, int n, int target, boolean slope) {
    rounded.round(to, z, n);
    double max = spans.max(z, 0, n);
    double lead = to.round(z[target] - max);
    spans.affine(z, 0, z, 0, n, 1, -max);
    rounded.round(to, z, n);
    spans.unary(UnaryKind.EXP, z, 0, z, 0, n);
    rounded.round(to, z, n);
    double sum = rounded.sum(to, z, n);
    if (slope) {
      spans.binaryScalar(BinaryKind.DIVIDE, z, 0, z, 0, sum, n);
      rounded.round(to, z, n);
      z[target] = 0;
      z[target] = -rounded.sum(to, z, n);
    }
    return to.round(to.round(DoubleMath.log(sum)) - lead);
  }
}
