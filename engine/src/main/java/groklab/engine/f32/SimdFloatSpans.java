package groklab.engine.f32;

import static jdk.incubator.vector.VectorOperators.GT;

import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.UnaryKind;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// [FloatSpans] with the Vector API, for any vector length from 2 to 16: whole vectors here, elementwise leftovers by
/// [PlainFloatSpans], leftovers of reductions by masks (their lanes must meet their chains).
///
/// No helper of ours takes or returns a vector: the compiler always inlines the methods of the Vector API, but ours only
/// while the caller is small, and a vector that crosses a real call is an object on the heap.
final class SimdFloatSpans implements FloatSpans {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();

  /// The 16 logical lanes of a row reduction are this many vectors.
  private static final int PARTS = FloatKernels.LANES / STEP;

  private static final VectorShuffle<Float> BY_8 = shift(8);
  private static final VectorShuffle<Float> BY_4 = shift(4);
  private static final VectorShuffle<Float> BY_2 = shift(2);
  private static final VectorShuffle<Float> BY_1 = shift(1);

  private static final PlainFloatSpans REST = PlainFloatSpans.INSTANCE;

  private static VectorShuffle<Float> shift(int by) {
    return VectorShuffle.fromOp(S, lane -> (lane + by) % S.length());
  }

  @Override
  public void unary(UnaryKind op, float[] y, int yo, float[] x, int xo, int n) {
    int end = S.loopBound(n);
    SimdFloatUnary.apply(op, y, yo, x, xo, end);
    REST.unary(op, y, yo + end, x, xo + end, n - end);
  }

  @Override
  public void binary(
      BinaryKind op, float[] y, int yo, float[] a, int ao, float[] b, int bo, int n) {
    int end = S.loopBound(n);
    switch (op) {
      case ADD -> {
        for (int i = 0; i < end; i += STEP) {
          FloatVector.fromArray(S, a, ao + i)
              .add(FloatVector.fromArray(S, b, bo + i))
              .intoArray(y, yo + i);
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < end; i += STEP) {
          FloatVector.fromArray(S, a, ao + i)
              .sub(FloatVector.fromArray(S, b, bo + i))
              .intoArray(y, yo + i);
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < end; i += STEP) {
          FloatVector.fromArray(S, a, ao + i)
              .mul(FloatVector.fromArray(S, b, bo + i))
              .intoArray(y, yo + i);
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < end; i += STEP) {
          FloatVector.fromArray(S, a, ao + i)
              .div(FloatVector.fromArray(S, b, bo + i))
              .intoArray(y, yo + i);
        }
      }
    }
    REST.binary(op, y, yo + end, a, ao + end, b, bo + end, n - end);
  }

  @Override
  public void binaryScalar(BinaryKind op, float[] y, int yo, float[] a, int ao, float b, int n) {
    int end = S.loopBound(n);
    switch (op) {
      case ADD -> {
        for (int i = 0; i < end; i += STEP) {
          FloatVector.fromArray(S, a, ao + i).add(b).intoArray(y, yo + i);
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < end; i += STEP) {
          FloatVector.fromArray(S, a, ao + i).sub(b).intoArray(y, yo + i);
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < end; i += STEP) {
          FloatVector.fromArray(S, a, ao + i).mul(b).intoArray(y, yo + i);
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < end; i += STEP) {
          FloatVector.fromArray(S, a, ao + i).div(b).intoArray(y, yo + i);
        }
      }
    }
    REST.binaryScalar(op, y, yo + end, a, ao + end, b, n - end);
  }

  @Override
  public void gate(float[] y, int yo, float[] x, int xo, float[] g, int go, int n) {
    int end = S.loopBound(n);
    FloatVector one = FloatVector.broadcast(S, 1);
    FloatVector zero = FloatVector.zero(S);
    for (int i = 0; i < end; i += STEP) {
      FloatVector open = zero.blend(one, FloatVector.fromArray(S, g, go + i).compare(GT, zero));
      FloatVector.fromArray(S, x, xo + i).mul(open).intoArray(y, yo + i);
    }
    REST.gate(y, yo + end, x, xo + end, g, go + end, n - end);
  }

  @Override
  public void affine(float[] y, int yo, float[] x, int xo, int n, float scale, float shift) {
    if (n < STEP) { // single numbers: too few calls for the compiler that would not box the two
      // vectors
      REST.affine(y, yo, x, xo, n, scale, shift);
      return;
    }
    int end = S.loopBound(n);
    FloatVector by = FloatVector.broadcast(S, scale);
    FloatVector plus = FloatVector.broadcast(S, shift);
    for (int i = 0; i < end; i += STEP) {
      FloatVector.fromArray(S, x, xo + i).fma(by, plus).intoArray(y, yo + i);
    }
    REST.affine(y, yo + end, x, xo + end, n - end, scale, shift);
  }

