package groklab.engine.f32.plain;

import groklab.engine.f32.loop.FloatSpans;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.FloatMath;
import groklab.engine.kernel.UnaryKind;

/// [FloatSpans] in plain Java: the reference, and what the SIMD spans use for the elements left
/// over.
public final class PlainFloatSpans implements FloatSpans {

  public static final PlainFloatSpans INSTANCE = new PlainFloatSpans();

  private PlainFloatSpans() {}

  @Override
  public void unary(UnaryKind op, float[] y, int yo, float[] x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = apply(op, x[xo + i]);
    }
  }

  private static float apply(UnaryKind op, float x) {
    return switch (op) {
      case NEGATE -> -x;
      case RELU -> x <= 0 ? 0 : x;
      case STEP -> x > 0 ? 1 : 0;
      case ABS -> Math.abs(x);
      case SIGN -> x > 0 ? 1 : x < 0 ? -1 : x;
      case SQUARE -> x * x;
      case SQRT -> (float) Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case EXP -> FloatMath.exp(x);
      case LOG -> FloatMath.log(x);
      case TANH -> FloatMath.tanh(x);
      case SIGMOID -> FloatMath.sigmoid(x);
      case ERF -> FloatMath.erf(x);
      case GELU -> FloatMath.gelu(x);
      case GELU_SLOPE -> FloatMath.geluSlope(x);
      case GELU_TANH -> FloatMath.geluTanh(x);
      case GELU_TANH_SLOPE -> FloatMath.geluTanhSlope(x);
      case SILU -> FloatMath.silu(x);
      case SILU_SLOPE -> FloatMath.siluSlope(x);
    };
  }

  @Override
  public void binary(
      BinaryKind op, float[] y, int yo, float[] a, int ao, float[] b, int bo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = apply(op, a[ao + i], b[bo + i]);
    }
  }

  @Override
  public void binaryScalar(BinaryKind op, float[] y, int yo, float[] a, int ao, float b, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = apply(op, a[ao + i], b);
    }
  }

  private static float apply(BinaryKind op, float a, float b) {
    return switch (op) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MINIMUM -> Math.min(a, b);
      case MAXIMUM -> Math.max(a, b);
    };
  }

  @Override
  public void gate(float[] y, int yo, float[] x, int xo, float[] g, int go, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] * (g[go + i] > 0 ? 1 : 0);
    }
  }

  @Override
  public void affine(float[] y, int yo, float[] x, int xo, int n, float scale, float shift) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(x[xo + i], scale, shift);
    }
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
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(a[ao + i], aScale, Math.fma(b[bo + i], bScale, shift));
    }
  }

  @Override
  public void multiplyShifted(
      float[] y, int yo, float[] a, int ao, float[] b, int bo, float shift, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] * (b[bo + i] - shift);
    }
  }
}
