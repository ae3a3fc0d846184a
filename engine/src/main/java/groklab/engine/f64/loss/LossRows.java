package groklab.engine.f64.loss;

import groklab.engine.f64.loop.DoubleReductions;
import groklab.engine.f64.loop.DoubleSpans;
import groklab.engine.f64.plain.PlainDoubleReductions;
import groklab.engine.f64.plain.PlainDoubleSpans;
import groklab.engine.f64.simd.SimdDoubleReductions;
import groklab.engine.f64.simd.SimdDoubleSpans;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.PlainRoundedSpans;
import groklab.engine.kernel.RoundedSpans;
import groklab.engine.kernel.Rounding;
import groklab.engine.kernel.SimdRoundedSpans;
import groklab.engine.kernel.Tiles;
import groklab.engine.kernel.UnaryKind;
import java.util.Arrays;

/// The loss of a class of a few rows of outputs; for kinds other than the softmax, see
/// [PlainClassLosses].
///
/// Softmax cross-entropy of a few rows of logits in a chosen precision; natural logarithm.
///
/// With z the logits of a row rounded to the precision, m = max z, e_j = exp(z_j − m), S = Σ e_j
/// (row reduction of 16 lanes): loss = log S − (z_t − m) and slope_j = e_j/S (in FLOAT64:
/// e_j·(1/S)), the target's entry being −Σ_{j≠t} e_j/S, or e_t/S − 1 in SOFTMAX_LESS_ONE, or 0 in
/// SOFTMAX_MUTED. In FLOAT16, BFLOAT16 and FLOAT32 every one of these intermediates (each addition
/// of the sums too) is computed in double precision and then rounded to the format, which for +, −
/// and / gives the format's own correctly rounded result. A sum that absorbs its small terms (S ==
/// 1 exactly) therefore collapses exactly as it would in that format (arXiv 2501.04697).
///
/// Rows are padded with −∞ to a multiple of 16, which adds exact zeros, so that no element is left
/// over. Each operation goes over all rows before the next one does: a row alone would wait at each
/// of them for its last element.
public final class LossRows {
  /// Rows at a time, at most: a vector of logarithms.
  public static final int MOST = 8;

  private static final int LANES = Tiles.LANES;

  private final DoubleSpans spans;
  private final DoubleReductions reductions;
  private final RoundedSpans rounded;

  private LossRows(DoubleSpans spans, DoubleReductions reductions, RoundedSpans rounded) {
    this.spans = spans;
    this.reductions = reductions;
    this.rounded = rounded;
  }

  /// In plain Java.
  public static LossRows plain() {
    return new LossRows(
        PlainDoubleSpans.INSTANCE, PlainDoubleReductions.INSTANCE, new PlainRoundedSpans());
  }

  /// With the Vector API.
  public static LossRows simd() {
    return new LossRows(new SimdDoubleSpans(), new SimdDoubleReductions(), new SimdRoundedSpans());
  }

  /// From the beginning of a row of `cols` logits to the next one's: whole blocks of lanes.
  public static int stride(int cols) {
    return (cols + LANES - 1) / LANES * LANES;
  }

  /// Length of z for rows of `cols` logits: the rows, room for the lanes of a sum, the losses, and
  /// a number of each row.
  static int scratch(int cols) {
    return losses(cols) + 2 * MOST;
  }

  /// Where the losses of the rows are in z.
  public static int losses(int cols) {
    return MOST * stride(cols) + LANES;
  }

  /// The losses of the block's rows.
  public void loss(LossBlock block) {
    compute(block, false);
  }

  /// The losses; the logits of each row are overwritten by its gradient with respect to them.
  public void lossAndSlope(LossBlock block) {
    compute(block, true);
  }

