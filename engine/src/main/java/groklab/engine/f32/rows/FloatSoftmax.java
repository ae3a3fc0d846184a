package groklab.engine.f32.rows;

import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f32.loop.FloatReductions;
import groklab.engine.f32.loop.FloatSpans;
import groklab.engine.f32.plain.PlainFloatReductions;
import groklab.engine.f32.plain.PlainFloatSpans;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.UnaryKind;

/// Softmax within groups of neighbouring elements of a row, and its gradient.
public final class FloatSoftmax {
  /// Groups up to this length gain nothing from vectors, which cost more to set up than the few
  /// elements.
  private static final int SMALL_GROUP = 8;

  private final FloatSpans spans;
  private final FloatReductions reductions;

  public FloatSoftmax(FloatSpans spans, FloatReductions reductions) {
    this.spans = spans;
    this.reductions = reductions;
  }

  /// Softmax within each group of `width`. Row r may use only the first
  /// `allowed[r % allowed.length]` entries of each group (at least 1); the others get
  /// probability 0.
  ///
  /// Three sweeps over all groups, so that even groups of three fill the vectors of exp.
  public void forward(FloatMatrix y, FloatMatrix x, int width, int[] allowed) {
    FloatSpans each = width <= SMALL_GROUP ? PlainFloatSpans.INSTANCE : spans;
    FloatReductions sums = width <= SMALL_GROUP ? PlainFloatReductions.INSTANCE : reductions;
    float[] in = x.array;
    float[] out = y.array;
    int xo = x.offset;
    int yo = y.offset;
    int groups = y.cols / width;
    int all = y.rows * groups;
    for (int r = 0; r < y.rows; r++) {
      int open = allowed[(y.first + r) % allowed.length];
      for (int g = r * groups; g < (r + 1) * groups; g++) {
        float max = sums.max(in, xo + g * width, open);
        each.affine(out, yo + g * width, in, xo + g * width, open, 1, -max);
        for (int t = open; t < width; t++) {
          out[yo + g * width + t] = Float.NEGATIVE_INFINITY; // exp makes it an exact 0
        }
      }
    }
    spans.unary(UnaryKind.EXP, out, yo, out, yo, all * width);
    for (int g = 0; g < all; g++) {
      float sum = sums.sum(out, yo + g * width, width);
      each.binaryScalar(BinaryKind.DIVIDE, out, yo + g * width, out, yo + g * width, sum, width);
    }
  }

  /// dx = y ⊙ (g − groupSum(y ⊙ g)): the softmax Jacobian applied to g, y being the softmax
  public void backward(FloatMatrix dx, FloatMatrix y, FloatMatrix g, int width) {
    FloatSpans each = width <= SMALL_GROUP ? PlainFloatSpans.INSTANCE : spans;
    FloatReductions sums = width <= SMALL_GROUP ? PlainFloatReductions.INSTANCE : reductions;
    float[] out = dx.array;
    float[] p = y.array;
    float[] slope = g.array;
    for (int i = 0; i < dx.size(); i += width) {
      float mean = sums.dot(p, y.offset + i, slope, g.offset + i, width);
      each.multiplyShifted(out, dx.offset + i, p, y.offset + i, slope, g.offset + i, mean, width);
    }
  }
}
