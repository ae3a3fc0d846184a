package groklab.engine.f32.plain;

import groklab.engine.f32.loop.FloatMixtures;
import org.jspecify.annotations.Nullable;

/// [FloatMixtures] in plain Java, element by element. The static methods have a range of columns,
/// since they also finish what vectors leave.
public final class PlainFloatMixtures implements FloatMixtures {

  @Override
  public void mixRows(
      float[] y,
      int yo,
      float[] w,
      int wo,
      int wHeadStride,
      int wStride,
      float[] x,
      int xo,
      int xRow,
      int xHeadStep,
      int @Nullable [] index,
      int io,
      int count,
      int heads,
      int width) {
    for (int h = 0; h < heads; h++) {
      int wHead = wo + h * wHeadStride;
      mixHead(
          y,
          yo + h * width,
          w,
          wHead,
          wStride,
          x,
          xo + h * xHeadStep,
          xRow,
          index,
          io,
          count,
          0,
          width);
    }
  }

  @Override
  public void mixHeads(
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
      int width) {
    mixHeads(y, yo, w, wo, x, xo, index, io, count, heads, 0, width);
  }

  @Override
  public void addMixtures(
      float[] y,
      int yo,
      int yHeadStep,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int xRow,
      int xHeadStep,
      int[] order,
      int first,
      int end,
      int queries,
      int keys,
      int heads,
      int from,
      int to) {
    for (int h = 0; h < heads; h++) {
      addMixture(
          y,
          yo + h * yHeadStep,
          w,
          wo + h * keys,
          x,
          xo + h * xHeadStep,
          xRow,
          order,
          first,
          end,
          queries,
          keys,
          heads * keys,
          from,
          to);
    }
  }

  /// One head of [FloatMixtures#mixRows] for d in [from, width)
  public static void mixHead(
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

  /// [FloatMixtures#mixHeads] for d in [from, width)
  public static void mixHeads(
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

  /// [FloatMixtures#addMixtures] of one head for d in [from, to)
  public static void addMixture(
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
