package groklab.engine.f32.simd;

import groklab.engine.f32.loop.FloatMixtures;
import groklab.engine.f32.plain.PlainFloatMixtures;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// [FloatMixtures] with the Vector API: several vectors of a row at a time, since one
/// alone would wait for each of its fused multiply-adds. Every accumulator is a local variable, see
/// [SimdFloatTile12].
public final class SimdFloatMixtures implements FloatMixtures {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();
  private static final int FOUR = 4 * STEP;

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
      int to = yo + h * width;
      int wHead = wo + h * wHeadStride;
      int xHead = xo + h * xHeadStep;
      int d = 0;
      for (; d + FOUR <= width; d += FOUR) {
        FloatVector c0 = FloatVector.zero(S);
        FloatVector c1 = FloatVector.zero(S);
        FloatVector c2 = FloatVector.zero(S);
        FloatVector c3 = FloatVector.zero(S);
        for (int s = 0; s < count; s++) {
          int at = xHead + (index == null ? io + s : index[io + s]) * xRow + d;
          FloatVector weight = FloatVector.broadcast(S, w[wHead + s * wStride]);
          c0 = weight.fma(FloatVector.fromArray(S, x, at), c0);
          c1 = weight.fma(FloatVector.fromArray(S, x, at + STEP), c1);
          c2 = weight.fma(FloatVector.fromArray(S, x, at + 2 * STEP), c2);
          c3 = weight.fma(FloatVector.fromArray(S, x, at + 3 * STEP), c3);
        }
        c0.intoArray(y, to + d);
        c1.intoArray(y, to + d + STEP);
        c2.intoArray(y, to + d + 2 * STEP);
        c3.intoArray(y, to + d + 3 * STEP);
      }
      for (; d + STEP <= width; d += STEP) {
        FloatVector chain = FloatVector.zero(S);
        for (int s = 0; s < count; s++) {
          int at = xHead + (index == null ? io + s : index[io + s]) * xRow + d;
          FloatVector weight = FloatVector.broadcast(S, w[wHead + s * wStride]);
          chain = weight.fma(FloatVector.fromArray(S, x, at), chain);
        }
        chain.intoArray(y, to + d);
      }
      PlainFloatMixtures.mixHead(
          y, to, w, wHead, wStride, x, xHead, xRow, index, io, count, d, width);
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
    int d = 0;
    for (; d + FOUR <= width; d += FOUR) {
      FloatVector c0 = FloatVector.zero(S);
      FloatVector c1 = FloatVector.zero(S);
      FloatVector c2 = FloatVector.zero(S);
      FloatVector c3 = FloatVector.zero(S);
      for (int s = 0; s < count; s++) {
        int row = xo + (index == null ? io + s : index[io + s]) * heads * width + d;
        for (int h = 0; h < heads; h++) {
          FloatVector weight = FloatVector.broadcast(S, w[wo + h * count + s]);
          int at = row + h * width;
          c0 = weight.fma(FloatVector.fromArray(S, x, at), c0);
          c1 = weight.fma(FloatVector.fromArray(S, x, at + STEP), c1);
          c2 = weight.fma(FloatVector.fromArray(S, x, at + 2 * STEP), c2);
          c3 = weight.fma(FloatVector.fromArray(S, x, at + 3 * STEP), c3);
        }
      }
      c0.intoArray(y, yo + d);
      c1.intoArray(y, yo + d + STEP);
      c2.intoArray(y, yo + d + 2 * STEP);
      c3.intoArray(y, yo + d + 3 * STEP);
    }
    PlainFloatMixtures.mixHeads(y, yo, w, wo, x, xo, index, io, count, heads, d, width);
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
    int weightsRow = heads * keys;
    int vectors = from + (to - from) / FOUR * FOUR;
    int h = 0;
    if (xHeadStep == 0 && queries == 1) {
      for (; h + 4 <= heads; h += 4) {
        for (int d = from; d < vectors; d += FOUR) {
          fourHeads(
              y,
              yo + h * yHeadStep + d,
              yHeadStep,
              w,
              wo + h * keys,
              x,
              xo + d,
              xRow,
              order,
              first,
              end,
              keys,
              weightsRow);
        }
        for (int i = h; i < h + 4; i++) {
          PlainFloatMixtures.addMixture(
              y,
              yo + i * yHeadStep,
              w,
              wo + i * keys,
              x,
              xo,
              xRow,
              order,
              first,
              end,
              queries,
              keys,
              weightsRow,
              vectors,
              to);
        }
      }
    }
    for (; h < heads; h++) {
      oneHead(
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
          weightsRow,
          from,
          to);
    }
  }

  private static void oneHead(
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
    int d = from;
    for (; d + FOUR <= to; d += FOUR) {
      FloatVector c0 = FloatVector.zero(S);
      FloatVector c1 = FloatVector.zero(S);
      FloatVector c2 = FloatVector.zero(S);
      FloatVector c3 = FloatVector.zero(S);
      for (int j = first; j < end; j++) {
        int example = order[j] / keys;
        int weight = wo + example * queries * weightsRow + order[j] - example * keys;
        for (int i = 0; i < queries; i++) {
          int at = xo + (example * queries + i) * xRow + d;
          FloatVector a = FloatVector.broadcast(S, w[weight + i * weightsRow]);
          c0 = a.fma(FloatVector.fromArray(S, x, at), c0);
          c1 = a.fma(FloatVector.fromArray(S, x, at + STEP), c1);
          c2 = a.fma(FloatVector.fromArray(S, x, at + 2 * STEP), c2);
          c3 = a.fma(FloatVector.fromArray(S, x, at + 3 * STEP), c3);
        }
      }
      c0.intoArray(y, yo + d);
      c1.intoArray(y, yo + d + STEP);
      c2.intoArray(y, yo + d + 2 * STEP);
      c3.intoArray(y, yo + d + 3 * STEP);
    }
    for (; d + STEP <= to; d += STEP) {
      FloatVector chain = FloatVector.zero(S);
      for (int j = first; j < end; j++) {
        int example = order[j] / keys;
        int weight = wo + example * queries * weightsRow + order[j] - example * keys;
        for (int i = 0; i < queries; i++) {
          int at = xo + (example * queries + i) * xRow + d;
          FloatVector a = FloatVector.broadcast(S, w[weight + i * weightsRow]);
          chain = a.fma(FloatVector.fromArray(S, x, at), chain);
        }
      }
      chain.intoArray(y, yo + d);
    }
    PlainFloatMixtures.addMixture(
        y, yo, w, wo, x, xo, xRow, order, first, end, queries, keys, weightsRow, d, to);
  }

  /// Four vectors of four heads that share their rows of x, one query each.
  private static void fourHeads(
      float[] y,
      int yo,
      int yHeadStep,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int xRow,
      int[] order,
      int first,
      int end,
      int keys,
      int weightsRow) {
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = FloatVector.zero(S);
    FloatVector a2 = FloatVector.zero(S);
    FloatVector a3 = FloatVector.zero(S);
    FloatVector b0 = FloatVector.zero(S);
    FloatVector b1 = FloatVector.zero(S);
    FloatVector b2 = FloatVector.zero(S);
    FloatVector b3 = FloatVector.zero(S);
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    FloatVector d0 = FloatVector.zero(S);
    FloatVector d1 = FloatVector.zero(S);
    FloatVector d2 = FloatVector.zero(S);
    FloatVector d3 = FloatVector.zero(S);
    for (int j = first; j < end; j++) {
      int example = order[j] / keys;
      int at = xo + example * xRow;
      int weight = wo + example * weightsRow + order[j] - example * keys;
      FloatVector x0 = FloatVector.fromArray(S, x, at);
      FloatVector x1 = FloatVector.fromArray(S, x, at + STEP);
      FloatVector x2 = FloatVector.fromArray(S, x, at + 2 * STEP);
      FloatVector x3 = FloatVector.fromArray(S, x, at + 3 * STEP);
      FloatVector a = FloatVector.broadcast(S, w[weight]);
      a0 = a.fma(x0, a0);
      a1 = a.fma(x1, a1);
      a2 = a.fma(x2, a2);
      a3 = a.fma(x3, a3);
      FloatVector b = FloatVector.broadcast(S, w[weight + keys]);
      b0 = b.fma(x0, b0);
      b1 = b.fma(x1, b1);
      b2 = b.fma(x2, b2);
      b3 = b.fma(x3, b3);
      FloatVector c = FloatVector.broadcast(S, w[weight + 2 * keys]);
      c0 = c.fma(x0, c0);
      c1 = c.fma(x1, c1);
      c2 = c.fma(x2, c2);
      c3 = c.fma(x3, c3);
      FloatVector d = FloatVector.broadcast(S, w[weight + 3 * keys]);
      d0 = d.fma(x0, d0);
      d1 = d.fma(x1, d1);
      d2 = d.fma(x2, d2);
      d3 = d.fma(x3, d3);
    }
    a0.intoArray(y, yo);
    a1.intoArray(y, yo + STEP);
    a2.intoArray(y, yo + 2 * STEP);
    a3.intoArray(y, yo + 3 * STEP);
    int second = yo + yHeadStep;
    b0.intoArray(y, second);
    b1.intoArray(y, second + STEP);
    b2.intoArray(y, second + 2 * STEP);
    b3.intoArray(y, second + 3 * STEP);
    int third = second + yHeadStep;
    c0.intoArray(y, third);
    c1.intoArray(y, third + STEP);
    c2.intoArray(y, third + 2 * STEP);
    c3.intoArray(y, third + 3 * STEP);
    int fourth = third + yHeadStep;
    d0.intoArray(y, fourth);
    d1.intoArray(y, fourth + STEP);
    d2.intoArray(y, fourth + 2 * STEP);
    d3.intoArray(y, fourth + 3 * STEP);
  }
}
