package groklab.engine.f32;

/// Row normalisation (LayerNorm and RMSNorm without gain and bias) and its gradient.
final class FloatNormalization {

  private FloatNormalization() {}

  /// [FloatKernels#normalizeRows]
  static void forward(
      FloatSpans spans,
      float[] y,
      int yo,
      float[] x,
      int xo,
      int rows,
      int cols,
      float eps,
      boolean center) {
    for (int r = 0; r < rows; r++) {
      normalize(spans, y, yo + r * cols, x, xo + r * cols, cols, eps, center);
    }
  }

  /// [FloatKernels#normalizeRowsBackward]
  static void backward(
      FloatSpans spans,
      float[] dx,
      int dxo,
      float[] x,
      int xo,
      float[] g,
      int go,
      int rows,
      int cols,
      float eps,
      boolean center) {
    for (int r = 0; r < rows; r++) {
      int d = dxo + r * cols;
      float scale = normalize(spans, dx, d, x, xo + r * cols, cols, eps, center);
      float mean = center ? spans.sum(g, go + r * cols, cols) / cols : 0;
      float slope = spans.dot(g, go + r * cols, dx, d, cols) / cols;
      spans.affinePair(dx, d, dx, d, -scale * slope, g, go + r * cols, scale, -scale * mean, cols);
    }
  }

  /// Writes the normalised row to y and returns the factor 1/√(.. + eps)
  private static float normalize(
      FloatSpans spans, float[] y, int yo, float[] x, int xo, int cols, float eps, boolean center) {
    float mean = center ? spans.sum(x, xo, cols) / cols : 0;
    spans.affine(y, yo, x, xo, cols, 1, -mean);
    float variance = spans.dot(y, yo, y, yo, cols) / cols;
    float scale = 1 / (float) Math.sqrt(variance + eps);
    spans.affine(y, yo, y, yo, cols, scale, 0);
    return scale;
  }
}
