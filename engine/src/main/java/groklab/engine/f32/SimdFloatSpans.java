package groklab.engine.f32;

import static jdk.incubator.vector.VectorOperators.GT;

import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.UnaryKind;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// [FloatSpans] with the Vector API, for any vector length from 2 to 16: whole vectors here,
/// elementwise leftovers by [PlainFloatSpans]. Reductions, sums of rows, mixtures and updates have
/// classes of their own.
///
/// No helper of ours takes or returns a vector: the compiler always inlines the methods of the
/// Vector API, but ours only while the caller is small, and a vector that crosses a real call is an
/// object on the heap.
final class SimdFloatSpans implements FloatSpans {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();

  private static final PlainFloatSpans REST = PlainFloatSpans.INSTANCE;

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
  public float sum(float[] x, int xo, int n) {
    return SimdFloatReductions.sum(x, xo, n);
  }

  @Override
  public float dot(float[] a, int ao, float[] b, int bo, int n) {
    return SimdFloatReductions.dot(a, ao, b, bo, n);
  }

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
    SimdFloatReductions.dots(y, yo, yStride, a, ao, aStep, b, bo, heads, width);
  }

  @Override
  public float max(float[] x, int xo, int n) {
    return SimdFloatReductions.max(x, xo, n);
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
    SimdFloatUpdates.adam(
        w,
        wo,
        m,
        mo,
        v,
        vo,
        g,
        go,
        anchor,
        anchorOffset,
        anchorScale,
        n,
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
    SimdFloatUpdates.sgd(
        w,
        wo,
        u,
        uo,
        g,
        go,
        anchor,
        anchorOffset,
        anchorScale,
        n,
        coupledDecay,
        decoupledDecay,
        momentum,
        learningRate);
  }
}
