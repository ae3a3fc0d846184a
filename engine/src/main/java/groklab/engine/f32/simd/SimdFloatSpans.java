package groklab.engine.f32.simd;

import static jdk.incubator.vector.VectorOperators.GT;

import groklab.engine.f32.loop.FloatSpans;
import groklab.engine.f32.plain.PlainFloatSpans;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.UnaryKind;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [FloatSpans] with the Vector API, for any vector length from 2 to 16: whole vectors here,
/// elementwise leftovers by [PlainFloatSpans].
///
/// No helper of ours takes or returns a vector: the compiler always inlines the methods of the
/// Vector API, but ours only while the caller is small, and a vector that crosses a real call is an
/// object on the heap.
public final class SimdFloatSpans implements FloatSpans {
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
      case MINIMUM -> {
        for (int i = 0; i < end; i += STEP) {
          FloatVector.fromArray(S, a, ao + i)
              .min(FloatVector.fromArray(S, b, bo + i))
              .intoArray(y, yo + i);
        }
      }
      case MAXIMUM -> {
        for (int i = 0; i < end; i += STEP) {
          FloatVector.fromArray(S, a, ao + i)
              .max(FloatVector.fromArray(S, b, bo + i))
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
      case MINIMUM -> {
        for (int i = 0; i < end; i += STEP) {
          FloatVector.fromArray(S, a, ao + i).min(b).intoArray(y, yo + i);
        }
      }
      case MAXIMUM -> {
        for (int i = 0; i < end; i += STEP) {
          FloatVector.fromArray(S, a, ao + i).max(b).intoArray(y, yo + i);
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
}