  @Override
  public void affinePair(
      float[] y,
      int yo,
      float[] a,
      int ao,
      float aScale,
      float[] b,
      int bo,
      float bScale,
      float shift,
      int n) {
    int end = S.loopBound(n);
    FloatVector aBy = FloatVector.broadcast(S, aScale);
    FloatVector bBy = FloatVector.broadcast(S, bScale);
    FloatVector plus = FloatVector.broadcast(S, shift);
    for (int i = 0; i < end; i += STEP) {
      FloatVector.fromArray(S, a, ao + i)
          .fma(aBy, FloatVector.fromArray(S, b, bo + i).fma(bBy, plus))
          .intoArray(y, yo + i);
    }
    REST.affinePair(y, yo + end, a, ao + end, aScale, b, bo + end, bScale, shift, n - end);
  }

  @Override
  public void multiplyShifted(
      float[] y, int yo, float[] a, int ao, float[] b, int bo, float shift, int n) {
    int end = S.loopBound(n);
    for (int i = 0; i < end; i += STEP) {
      FloatVector.fromArray(S, a, ao + i)
          .mul(FloatVector.fromArray(S, b, bo + i).sub(shift))
          .intoArray(y, yo + i);
    }
    REST.multiplyShifted(y, yo + end, a, ao + end, b, bo + end, shift, n - end);
  }

  /// One accumulator per part of the logical lanes; vectors of two lanes would need eight and are left to the plain
  /// code. The folds that follow are the fixed tree, of which only lane 0 counts at the end.
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
    for (; i + FloatKernels.LANES <= n; i += FloatKernels.LANES) {
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
    for (; i + FloatKernels.LANES <= n; i += FloatKernels.LANES) {
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

  /// Where one vector holds all lanes and heads have nothing left over, four heads go side by side, which hides the
  /// latency of their folds.
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
    if (PARTS == 1 && width % FloatKernels.LANES == 0) {
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
    int c = 0;
    if (to - from == 2) {
      c = S.loopBound(cols);
      sumPair(y, yo, x, xo, order, from, c, stride);
    }
    for (; c + 4 * STEP <= cols; c += 4 * STEP) {
      sumFour(y, yo + c, x, xo + c, order, from, to, stride);
    }
    for (; c + STEP <= cols; c += STEP) {
      sumOne(y, yo + c, x, xo + c, order, from, to, stride);
    }
    if (c < cols) {
      sumRest(y, yo + c, x, xo + c, order, from, to, stride, S.indexInRange(c, cols));
    }
  }

  /// The sums of two rows, as of the two numbers of a task, in one pass over their columns.
  private static void sumPair(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int @Nullable [] order,
      int from,
      int cols,
      int stride) {
    int first = xo + (order == null ? from : order[from]) * stride;
    int second = xo + (order == null ? from + 1 : order[from + 1]) * stride;
    FloatVector zero = FloatVector.zero(S);
    for (int c = 0; c < cols; c += STEP) {
      zero.add(FloatVector.fromArray(S, x, first + c))
          .add(FloatVector.fromArray(S, x, second + c))
          .intoArray(y, yo + c);
    }
  }

  private static void sumFour(
      float[] y, int yo, float[] x, int xo, int @Nullable [] order, int from, int to, int stride) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    for (int j = from; j < to; j++) {
      int at = xo + (order == null ? j : order[j]) * stride;
      s0 = s0.add(FloatVector.fromArray(S, x, at));
      s1 = s1.add(FloatVector.fromArray(S, x, at + STEP));
      s2 = s2.add(FloatVector.fromArray(S, x, at + 2 * STEP));
      s3 = s3.add(FloatVector.fromArray(S, x, at + 3 * STEP));
    }
    s0.intoArray(y, yo);
    s1.intoArray(y, yo + STEP);
    s2.intoArray(y, yo + 2 * STEP);
    s3.intoArray(y, yo + 3 * STEP);
  }

  private static void sumOne(
      float[] y, int yo, float[] x, int xo, int @Nullable [] order, int from, int to, int stride) {
    FloatVector s = FloatVector.zero(S);
    for (int j = from; j < to; j++) {
      s = s.add(FloatVector.fromArray(S, x, xo + (order == null ? j : order[j]) * stride));
    }
    s.intoArray(y, yo);
  }

  private static void sumRest(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int @Nullable [] order,
      int from,
      int to,
      int stride,
      VectorMask<Float> rest) {
    FloatVector s = FloatVector.zero(S);
    for (int j = from; j < to; j++) {
      s = s.add(FloatVector.fromArray(S, x, xo + (order == null ? j : order[j]) * stride, rest));
    }
    s.intoArray(y, yo, rest);
  }

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
    SimdFloatMixtures.mixRows(
        y, yo, w, wo, wHeadStride, wStride, x, xo, xRow, xHeadStep, index, io, count, heads, width);
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
    SimdFloatMixtures.mixHeads(y, yo, w, wo, x, xo, index, io, count, heads, width);
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
    SimdFloatMixtures.addMixtures(
        y, yo, yHeadStep, w, wo, x, xo, xRow, xHeadStep, order, first, end, queries, keys, heads,
        from, to);
  }

