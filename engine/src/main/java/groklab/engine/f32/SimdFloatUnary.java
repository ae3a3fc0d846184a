package groklab.engine.f32;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import groklab.engine.kernel.FloatVectorMath;
import groklab.engine.kernel.UnaryKind;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The whole vectors of [FloatSpans#unary]: one loop per function, because a loop that chose the function inside would
/// keep its vectors on the heap.
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
      case EXP -> exp(y, yo, x, xo, end);
      case LOG -> log(y, yo, x, xo, end);
      case TANH -> tanh(y, yo, x, xo, end);
      case SIGMOID -> sigmoid(y, yo, x, xo, end);
      case ERF -> erf(y, yo, x, xo, end);
      case GELU -> gelu(y, yo, x, xo, end);
      case GELU_SLOPE -> geluSlope(y, yo, x, xo, end);
      case GELU_TANH -> geluTanh(y, yo, x, xo, end);
      case GELU_TANH_SLOPE -> geluTanhSlope(y, yo, x, xo, end);
      case SILU -> silu(y, yo, x, xo, end);
      case SILU_SLOPE -> siluSlope(y, yo, x, xo, end);
    }
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(S, x, at);
  }

  private static FloatVector zero() {
    return FloatVector.zero(S);
  }

  private static void negate(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      v.neg().intoArray(y, yo + i);
    }
  }

  private static void relu(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      v.blend(0, v.compare(LE, 0)).intoArray(y, yo + i);
    }
  }

  private static void step(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      zero().blend(1, v.compare(GT, 0)).intoArray(y, yo + i);
    }
  }

  private static void abs(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      v.abs().intoArray(y, yo + i);
    }
  }

  private static void sign(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      v.blend(1, v.compare(GT, 0)).blend(-1, v.compare(LT, 0)).intoArray(y, yo + i);
    }
  }

  private static void square(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      v.mul(v).intoArray(y, yo + i);
    }
  }

  private static void sqrt(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      v.sqrt().intoArray(y, yo + i);
    }
  }

  private static void reciprocal(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      FloatVector.broadcast(S, 1).div(v).intoArray(y, yo + i);
    }
  }

  private static void exp(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      FloatVectorMath.exp(v).intoArray(y, yo + i);
    }
  }

  private static void log(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      FloatVectorMath.log(v).intoArray(y, yo + i);
    }
  }

  private static void tanh(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      FloatVectorMath.tanh(v).intoArray(y, yo + i);
    }
  }

  private static void sigmoid(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      FloatVectorMath.sigmoid(v).intoArray(y, yo + i);
    }
  }

  private static void erf(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      FloatVectorMath.erf(v).intoArray(y, yo + i);
    }
  }

  private static void gelu(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      FloatVectorMath.gelu(v).intoArray(y, yo + i);
    }
  }

  private static void geluSlope(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      FloatVectorMath.geluSlope(v).intoArray(y, yo + i);
    }
  }

  private static void geluTanh(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      FloatVectorMath.geluTanh(v).intoArray(y, yo + i);
    }
  }

  private static void geluTanhSlope(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      FloatVectorMath.geluTanhSlope(v).intoArray(y, yo + i);
    }
  }

  private static void silu(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      FloatVectorMath.silu(v).intoArray(y, yo + i);
    }
  }

  private static void siluSlope(float[] y, int yo, float[] x, int xo, int end) {
    for (int i = 0; i < end; i += STEP) {
      FloatVector v = load(x, xo + i);
      FloatVectorMath.siluSlope(v).intoArray(y, yo + i);
    }
  }
}
