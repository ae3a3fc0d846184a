package groklab.engine.f32;

import org.jspecify.annotations.Nullable;

/// Scores and mixtures of attention; letters as in [FloatKernels].
final class FloatAttention {

  private FloatAttention() {}

  /// [FloatKernels#attentionScores]. The chains of four keys run side by side, which hides the latency of their
  /// multiply-adds; a vector along d would break the chain and one along t would have to gather.
  static void scores(
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
      int keyBase = kio + e * keys;
      for (int i = 0; i < queries; i++) {
        int qRow = qo + row(qIndex, qio + e * queries + i) * rowLength;
        int sRow = so + (e * queries + i) * heads * keys;
        int t = 0;
        for (; t + 4 <= keys; t += 4) {
          fourKeys(s, sRow + t, keys, q, qRow, k, ko, kIndex, keyBase + t, heads, headWidth);
        }
        if (t + 2 <= keys) {
          twoKeys(s, sRow + t, keys, q, qRow, k, ko, kIndex, keyBase + t, heads, headWidth);
          t += 2;
        }
        if (t < keys) {
          oneKey(s, sRow + t, keys, q, qRow, k, ko, kIndex, keyBase + t, heads, headWidth);
        }
      }
    }
  }

  private static void fourKeys(
      float[] s,
      int so,
      int keys,
      float[] q,
      int qRow,
      float[] k,
      int ko,
      int @Nullable [] kIndex,
      int kRow,
      int heads,
      int headWidth) {
    int rowLength = heads * headWidth;
    int k0 = ko + row(kIndex, kRow) * rowLength;
    int k1 = ko + row(kIndex, kRow + 1) * rowLength;
    int k2 = ko + row(kIndex, kRow + 2) * rowLength;
    int k3 = ko + row(kIndex, kRow + 3) * rowLength;
    for (int h = 0; h < heads; h++) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (int d = h * headWidth; d < (h + 1) * headWidth; d++) {
        float value = q[qRow + d];
        s0 = Math.fma(value, k[k0 + d], s0);
        s1 = Math.fma(value, k[k1 + d], s1);
        s2 = Math.fma(value, k[k2 + d], s2);
        s3 = Math.fma(value, k[k3 + d], s3);
      }
      int so0 = so + h * keys;
      s[so0] = s0;
      s[so0 + 1] = s1;
      s[so0 + 2] = s2;
      s[so0 + 3] = s3;
    }
  }

  private static void twoKeys(
      float[] s,
      int so,
      int keys,
      float[] q,
      int qRow,
      float[] k,
      int ko,
      int @Nullable [] kIndex,
      int kRow,
      int heads,
      int headWidth) {
    int rowLength = heads * headWidth;
    int k0 = ko + row(kIndex, kRow) * rowLength;
    int k1 = ko + row(kIndex, kRow + 1) * rowLength;
    for (int h = 0; h < heads; h++) {
      float s0 = 0;
      float s1 = 0;
      for (int d = h * headWidth; d < (h + 1) * headWidth; d++) {
        float value = q[qRow + d];
        s0 = Math.fma(value, k[k0 + d], s0);
        s1 = Math.fma(value, k[k1 + d], s1);
      }
      s[so + h * keys] = s0;
      s[so + h * keys + 1] = s1;
    }
  }

  private static void oneKey(
      float[] s,
      int so,
      int keys,
      float[] q,
      int qRow,
      float[] k,
      int ko,
      int @Nullable [] kIndex,
      int kRow,
      int heads,
      int headWidth) {
    int k0 = ko + row(kIndex, kRow) * heads * headWidth;
    for (int h = 0; h < heads; h++) {
      float chain = 0;
      for (int d = h * headWidth; d < (h + 1) * headWidth; d++) {
        chain = Math.fma(q[qRow + d], k[k0 + d], chain);
      }
      s[so + h * keys] = chain;
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
