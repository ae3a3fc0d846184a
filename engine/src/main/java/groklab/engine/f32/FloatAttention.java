package groklab.engine.f32;

import groklab.engine.graph.Attention;
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
      Attention shape) {
    int queries = shape.queries();
    int keys = shape.keys();
    for (int e = 0; e < examples; e++) {
      for (int i = 0; i < queries; i++) {
        int qRow = qo + row(qIndex, qio + e * queries + i) * shape.queryWidth();
        int sRow = so + (e * queries + i) * shape.heads() * keys;
        for (int t = 0; t < keys; t++) {
          int kRow = ko + row(kIndex, kio + e * keys + t) * shape.width();
          spans.dots(
              s,
              sRow + t,
              keys,
              q,
              qRow,
              shape.queryStep(),
              k,
              kRow,
              shape.heads(),
              shape.headWidth());
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
      Attention shape) {
    int queries = shape.queries();
    int keys = shape.keys();
    int heads = shape.heads();
    int width = shape.headWidth();
    for (int e = 0; e < examples; e++) {
      for (int i = 0; i < queries; i++) {
        int row = e * queries + i;
        int to = zo + row * shape.queryWidth();
        int weights = ao + row * heads * keys;
        if (shape.summed()) {
          spans.mixHeads(z, to, a, weights, v, vo, vIndex, vio + e * keys, keys, heads, width);
        } else {
          spans.mixRows(
              z,
              to,
              a,
              weights,
              keys,
              1,
              v,
              vo,
              shape.width(),
              width,
              vIndex,
              vio + e * keys,
              keys,
              heads,
              width);
        }
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
      Attention shape) {
    int queries = shape.queries();
    int keys = shape.keys();
    int weightsRow = shape.heads() * keys;
    for (int e = 0; e < examples; e++) {
      for (int t = 0; t < keys; t++) {
        spans.mixRows(
            z,
            zo + (e * keys + t) * shape.width(),
            a,
            ao + e * queries * weightsRow + t,
            keys,
            weightsRow,
            x,
            xo,
            shape.queryWidth(),
            shape.queryStep(),
            xIndex,
            xio + e * queries,
            queries,
            shape.heads(),
            shape.headWidth());
      }
    }
  }

  /// [FloatKernels#attentionScatter]
  static void scatter(
      FloatSpans spans,
      float[] table,
      int to,
      float[] a,
      int ao,
      float[] x,
      int xo,
      int[] starts,
      int[] order,
      int fromRow,
      int toRow,
      int from,
      int end,
      Attention shape) {
    for (int r = fromRow; r < toRow; r++) {
      spans.addMixtures(
          table,
          to + r * shape.width(),
          shape.headWidth(),
          a,
          ao,
          x,
          xo,
          shape.queryWidth(),
          shape.queryStep(),
          order,
          starts[r],
          starts[r + 1],
          shape.queries(),
          shape.keys(),
          shape.heads(),
          from,
          end);
    }
  }

  private static int row(int @Nullable [] index, int position) {
    return index == null ? position : index[position];
  }
}
