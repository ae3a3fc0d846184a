package groklab.engine.f32.rows;

import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f32.loop.FloatReductions;
import groklab.engine.f32.loop.FloatSpans;

/// Row normalisation (LayerNorm and RMSNorm without gain and bias) and its gradient.
public final class FloatNormalization {
  private final FloatSpans spans;
  private final FloatReductions reductions;

  public FloatNormalization(FloatSpans spans, FloatReductions reductions) {
    this.spans = spans;
    this.reductions = reductions;
  }

  /// `center`: y = (x − mean)/√(var + eps) per row, population variance (LayerNorm without gain and
  /// bias); otherwise y = x/√(mean(x²) + eps) (RMSNorm without gain).
  public void forward(FloatMatrix y, FloatMatrix x, float eps, boolean center) {
    for (int r = 0; r < y.rows; r++) {
      normalize(y, x, r * y.cols, eps, center);
    }
  }

  /// The gradient of [#forward]: with r = 1/√(..+eps), dx = r·(g − mean(g) − y·mean(g⊙y)) if
  /// `center`, else dx = r·(g − y·mean(g⊙y)); mean and r are computed again from x.
  public void backward(FloatMatrix dx, FloatMatrix x, FloatMatrix g, float eps, boolean center) {
    float[] out = dx.array;
    int cols = dx.cols;
    for (int r = 0; r < dx.rows; r++) {
      int d = dx.offset + r * cols;
      int go = g.offset + r * cols;
      float scale = normalize(dx, x, r * cols, eps, center);
      float mean = center ? reductions.sum(g.array, go, cols) / cols : 0;
      float slope = reductions.dot(g.array, go, out, d, cols) / cols;
      spans.affinePair(out, d, out, d, -scale * slope, g.array, go, scale, -scale * mean, cols);
    }
  }

  /// Writes the normalised row at `row` elements from the start to y and returns the factor
  /// 1/√(.. + eps)
  private float normalize(FloatMatrix y, FloatMatrix x, int row, float eps, boolean center) {
    float[] out = y.array;
    float[] in = x.array;
    int cols = y.cols;
    int yo = y.offset + row;
    int xo = x.offset + row;
    float mean = center ? reductions.sum(in, xo, cols) / cols : 0;
    spans.affine(out, yo, in, xo, cols, 1, -mean);
    float variance = reductions.dot(out, yo, out, yo, cols) / cols;
    float scale = 1 / (float) Math.sqrt(variance + eps);
    spans.affine(out, yo, out, yo, cols, scale, 0);
    return scale;
  }
}
