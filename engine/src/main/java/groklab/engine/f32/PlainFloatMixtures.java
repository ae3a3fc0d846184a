package groklab.engine.f32;

import org.jspecify.annotations.Nullable;

/// The mixtures of [FloatSpans], element by element. Each has a range of columns, since they also
/// finish what vectors leave.
final class PlainFloatMixtures {

  private PlainFloatMixtures() {}

  /// One head of [FloatSpans#mixRows] for d in [from, width)
  static void mixHead(
      float[] y,
      int yo,
      float[] w,
      int wo,
      int wStride,
      float[] x,
      int xo,
      int xRow,
      int @Nullable [] index,
      int io,
      int count,
      int from,
      int width) {
    for (int d = from; d < width; d++) {
      float chain = 0;
      for (int s = 0; s < count; s++) {
        int row = index == null ? io + s : index[io + s];
        chain = Math.fma(w[wo + s * wStride], x[xo + row * xRow + d], chain);
      }
      y[yo + d] = chain;
    }
  }

  /// [FloatSpans#mixHeads] for d in [from, width)
  static void mixHeads(
      float[] y,
      int yo,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int @Nullable [] index,
      int io,
      int count,
      int heads,
      int from,
      int width) {
    for (int d = from; d < width; d++) {
      float chain = 0;
      for (int s = 0; s < count; s++) {
        int row = xo + (index == null ? io + s : index[io + s]) * heads * width + d;
        for (int h = 0; h < heads; h++) {
          chain = Math.fma(w[wo + h * count + s], x[row + h * width], chain);
        }
      }
      y[yo + d] = chain;
    }
  }

  /// [FloatSpans#addMixtures] of one head for d in [from, to)
  static void addMixture(
      float[] y,
      int yo,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int xRow,
      int[] order,
      int first,
      int end,
      int queries,
      int keys,
      int weightsRow,
      int from,
      int to) {
    for (int d = from; d < to; d++) {
      float chain = 0;
      for (int j = first; j < end; j++) {
        int example = order[j] / keys;
        int weight = wo + example * queries * weightsRow + order[j] % keys;
        for (int i = 0; i < queries; i++) {
          chain =
              Math.fma(
                  w[weight + i * weightsRow], x[xo + (example * queries + i) * xRow + d], chain);
        }
      }
      y[yo + d] = chain;
    }
  }
}
