package groklab.engine.f32;

import org.jspecify.annotations.Nullable;

/// Scores and mixtures of attention; letters as in [FloatKernels].
final class FloatAttention {

  private FloatAttention() {}

  /// [FloatKernels#attentionScores]
  static void scores(
      FloatSpans spans,
      float[] s,
      int so,
      float[] q,
      int qo,
      int @Nullable [] qIndex,
      int qio,
      float[] k,
      int ko,
      int @Nullable [] kIndex,
      int kio,
      int examples,
      int queries,
      int keys,
      int heads,
      int headWidth) {
    int rowLength = heads * headWidth;
    for (int e = 0; e < examples; e++) {
      for (int i = 0; i < queries; i++) {
        int qRow = qo + row(qIndex, qio + e * queries + i) * rowLength;
        int sRow = so + (e * queries + i) * heads * keys;
        for (int t = 0; t < keys; t++) {
          int kRow = ko + row(kIndex, kio + e * keys + t) * rowLength;
          spans.dots(s, sRow + t, keys, q, qRow, k, kRow, heads, headWidth);
        }
      }
    }
  }

  /// [FloatKernels#attentionMix]
  static void mix(
      FloatSpans spans,
      float[] z,
      int zo,
      float[] a,
      int ao,
      float[] v,
      int vo,
      int @Nullable [] vIndex,
      int vio,
      int examples,
      int queries,
      int keys,
      int heads,
      int headWidth) {
    for (int e = 0; e < examples; e++) {
      for (int i = 0; i < queries; i++) {
        int row = e * queries + i;
        spans.mixRows(
            z,
            zo + row * heads * headWidth,
            a,
            ao + row * heads * keys,
            keys,
            1,
            v,
            vo,
            vIndex,
            vio + e * keys,
            keys,
            heads,
            headWidth);
      }
    }
  }

  /// [FloatKernels#attentionMixTransposed]
  static void mixTransposed(
      FloatSpans spans,
      float[] z,
      int zo,
      float[] a,
      int ao,
      float[] x,
      int xo,
      int @Nullable [] xIndex,
      int xio,
      int examples,
      int queries,
      int keys,
      int heads,
      int headWidth) {
    for (int e = 0; e < examples; e++) {
      for (int t = 0; t < keys; t++) {
        spans.mixRows(
            z,
            zo + (e * keys + t) * heads * headWidth,
            a,
            ao + e * queries * heads * keys + t,
            keys,
            heads * keys,
            x,
            xo,
            xIndex,
            xio + e * queries,
            queries,
            heads,
            headWidth);
      }
    }
  }

  private static int row(int @Nullable [] index, int position) {
    return index == null ? position : index[position];
  }
}