  @Override
  public void adam(
      float[] w,
      int wo,
      float[] m,
      int mo,
      float[] v,
      int vo,
      float[] g,
      int go,
      float[] anchor,
      int anchorOffset,
      float anchorScale,
      int n,
      float coupledDecay,
      float decoupledDecay,
      float beta1,
      float beta2,
      float stepSize,
      float inverseRootCorrection2,
      float epsilon) {
    int end = S.loopBound(n);
    FloatVector minusAnchor = FloatVector.broadcast(S, -anchorScale);
    FloatVector keep1 = FloatVector.broadcast(S, beta1);
    FloatVector keep2 = FloatVector.broadcast(S, beta2);
    for (int i = 0; i < end; i += STEP) {
      FloatVector weight = FloatVector.fromArray(S, w, wo + i);
      FloatVector away =
          FloatVector.fromArray(S, anchor, anchorOffset + i).fma(minusAnchor, weight);
      FloatVector slope = FloatVector.fromArray(S, g, go + i).add(away.mul(coupledDecay));
      FloatVector moment = keep1.fma(FloatVector.fromArray(S, m, mo + i), slope.mul(1 - beta1));
      FloatVector square =
          keep2.fma(FloatVector.fromArray(S, v, vo + i), slope.mul(1 - beta2).mul(slope));
      FloatVector root = square.sqrt().mul(inverseRootCorrection2).add(epsilon);
      moment.intoArray(m, mo + i);
      square.intoArray(v, vo + i);
      weight.sub(away.mul(decoupledDecay)).sub(moment.mul(stepSize).div(root)).intoArray(w, wo + i);
    }
    REST.adam(
        w,
        wo + end,
        m,
        mo + end,
        v,
        vo + end,
        g,
        go + end,
        anchor,
        anchorOffset + end,
        anchorScale,
        n - end,
        coupledDecay,
        decoupledDecay,
        beta1,
        beta2,
        stepSize,
        inverseRootCorrection2,
        epsilon);
  }

  @Override
  public void sgd(
      float[] w,
      int wo,
      float[] u,
      int uo,
      float[] g,
      int go,
      float[] anchor,
      int anchorOffset,
      float anchorScale,
      int n,
      float coupledDecay,
      float decoupledDecay,
      float momentum,
      float learningRate) {
    int end = S.loopBound(n);
    if (momentum == 0) {
      plainDescent(
          w,
          wo,
          g,
          go,
          anchor,
          anchorOffset,
          anchorScale,
          end,
          coupledDecay,
          decoupledDecay,
          learningRate);
    } else {
      momentumDescent(
          w,
          wo,
          u,
          uo,
          g,
          go,
          anchor,
          anchorOffset,
          anchorScale,
          end,
          coupledDecay,
          decoupledDecay,
          momentum,
          learningRate);
    }
    int uEnd = momentum == 0 ? uo : uo + end;
    REST.sgd(
        w,
        wo + end,
        u,
        uEnd,
        g,
        go + end,
        anchor,
        anchorOffset + end,
        anchorScale,
        n - end,
        coupledDecay,
        decoupledDecay,
        momentum,
        learningRate);
  }

  private static void plainDescent(
      float[] w,
      int wo,
      float[] g,
      int go,
      float[] anchor,
      int anchorOffset,
      float anchorScale,
      int end,
      float coupledDecay,
      float decoupledDecay,
      float learningRate) {
    FloatVector minusAnchor = FloatVector.broadcast(S, -anchorScale);
    for (int i = 0; i < end; i += STEP) {
      FloatVector weight = FloatVector.fromArray(S, w, wo + i);
      FloatVector away =
          FloatVector.fromArray(S, anchor, anchorOffset + i).fma(minusAnchor, weight);
      FloatVector slope = FloatVector.fromArray(S, g, go + i).add(away.mul(coupledDecay));
      weight.sub(away.mul(decoupledDecay)).sub(slope.mul(learningRate)).intoArray(w, wo + i);
    }
  }

  private static void momentumDescent(
      float[] w,
      int wo,
      float[] u,
      int uo,
      float[] g,
      int go,
      float[] anchor,
      int anchorOffset,
      float anchorScale,
      int end,
      float coupledDecay,
      float decoupledDecay,
      float momentum,
      float learningRate) {
    FloatVector minusAnchor = FloatVector.broadcast(S, -anchorScale);
    FloatVector keep = FloatVector.broadcast(S, momentum);
    for (int i = 0; i < end; i += STEP) {
      FloatVector weight = FloatVector.fromArray(S, w, wo + i);
      FloatVector away =
          FloatVector.fromArray(S, anchor, anchorOffset + i).fma(minusAnchor, weight);
      FloatVector slope = FloatVector.fromArray(S, g, go + i).add(away.mul(coupledDecay));
      FloatVector velocity = keep.fma(FloatVector.fromArray(S, u, uo + i), slope);
      velocity.intoArray(u, uo + i);
      weight.sub(away.mul(decoupledDecay)).sub(velocity.mul(learningRate)).intoArray(w, wo + i);
    }
  }
}
