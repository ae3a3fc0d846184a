package groklab.engine.f32.simd;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import groklab.engine.kernel.FloatVectorMath;
import groklab.engine.kernel.UnaryKind;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The whole vectors of [FloatSpans#unary]: one loop per function, because a loop that chose the
/// function inside would keep its vectors on the heap. Functions made of several others are in
/// [SimdFloatActivation].
final class SimdFloatUnary {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();

  private SimdFloatUnary() {}

  /// Computes y[i] = op(x[i]) for i < end, a multiple of the vector length.
  static void apply(UnaryKind op, float[] y, int yo, float[] x, int xo, int end) {
    switch (op) {
      case NEGATE -> negate(y, yo, x, xo, end);
      case RELU -> relu(y, yo, x, xo, end);
      case STEP -> step(y, yo, x, xo, end);
      case ABS -> abs(y, yo, x, xo, end);
      case SIGN -> sign(y, yo, x, xo, end);
      case SQUARE -> square(y, yo, x, xo, end);
      case SQRT -> sqrt(y, yo, x, xo, end);
      case RECIPROCAL -> reciprocal(y, yo, x, xo, end);
      case EXP -> FloatVectorMath.exp(y, yo, x, xo, end);
      case LOG -> FloatVectorMath.log(y, yo, x, xo, end);
      case TANH -> FloatVectorMath.tanh(y, yo, x, xo, end);
      case SIGMOID, ERF, GELU, GELU_SLOPE, GELU_TANH, GELU_TANH_SLOPE, SILU, SILU_SLOPE ->
          SimdFloatActivation.apply(op, y, yo, x, xo, end);
    }
  }

  private static void negate(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.neg().intoArray(y, yo + i);
    }
  }

  private static void relu(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.blend(0, v.compare(LE, 0)).intoArray(y, yo + i);
    }
  }

  private static void step(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector.zero(S).blend(1, v.compare(GT, 0)).intoArray(y, yo + i);
    }
  }

  private static void abs(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.abs().intoArray(y, yo + i);
    }
  }

  private static void sign(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.blend(1, v.compare(GT, 0)).blend(-1, v.compare(LT, 0)).intoArray(y, yo + i);
    }
  }

  private static void square(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.mul(v).intoArray(y, yo + i);
    }
  }

  private static void sqrt(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.sqrt().intoArray(y, yo + i);
    }
  }

  private static void reciprocal(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector.broadcast(S, 1).div(v).intoArray(y, yo + i);
    }
  }
}