  private void compute(LossBlock block, boolean slope) {
    if (!block.form.isSoftmax()) {
      int losses = losses(block.cols);
      for (int r = 0; r < block.rows; r++) {
        block.z[losses + r] = PlainClassLosses.row(block, r, slope);
      }
      return;
    }
    int stride = stride(block.cols);
    for (int r = 0; r < block.rows; r++) {
      Arrays.fill(block.z, r * stride + block.cols, (r + 1) * stride, Double.NEGATIVE_INFINITY);
    }
    switch (block.form.precision()) {
      case FLOAT16 -> inFormat(Rounding.FLOAT16, block, slope);
      case BFLOAT16 -> inFormat(Rounding.BFLOAT16, block, slope);
      case FLOAT32 -> inFormat(Rounding.FLOAT32, block, slope);
      case FLOAT64 -> exact(block, slope);
    }
  }

  private void exact(LossBlock block, boolean slope) {
    double[] z = block.z;
    int rows = block.rows;
    int n = stride(block.cols);
    int losses = losses(block.cols);
    int leads = losses + MOST;
    int end = rows * n;
    subtractMax(block, n, leads);
    spans.unary(UnaryKind.EXP, z, 0, z, 0, end);
    for (int r = 0; r < rows; r++) {
      z[losses + r] = reductions.sum(z, r * n, n);
    }
    if (slope) {
      for (int r = 0; r < rows; r++) {
        double scale = 1 / z[losses + r];
        spans.binaryScalar(BinaryKind.MULTIPLY, z, r * n, z, r * n, scale, n);
      }
    }
    spans.unary(UnaryKind.LOG, z, losses, z, losses, rows);
    for (int r = 0; r < rows; r++) {
      z[losses + r] -= z[leads + r];
    }
    if (slope && isLessOne(block)) {
      subtractOne(block, n);
    } else if (slope) {
      clearTargets(block, n);
      if (!isMuted(block)) {
        for (int r = 0; r < rows; r++) {
          z[leads + r] = -reductions.sum(z, r * n, n);
        }
        setTargets(block, n, leads);
      }
    }
  }

  private void inFormat(Rounding format, LossBlock block, boolean slope) {
    double[] z = block.z;
    int rows = block.rows;
    int n = stride(block.cols);
    int losses = losses(block.cols);
    int leads = losses + MOST;
    int end = rows * n;
    int room = losses - LANES;
    rounded.round(format, z, 0, end);
    subtractMax(block, n, leads);
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
    }
    spans.unary(UnaryKind.LOG, z, losses, z, losses, rows);
    rounded.round(format, z, losses, rows);
    for (int r = 0; r < rows; r++) {
      z[losses + r] -= z[leads + r];
    }
    rounded.round(format, z, losses, rows);
    if (slope && isLessOne(block)) {
      subtractOne(block, n);
      rounded.round(format, z, 0, end);
    } else if (slope) {
      clearTargets(block, n);
      if (!isMuted(block)) {
        for (int r = 0; r < rows; r++) {
          z[leads + r] = -rounded.sum(format, z, r * n, n, room);
        }
        setTargets(block, n, leads);
      }
    }
  }

  /// Leaves z − m in the rows, and that of each target in z[leads + r].
  private void subtractMax(LossBlock block, int n, int leads) {
    double[] z = block.z;
    int rows = block.rows;
    for (int r = 0; r < rows; r++) {
      z[leads + r] = reductions.max(z, r * n, n);
    }
    for (int r = 0; r < rows; r++) {
      double max = z[leads + r];
      z[leads + r] = z[r * n + block.target(r)] - max;
      spans.affine(z, r * n, z, r * n, n, 1, -max);
    }
  }

  private static boolean isLessOne(LossBlock block) {
    return block.form.kind() == ClassLossForm.Kind.SOFTMAX_LESS_ONE;
  }

  private static boolean isMuted(LossBlock block) {
    return block.form.kind() == ClassLossForm.Kind.SOFTMAX_MUTED;
  }

  private static void subtractOne(LossBlock block, int n) {
    for (int r = 0; r < block.rows; r++) {
      block.z[r * n + block.target(r)] -= 1;
    }
  }

  private static void clearTargets(LossBlock block, int n) {
    for (int r = 0; r < block.rows; r++) {
      block.z[r * n + block.target(r)] = 0;
    }
  }

  private static void setTargets(LossBlock block, int n, int from) {
    for (int r = 0; r < block.rows; r++) {
      block.z[r * n + block.target(r)] = block.z[from + r];
    }
  }
}
