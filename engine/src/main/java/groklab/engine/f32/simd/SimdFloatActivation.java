package groklab.engine.f32.simd;

import groklab.engine.kernel.FloatMath;
import groklab.engine.kernel.FloatVectorMath;
import groklab.engine.kernel.UnaryKind;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// erf, sigmoid and the smooth activations as short passes over pieces of a row that stay in the
/// first-level cache.
///
/// One loop for the whole of, say, the slope of GELU holds more vector operations than the compiler
/// inlines, and then its vectors live on the heap. The passes need room for what lies between them,
/// because the output may be the input: each thread keeps two pieces for that.
final class SimdFloatActivation {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();
  private static final int PIECE = 512;
  private static final int SECOND = PIECE;

  private static final ThreadLocal<float[]> ROOM =
      ThreadLocal.withInitial(() -> new float[2 * PIECE]);

  private SimdFloatActivation() {}

  /// Computes y[i] = op(x[i]) for i < end, a multiple of the vector length.
  static void apply(UnaryKind op, float[] y, int yo, float[] x, int xo, int end) {
    float[] t = ROOM.get();
    for (int i = 0; i < end; i += PIECE) {
      piece(op, y, yo + i, x, xo + i, t, Math.min(PIECE, end - i));
    }
  }

  private static void piece(UnaryKind op, float[] y, int yo, float[] x, int xo, float[] t, int n) {
    switch (op) {
      case SIGMOID -> {
        expNegative(t, x, xo, n);
        logistic(y, yo, t, n);
      }
      case SILU -> {
        expNegative(t, x, xo, n);
        silu(y, yo, x, xo, t, n);
      }
      case SILU_SLOPE -> {
        expNegative(t, x, xo, n);
        siluSlope(y, yo, x, xo, t, n);
      }
      case ERF -> erf(y, yo, x, xo, t, n);
      case GELU -> {
        normalCdf(x, xo, t, n);
        gelu(y, yo, x, xo, t, n);
      }
      case GELU_SLOPE -> {
        normalCdf(x, xo, t, n);
        expHalfSquare(t, x, xo, n);
        geluSlope(y, yo, x, xo, t, n);
      }
      case GELU_TANH -> {
        tanhInner(t, x, xo, n);
        geluTanh(y, yo, x, xo, t, n);
      }
      case GELU_TANH_SLOPE -> {
        tanhInner(t, x, xo, n);
        geluTanhSlope(y, yo, x, xo, t, n);
      }
      case NEGATE, RELU, STEP, ABS, SIGN, SQUARE, SQRT, RECIPROCAL, EXP, LOG, TANH ->
          throw new IllegalArgumentException(op + " is one pass; call SimdFloatUnary.apply");
    }
  }

  /// t = exp(−x)
  private static void expNegative(float[] t, float[] x, int xo, int n) {
    for (int i = 0; i < n; i += STEP) {
      FloatVector.fromArray(S, x, xo + i).neg().intoArray(t, i);
    }
    FloatVectorMath.exp(t, 0, t, 0, n);
  }

  private static void logistic(float[] y, int yo, float[] t, int n) {
    FloatVector one = FloatVector.broadcast(S, 1);
    for (int i = 0; i < n; i += STEP) {
      one.div(FloatVector.fromArray(S, t, i).add(one)).intoArray(y, yo + i);
    }
  }

  private static void silu(float[] y, int yo, float[] x, int xo, float[] t, int n) {
    FloatVector one = FloatVector.broadcast(S, 1);
    for (int i = 0; i < n; i += STEP) {
      FloatVector.fromArray(S, x, xo + i)
          .mul(one.div(FloatVector.fromArray(S, t, i).add(one)))
          .intoArray(y, yo + i);
    }
  }

  private static void siluSlope(float[] y, int yo, float[] x, int xo, float[] t, int n) {
    FloatVector one = FloatVector.broadcast(S, 1);
    for (int i = 0; i < n; i += STEP) {
      FloatVector s = one.div(FloatVector.fromArray(S, t, i).add(one));
      s.mul(FloatVector.fromArray(S, x, xo + i).fma(one.sub(s), one)).intoArray(y, yo + i);
    }
  }

  /// y = erf(x); t is overwritten, y may be x
  private static void erf(float[] y, int yo, float[] x, int xo, float[] t, int n) {
    FloatVectorMath.erfExponent(t, 0, x, xo, n);
    FloatVectorMath.exp(t, 0, t, 0, n);
    FloatVectorMath.erf(y, yo, x, xo, t, 0, n);
  }

  /// Second piece of t = erf(x·√½) + 1, halved: Φ(x)
  private static void normalCdf(float[] x, int xo, float[] t, int n) {
    for (int i = 0; i < n; i += STEP) {
      FloatVector.fromArray(S, x, xo + i).mul(FloatMath.SQRT_HALF).intoArray(t, SECOND + i);
    }
    erf(t, SECOND, t, SECOND, t, n);
    for (int i = 0; i < n; i += STEP) {
      FloatVector.fromArray(S, t, SECOND + i).add(1).mul((float) 0.5).intoArray(t, SECOND + i);
    }
  }

  private static void gelu(float[] y, int yo, float[] x, int xo, float[] t, int n) {
    for (int i = 0; i < n; i += STEP) {
      FloatVector.fromArray(S, x, xo + i)
          .mul(FloatVector.fromArray(S, t, SECOND + i))
          .intoArray(y, yo + i);
    }
  }

  /// First piece of t = exp(−x²/2)
  private static void expHalfSquare(float[] t, float[] x, int xo, int n) {
    for (int i = 0; i < n; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.mul((float) -0.5).mul(v).intoArray(t, i);
    }
    FloatVectorMath.exp(t, 0, t, 0, n);
  }

  private static void geluSlope(float[] y, int yo, float[] x, int xo, float[] t, int n) {
    for (int i = 0; i < n; i += STEP) {
      FloatVector density = FloatVector.fromArray(S, t, i).mul(FloatMath.INVERSE_SQRT_2PI);
      FloatVector.fromArray(S, t, SECOND + i)
          .add(FloatVector.fromArray(S, x, xo + i).mul(density))
          .intoArray(y, yo + i);
    }
  }

  /// t = tanh(√(2/π)(x + 0.044715x³))
  private static void tanhInner(float[] t, float[] x, int xo, int n) {
    for (int i = 0; i < n; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector inner = v.mul(FloatMath.GELU_CUBIC).mul(v).fma(v, v);
      inner.mul(FloatMath.SQRT_2_OVER_PI).intoArray(t, i);
    }
    FloatVectorMath.tanh(t, 0, t, 0, n);
  }

  private static void geluTanh(float[] y, int yo, float[] x, int xo, float[] t, int n) {
    for (int i = 0; i < n; i += STEP) {
      FloatVector.fromArray(S, x, xo + i)
          .mul((float) 0.5)
          .mul(FloatVector.fromArray(S, t, i).add(1))
          .intoArray(y, yo + i);
    }
  }

  private static void geluTanhSlope(float[] y, int yo, float[] x, int xo, float[] t, int n) {
    FloatVector one = FloatVector.broadcast(S, 1);
    for (int i = 0; i < n; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector tanh = FloatVector.fromArray(S, t, i);
      FloatVector slope = v.mul(3 * FloatMath.GELU_CUBIC).fma(v, one).mul(FloatMath.SQRT_2_OVER_PI);
      FloatVector curve = one.sub(tanh.mul(tanh)).mul(slope);
      FloatVector value = tanh.add(one).mul((float) 0.5);
      value.add(v.mul((float) 0.5).mul(curve)).intoArray(y, yo + i);
    }
  }
}
