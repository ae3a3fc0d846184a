package groklab.engine.f32;

import groklab.engine.f64.LossRows;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.UnaryKind;

/// Softmax within groups, its gradient, and the cross-entropy loss.
final class FloatSoftmax {
  /// Groups up to this length gain nothing from vectors, which cost more to set up than the few
  /// elements.
  private static final int SMALL_GROUP = 8;

  private FloatSoftmax() {}

  /// [FloatKernels#softmax]. Three sweeps over all groups, so that even groups of three fill the
  /// vectors of exp.
  static void softmax(
      FloatSpans spans,
      float[] y,
      int yo,
      float[] x,
      int xo,
      int rows,
      int groups,
      int width,
      int[] allowed,
      int firstRow) {
    FloatSpans each = width <= SMALL_GROUP ? PlainFloatSpans.INSTANCE : spans;
    for (int r = 0; r < rows; r++) {
      int open = allowed[(firstRow + r) % allowed.length];
      for (int g = r * groups; g < (r + 1) * groups; g++) {
        float max = each.max(x, xo + g * width, open);
        each.affine(y, yo + g * width, x, xo + g * width, open, 1, -max);
        for (int t = open; t < width; t++) {
          y[yo + g * width + t] = Float.NEGATIVE_INFINITY; // exp makes it an exact 0
        }
      }
    }
    spans.unary(UnaryKind.EXP, y, yo, y, yo, rows * groups * width);
    for (int g = 0; g < rows * groups; g++) {
      float sum = each.sum(y, yo + g * width, width);
      each.binaryScalar(BinaryKind.DIVIDE, y, yo + g * width, y, yo + g * width, sum, width);
    }
  }

  /// [FloatKernels#softmaxBackward]
  static void backward(
      FloatSpans spans,
      float[] dx,
      int dxo,
      float[] y,
      int yo,
      float[] g,
      int go,
      int groups,
      int width) {
    FloatSpans each = width <= SMALL_GROUP ? PlainFloatSpans.INSTANCE : spans;
    for (int i = 0; i < groups * width; i += width) {
      float mean = each.dot(y, yo + i, g, go + i, width);
      each.multiplyShifted(dx, dxo + i, y, yo + i, g, go + i, mean, width);
    }
  }

  /// [FloatKernels#crossEntropy]
  static void crossEntropy(
      LossRows lossRows,
      float[] loss,
      int lo,
      float[] x,
      int xo,
      int[] target,
      int to,
      int rows,
      int cols,
      LossPrecision precision,
      double[] scratch) {
    int losses = LossRows.losses(cols);
    for (int r = 0; r < rows; r += LossRows.MOST) {
      int some = Math.min(LossRows.MOST, rows - r);
      widen(scratch, x, xo + r * cols, some, cols);
      lossRows.loss(precision, scratch, some, cols, target, to + r);
      narrowLosses(loss, lo + r, scratch, losses, some);
    }
  }

  /// [FloatKernels#crossEntropyBoth]; without `loss` it is [FloatKernels#crossEntropyGradient]
  static void crossEntropyGradient(
      LossRows lossRows,
      float @org.jspecify.annotations.Nullable [] loss,
      int lo,
      float[] dx,
      int dxo,
      float[] x,
      int xo,
      int[] target,
      int to,
      float[] g,
      int go,
      int rows,
      int cols,
      LossPrecision precision,
      double[] scratch) {
    int losses = LossRows.losses(cols);
    int stride = LossRows.stride(cols);
    for (int r = 0; r < rows; r += LossRows.MOST) {
      int some = Math.min(LossRows.MOST, rows - r);
      widen(scratch, x, xo + r * cols, some, cols);
      lossRows.lossAndSlope(precision, scratch, some, cols, target, to + r);
      if (loss != null) {
        narrowLosses(loss, lo + r, scratch, losses, some);
      }
      for (int i = 0; i < some; i++) {
        narrow(dx, dxo + (r + i) * cols, scratch, i * stride, g[go + r + i], cols);
      }
    }
  }

  private static void widen(double[] wide, float[] x, int xo, int rows, int cols) {
    int stride = LossRows.stride(cols);
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < cols; i++) {
        wide[r * stride + i] = x[xo + r * cols + i];
      }
    }
  }

  private static void narrowLosses(float[] loss, int lo, double[] wide, int from, int rows) {
    for (int r = 0; r < rows; r++) {
      loss[lo + r] = (float) wide[from + r];
    }
  }

  private static void narrow(float[] y, int yo, double[] wide, int from, double scale, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) (scale * wide[from + i]);
    }
  }
}
