package groklab.engine.f32.simd;

import static jdk.incubator.vector.VectorOperators.GT;

import groklab.engine.f32.loop.FloatReductions;
import groklab.engine.f32.plain.PlainFloatReductions;
import groklab.engine.kernel.Tiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// [FloatReductions] with the Vector API; leftovers by masks, since their lanes must meet their
/// chains.
public final class SimdFloatReductions implements FloatReductions {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();

  /// The 16 logical lanes of a row reduction are this many vectors.
  private static final int PARTS = Tiles.LANES / STEP;

  private static final VectorShuffle<Float> BY_8 = shift(8);
  private static final VectorShuffle<Float> BY_4 = shift(4);
  private static final VectorShuffle<Float> BY_2 = shift(2);
  private static final VectorShuffle<Float> BY_1 = shift(1);

  private static final PlainFloatReductions REST = PlainFloatReductions.INSTANCE;

  private static VectorShuffle<Float> shift(int by) {
    return VectorShuffle.fromOp(S, lane -> (lane + by) % S.length());
  }

  /// One accumulator per part of the logical lanes; vectors of two lanes would
  /// need eight and are left to the plain code. The folds that follow are the fixed tree, of which
  /// only lane 0 counts at the end.
  @Override
  public float sum(float[] x, int xo, int n) {
    if (n <= STEP / 2 || PARTS > 4) {
      return REST.sum(x, xo, n);
    }
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int i = 0;
    for (; i + Tiles.LANES <= n; i += Tiles.LANES) {
      s0 = s0.add(FloatVector.fromArray(S, x, xo + i));
      if (PARTS > 1) {
        s1 = s1.add(FloatVector.fromArray(S, x, xo + i + STEP));
      }
      if (PARTS > 2) {
        s2 = s2.add(FloatVector.fromArray(S, x, xo + i + 2 * STEP));
        s3 = s3.add(FloatVector.fromArray(S, x, xo + i + 3 * STEP));
      }
    }
    if (i < n) {
      s0 = s0.add(FloatVector.fromArray(S, x, xo + i, S.indexInRange(i, n)));
      if (PARTS > 1) {
        s1 =
            s1.add(
                FloatVector.fromArray(
                    S, x, xo + Math.min(i + STEP, n - 1), S.indexInRange(i + STEP, n)));
      }
      if (PARTS > 2) {
        s2 =
            s2.add(
                FloatVector.fromArray(
                    S, x, xo + Math.min(i + 2 * STEP, n - 1), S.indexInRange(i + 2 * STEP, n)));
        s3 =
            s3.add(
                FloatVector.fromArray(
                    S, x, xo + Math.min(i + 3 * STEP, n - 1), S.indexInRange(i + 3 * STEP, n)));
      }
    }
    FloatVector lanes = PARTS == 1 ? s0 : PARTS == 2 ? s0.add(s1) : s0.add(s2).add(s1.add(s3));
    lanes = STEP > 8 ? lanes.add(lanes.rearrange(BY_8)) : lanes;
    lanes = STEP > 4 ? lanes.add(lanes.rearrange(BY_4)) : lanes;
    lanes = lanes.add(lanes.rearrange(BY_2));
    return lanes.add(lanes.rearrange(BY_1)).lane(0);
  }

  @Override
  public float dot(float[] a, int ao, float[] b, int bo, int n) {
    if (n <= STEP / 2 || PARTS > 4) {
      return REST.dot(a, ao, b, bo, n);
    }
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int i = 0;
    for (; i + Tiles.LANES <= n; i += Tiles.LANES) {
      s0 = FloatVector.fromArray(S, a, ao + i).fma(FloatVector.fromArray(S, b, bo + i), s0);
      if (PARTS > 1) {
        s1 =
            FloatVector.fromArray(S, a, ao + i + STEP)
                .fma(FloatVector.fromArray(S, b, bo + i + STEP), s1);
      }
      if (PARTS > 2) {
        s2 =
            FloatVector.fromArray(S, a, ao + i + 2 * STEP)
                .fma(FloatVector.fromArray(S, b, bo + i + 2 * STEP), s2);
        s3 =
            FloatVector.fromArray(S, a, ao + i + 3 * STEP)
                .fma(FloatVector.fromArray(S, b, bo + i + 3 * STEP), s3);
      }
    }
    if (i < n) {
      var first = S.indexInRange(i, n);
      FloatVector left = FloatVector.fromArray(S, a, ao + i, first);
      s0 = left.fma(FloatVector.fromArray(S, b, bo + i, first), s0);
      if (PARTS > 1) {
        s1 =
            FloatVector.fromArray(S, a, ao + Math.min(i + STEP, n - 1), S.indexInRange(i + STEP, n))
                .fma(
                    FloatVector.fromArray(
                        S, b, bo + Math.min(i + STEP, n - 1), S.indexInRange(i + STEP, n)),
                    s1);
      }
      if (PARTS > 2) {
        s2 =
            FloatVector.fromArray(
                    S, a, ao + Math.min(i + 2 * STEP, n - 1), S.indexInRange(i + 2 * STEP, n))
                .fma(
                    FloatVector.fromArray(
                        S, b, bo + Math.min(i + 2 * STEP, n - 1), S.indexInRange(i + 2 * STEP, n)),
                    s2);
        s3 =
            FloatVector.fromArray(
                    S, a, ao + Math.min(i + 3 * STEP, n - 1), S.indexInRange(i + 3 * STEP, n))
                .fma(
                    FloatVector.fromArray(
                        S, b, bo + Math.min(i + 3 * STEP, n - 1), S.indexInRange(i + 3 * STEP, n)),
                    s3);
      }
    }
    FloatVector lanes = PARTS == 1 ? s0 : PARTS == 2 ? s0.add(s1) : s0.add(s2).add(s1.add(s3));
    lanes = STEP > 8 ? lanes.add(lanes.rearrange(BY_8)) : lanes;
    lanes = STEP > 4 ? lanes.add(lanes.rearrange(BY_4)) : lanes;
    lanes = lanes.add(lanes.rearrange(BY_2));
    return lanes.add(lanes.rearrange(BY_1)).lane(0);
  }

