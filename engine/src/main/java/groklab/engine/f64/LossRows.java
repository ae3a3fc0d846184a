package groklab.engine.f64;

import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.PlainRoundedSpans;
import groklab.engine.kernel.RoundedSpans;
import groklab.engine.kernel.Rounding;
import groklab.engine.kernel.SimdRoundedSpans;
import groklab.engine.kernel.UnaryKind;
import java.util.Arrays;

/// Softmax cross-entropy of a few rows of logits in a chosen precision; natural logarithm.
///
/// With z the logits of a row rounded to the precision, m = max z, e_j = exp(z_j − m), S = Σ e_j
/// (row reduction of 16 lanes): loss = log S − (z_t − m) and slope_j = e_j/S (in FLOAT64:
/// e_j·(1/S)), the target's entry being −Σ_{j≠t} e_j/S. In FLOAT16, BFLOAT16 and FLOAT32 every one
/// of these intermediates (each addition of the sums too) is computed in double precision and then
/// rounded to the format, which for +, − and / gives the format's own correctly rounded result. A
/// sum that absorbs its small terms (S == 1 exactly) therefore collapses exactly as it would in
/// that format (arXiv 2501.04697).
///
/// The only class of this package that is written by hand: both precisions of the kernels use it.
/// Rows are padded with −∞ to a multiple of 16, which adds exact zeros, so that no element is left
/// over. Each operation goes over all rows before the next one does: a row alone would wait at each
/// of them for its last element. Not for other loss functions.
public final class LossRows {
  /// Rows at a time, at most: a vector of logarithms.
  public static final int MOST = 8;

  private static final int LANES = DoubleKernels.LANES;

  private final DoubleSpans spans;
  private final RoundedSpans rounded;

  private LossRows(DoubleSpans spans, RoundedSpans rounded) {
    this.spans = spans;
    this.rounded = rounded;
  }

  /// In plain Java.
  public static LossRows plain() {
    return new LossRows(PlainDoubleSpans.INSTANCE, new PlainRoundedSpans());
  }

  /// With the Vector API.
  public static LossRows simd() {
    return new LossRows(new SimdDoubleSpans(), new SimdRoundedSpans());
  }

  /// From the beginning of a row of `cols` logits to the next one's: whole blocks of lanes.
  public static int stride(int cols) {
    return (cols + LANES - 1) / LANES * LANES;
  }

  /// Length of z for rows of `cols` logits: the rows, room for the lanes of a sum, the losses, and
  /// a number of each row.
  public static int scratch(int cols) {
    return losses(cols) + 2 * MOST;
  }

  /// Where the losses of the rows are in z.
  public static int losses(int cols) {
    return MOST * stride(cols) + LANES;
  }

  /// The losses of `rows` rows; row r has its logits from z[r·stride] on and the target
  /// target[to + r]. z, of length [#scratch] at least, is overwritten.
  public void loss(LossPrecision precision, double[] z, int rows, int cols, int[] target, int to) {
    compute(precision, z, rows, cols, target, to, false);
  }

  /// The losses; the logits of each row are overwritten by its gradient with respect to them.
  public void lossAndSlope(
      LossPrecision precision, double[] z, int rows, int cols, int[] target, int to) {
    compute(precision, z, rows, cols, target, to, true);
  }

  private void compute(
      LossPrecision precision,
      double[] z,
      int rows,
      int cols,
      int[] target,
      int to,
      boolean slope) {
    int stride = stride(cols);
    for (int r = 0; r < rows; r++) {
      Arrays.fill(z, r * stride + cols, (r + 1) * stride, Double.NEGATIVE_INFINITY);
    }
    int losses = losses(cols);
    switch (precision) {
      case FLOAT16 -> inFormat(Rounding.FLOAT16, z, rows, stride, losses, target, to, slope);
      case BFLOAT16 -> inFormat(Rounding.BFLOAT16, z, rows, stride, losses, target, to, slope);
      case FLOAT32 -> inFormat(Rounding.FLOAT32, z, rows, stride, losses, target, to, slope);
      case FLOAT64 -> exact(z, rows, stride, losses, target, to, slope);
    }
  }

  private void exact(double[] z, int rows, int n, int losses, int[] target, int to, boolean slope) {
    int leads = losses + MOST;
    int end = rows * n;
    subtractMax(z, rows, n, leads, target, to);
    spans.unary(UnaryKind.EXP, z, 0, z, 0, end);
    for (int r = 0; r < rows; r++) {
      z[losses + r] = spans.sum(z, r * n, n);
    }
    if (slope) {
      for (int r = 0; r < rows; r++) {
        double scale = 1 / z[losses + r];
        spans.binaryScalar(BinaryKind.MULTIPLY, z, r * n, z, r * n, scale, n);
      }
      clearTargets(z, rows, n, target, to);
    }
    spans.unary(UnaryKind.LOG, z, losses, z, losses, rows);
    for (int r = 0; r < rows; r++) {
      z[losses + r] -= z[leads + r];
    }
    if (slope) {
      for (int r = 0; r < rows; r++) {
        z[leads + r] = -spans.sum(z, r * n, n);
      }
      setTargets(z, rows, n, leads, target, to);
    }
  }

  private void inFormat(
      Rounding format,
      double[] z,
      int rows,
      int n,
      int losses,
      int[] target,
      int to,
      boolean slope) {
    int leads = losses + MOST;
    int end = rows * n;
    int room = losses - LANES;
    rounded.round(format, z, 0, end);
    subtractMax(z, rows, n, leads, target, to);
    rounded.round(format, z, leads, rows);
    rounded.round(format, z, 0, end);
    spans.unary(UnaryKind.EXP, z, 0, z, 0, end);
    rounded.round(format, z, 0, end);
    for (int r = 0; r < rows; r++) {
      z[losses + r] = rounded.sum(format, z, r * n, n, room);
    }
    if (slope) {
      for (int r = 0; r < rows; r++) {
        spans.binaryScalar(BinaryKind.DIVIDE, z, r * n, z, r * n, z[losses + r], n);
      }
      rounded.round(format, z, 0, end);
      clearTargets(z, rows, n, target, to);
    }
    spans.unary(UnaryKind.LOG, z, losses, z, losses, rows);
    rounded.round(format, z, losses, rows);
    for (int r = 0; r < rows; r++) {
      z[losses + r] -= z[leads + r];
    }
    rounded.round(format, z, losses, rows);
    if (slope) {
      for (int r = 0; r < rows; r++) {
        z[leads + r] = -rounded.sum(format, z, r * n, n, room);
      }
      setTargets(z, rows, n, leads, target, to);
    }
  }

  /// Leaves z − m in the rows, and that of each target in z[leads + r].
  private void subtractMax(double[] z, int rows, int n, int leads, int[] target, int to) {
    for (int r = 0; r < rows; r++) {
      z[leads + r] = spans.max(z, r * n, n);
    }
    for (int r = 0; r < rows; r++) {
      double max = z[leads + r];
      z[leads + r] = z[r * n + target[to + r]] - max;
      spans.affine(z, r * n, z, r * n, n, 1, -max);
    }
  }

  private static void clearTargets(double[] z, int rows, int n, int[] target, int to) {
    for (int r = 0; r < rows; r++) {
      z[r * n + target[to + r]] = 0;
    }
  }

  private static void setTargets(double[] z, int rows, int n, int from, int[] target, int to) {
    for (int r = 0; r < rows; r++) {
      z[r * n + target[to + r]] = z[from + r];
    }
  }
}