  /// Where one vector holds all lanes and heads have nothing left over, four
  /// heads go side by side, which hides the latency of their folds.
  @Override
  public void dots(
      float[] y,
      int yo,
      int yStride,
      float[] a,
      int ao,
      int aStep,
      float[] b,
      int bo,
      int heads,
      int width) {
    int h = 0;
    if (PARTS == 1 && width % Tiles.LANES == 0) {
      for (; h + 4 <= heads; h += 4) {
        fourDots(y, yo + h * yStride, yStride, a, ao + h * aStep, aStep, b, bo + h * width, width);
      }
    }
    for (; h < heads; h++) {
      y[yo + h * yStride] = dot(a, ao + h * aStep, b, bo + h * width, width);
    }
  }

  private static void fourDots(
      float[] y, int yo, int yStride, float[] a, int ao, int aStep, float[] b, int bo, int width) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    for (int i = 0; i < width; i += STEP) {
      int ai = ao + i;
      int bi = bo + i;
      s0 = FloatVector.fromArray(S, a, ai).fma(FloatVector.fromArray(S, b, bi), s0);
      s1 = FloatVector.fromArray(S, a, ai + aStep).fma(FloatVector.fromArray(S, b, bi + width), s1);
      s2 =
          FloatVector.fromArray(S, a, ai + 2 * aStep)
              .fma(FloatVector.fromArray(S, b, bi + 2 * width), s2);
      s3 =
          FloatVector.fromArray(S, a, ai + 3 * aStep)
              .fma(FloatVector.fromArray(S, b, bi + 3 * width), s3);
    }
    s0 = s0.add(s0.rearrange(BY_8));
    s1 = s1.add(s1.rearrange(BY_8));
    s2 = s2.add(s2.rearrange(BY_8));
    s3 = s3.add(s3.rearrange(BY_8));
    s0 = s0.add(s0.rearrange(BY_4));
    s1 = s1.add(s1.rearrange(BY_4));
    s2 = s2.add(s2.rearrange(BY_4));
    s3 = s3.add(s3.rearrange(BY_4));
    s0 = s0.add(s0.rearrange(BY_2));
    s1 = s1.add(s1.rearrange(BY_2));
    s2 = s2.add(s2.rearrange(BY_2));
    s3 = s3.add(s3.rearrange(BY_2));
    y[yo] = s0.add(s0.rearrange(BY_1)).lane(0);
    y[yo + yStride] = s1.add(s1.rearrange(BY_1)).lane(0);
    y[yo + 2 * yStride] = s2.add(s2.rearrange(BY_1)).lane(0);
    y[yo + 3 * yStride] = s3.add(s3.rearrange(BY_1)).lane(0);
  }

  @Override
  public float max(float[] x, int xo, int n) {
    int end = S.loopBound(n);
    FloatVector best = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      best = best.blend(v, v.compare(GT, best));
    }
    float rest = REST.max(x, xo + end, n - end);
    float whole = end == 0 ? rest : best.reduceLanes(VectorOperators.MAX);
    return rest > whole ? rest : whole;
  }

  @Override
  public void sumRows(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int @Nullable [] order,
      int from,
      int to,
      int cols,
      int stride) {
    SimdFloatRowSums.sumRows(y, yo, x, xo, order, from, to, cols, stride);
  }
}
