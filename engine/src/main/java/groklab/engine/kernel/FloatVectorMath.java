package groklab.engine.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The functions of [FloatMath] on arrays, vector by vector: the same operations in the same order,
/// hence the same bits. Every n must be a multiple of [#STEP]; outputs may be inputs.
///
/// Each method is one loop without helpers of ours, and erf comes in two parts around exp: the
/// compiler always inlines the methods of the Vector API, but ours only while the caller is small,
/// and a vector that crosses a real call is an object on the heap.
public final class FloatVectorMath {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /// Length of a vector.
  public static final int STEP = S.length();

  private static final int SIGN_BIT = 0x80000000;

  private static final FloatVector ONE = FloatVector.broadcast(S, 1f);
  private static final FloatVector TWO = FloatVector.broadcast(S, 2f);
  private static final FloatVector HALF = FloatVector.broadcast(S, 0.5f);
  private static final FloatVector ROUND = FloatVector.broadcast(S, FloatMath.ROUND);
  private static final FloatVector LOG2_E = FloatVector.broadcast(S, FloatMath.LOG2_E);
  private static final FloatVector LN2_HIGH = FloatVector.broadcast(S, FloatMath.LN2_HIGH);
  private static final FloatVector MINUS_LN2_HIGH = FloatVector.broadcast(S, -FloatMath.LN2_HIGH);
  private static final FloatVector MINUS_LN2_LOW = FloatVector.broadcast(S, -FloatMath.LN2_LOW);
  private static final FloatVector EXP_0 = FloatVector.broadcast(S, FloatMath.EXP_0);
  private static final FloatVector EXP_1 = FloatVector.broadcast(S, FloatMath.EXP_1);
  private static final FloatVector EXP_2 = FloatVector.broadcast(S, FloatMath.EXP_2);
  private static final FloatVector EXP_3 = FloatVector.broadcast(S, FloatMath.EXP_3);
  private static final FloatVector EXP_4 = FloatVector.broadcast(S, FloatMath.EXP_4);
  private static final FloatVector EXP_5 = FloatVector.broadcast(S, FloatMath.EXP_5);
  private static final FloatVector LOG_1 = FloatVector.broadcast(S, FloatMath.LOG_1);
  private static final FloatVector LOG_2 = FloatVector.broadcast(S, FloatMath.LOG_2);
  private static final FloatVector LOG_3 = FloatVector.broadcast(S, FloatMath.LOG_3);
  private static final FloatVector LOG_4 = FloatVector.broadcast(S, FloatMath.LOG_4);
  private static final FloatVector ERF_0 = FloatVector.broadcast(S, FloatMath.ERF_0);
  private static final FloatVector ERF_1 = FloatVector.broadcast(S, FloatMath.ERF_1);
  private static final FloatVector ERF_2 = FloatVector.broadcast(S, FloatMath.ERF_2);
  private static final FloatVector ERF_3 = FloatVector.broadcast(S, FloatMath.ERF_3);
  private static final FloatVector ERF_4 = FloatVector.broadcast(S, FloatMath.ERF_4);
  private static final FloatVector ERF_5 = FloatVector.broadcast(S, FloatMath.ERF_5);
  private static final FloatVector ERF_6 = FloatVector.broadcast(S, FloatMath.ERF_6);
  private static final FloatVector ERFC_0 = FloatVector.broadcast(S, FloatMath.ERFC_0);
  private static final FloatVector ERFC_1 = FloatVector.broadcast(S, FloatMath.ERFC_1);
  private static final FloatVector ERFC_2 = FloatVector.broadcast(S, FloatMath.ERFC_2);
  private static final FloatVector ERFC_3 = FloatVector.broadcast(S, FloatMath.ERFC_3);
  private static final FloatVector ERFC_4 = FloatVector.broadcast(S, FloatMath.ERFC_4);
  private static final FloatVector ERFC_5 = FloatVector.broadcast(S, FloatMath.ERFC_5);
  private static final FloatVector ERFC_6 = FloatVector.broadcast(S, FloatMath.ERFC_6);

  private FloatVectorMath() {}

  /// y = [FloatMath#exp] of x
  public static void exp(float[] y, int yo, float[] x, int xo, int n) {
    for (int i = 0; i < n; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector c = v.blend(FloatMath.EXP_HIGH, v.compare(GT, FloatMath.EXP_HIGH));
      c = c.blend(FloatMath.EXP_LOW, c.compare(LT, FloatMath.EXP_LOW));
      FloatVector k = c.fma(LOG2_E, ROUND).sub(ROUND);
      FloatVector r = k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, c));
      FloatVector q = EXP_5;
      q = q.fma(r, EXP_4);
      q = q.fma(r, EXP_3);
      q = q.fma(r, EXP_2);
      q = q.fma(r, EXP_1);
      q = q.fma(r, EXP_0);
      FloatVector p = ONE.add(r.mul(r).fma(q, r));
      FloatVector half = k.fma(HALF, ROUND);
      FloatVector rest = k.sub(half.sub(ROUND)).add(ROUND);
      FloatVector scale =
          half.reinterpretAsInts()
              .lanewise(LSHL, FloatMath.MANTISSA_BITS)
              .add(FloatMath.ONE_BITS)
              .reinterpretAsFloats();
      FloatVector restScale =
          rest.reinterpretAsInts()
              .lanewise(LSHL, FloatMath.MANTISSA_BITS)
              .add(FloatMath.ONE_BITS)
              .reinterpretAsFloats();
      p.mul(scale).mul(restScale).intoArray(y, yo + i);
    }
  }

  /// y = [FloatMath#log] of x
  public static void log(float[] y, int yo, float[] x, int xo, int n) {
    for (int i = 0; i < n; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      VectorMask<Float> subnormal = v.compare(LT, Float.MIN_NORMAL);
      IntVector bits = v.blend(v.mul(FloatMath.TWO_TO_25), subnormal).reinterpretAsInts();
      IntVector exponent =
          bits.add(FloatMath.SQRT_HALF_TO_ONE)
              .lanewise(LSHR, FloatMath.MANTISSA_BITS)
              .sub(FloatMath.EXPONENT_BIAS);
      FloatVector m =
          bits.sub(exponent.lanewise(LSHL, FloatMath.MANTISSA_BITS)).reinterpretAsFloats();
      FloatVector k = exponent.add(ROUND.reinterpretAsInts()).reinterpretAsFloats().sub(ROUND);
      k = k.blend(k.sub(25f), subnormal);
      FloatVector f = m.sub(ONE);
      FloatVector s = f.div(f.add(TWO));
      FloatVector z = s.mul(s);
      FloatVector q = LOG_4;
      q = q.fma(z, LOG_3);
      q = q.fma(z, LOG_2);
      q = q.fma(z, LOG_1);
      FloatVector t = s.mul(q.neg().fma(z, f));
      FloatVector finite = k.fma(LN2_HIGH, f.sub(k.fma(MINUS_LN2_LOW, t)));
      v.blend(finite, v.compare(LT, Float.POSITIVE_INFINITY))
          .blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0f))
          .blend(Float.NaN, v.compare(LT, 0f))
          .intoArray(y, yo + i);
    }
  }

  /// y = [FloatMath#tanh] of x
  public static void tanh(float[] y, int yo, float[] x, int xo, int n) {
    for (int i = 0; i < n; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector a = v.abs();
      FloatVector c = a.blend(FloatMath.TANH_HIGH, a.compare(GT, FloatMath.TANH_HIGH));
      FloatVector twice = c.add(c);
      FloatVector biased = twice.fma(LOG2_E, ROUND);
      FloatVector k = biased.sub(ROUND);
      FloatVector r = k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, twice));
      FloatVector q = EXP_5;
      q = q.fma(r, EXP_4);
      q = q.fma(r, EXP_3);
      q = q.fma(r, EXP_2);
      q = q.fma(r, EXP_1);
      q = q.fma(r, EXP_0);
      FloatVector scale =
          biased
              .reinterpretAsInts()
              .lanewise(LSHL, FloatMath.MANTISSA_BITS)
              .add(FloatMath.ONE_BITS)
              .reinterpretAsFloats();
      FloatVector e = scale.fma(r.mul(r).fma(q, r), scale.sub(ONE));
      FloatVector d = e.add(TWO);
      FloatVector two = d.sub(e);
      FloatVector lost = e.sub(d.sub(two)).add(TWO.sub(two));
      FloatVector quotient = e.div(d);
      FloatVector result = quotient.mul(lost).fma(quotient.sub(ONE).mul(HALF), quotient);
      result
          .reinterpretAsInts()
          .or(v.reinterpretAsInts().and(SIGN_BIT))
          .reinterpretAsFloats()
          .intoArray(y, yo + i);
    }
  }

  /// y = log(1 − erf|x|) where |x| >= 1, without meaning elsewhere: of this [FloatMath#erf] takes
  /// exp
  public static void erfExponent(float[] y, int yo, float[] x, int xo, int n) {
    for (int i = 0; i < n; i += STEP) {
      FloatVector a = FloatVector.fromArray(S, x, xo + i).abs();
      FloatVector u = a.blend(FloatMath.ERF_HIGH, a.compare(GT, FloatMath.ERF_HIGH)).sub(TWO);
      FloatVector q = ERFC_6;
      q = q.fma(u, ERFC_5);
      q = q.fma(u, ERFC_4);
      q = q.fma(u, ERFC_3);
      q = q.fma(u, ERFC_2);
      q = q.fma(u, ERFC_1);
      q = q.fma(u, ERFC_0);
      q.neg().intoArray(y, yo + i);
    }
  }

  /// y = [FloatMath#erf] of x, given c = exp of [#erfExponent]
  public static void erf(float[] y, int yo, float[] x, int xo, float[] c, int co, int n) {
    for (int i = 0; i < n; i += STEP) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector z = v.mul(v);
      FloatVector q = ERF_6;
      q = q.fma(z, ERF_5);
      q = q.fma(z, ERF_4);
      q = q.fma(z, ERF_3);
      q = q.fma(z, ERF_2);
      q = q.fma(z, ERF_1);
      q = q.fma(z, ERF_0);
      FloatVector large =
          ONE.sub(FloatVector.fromArray(S, c, co + i))
              .reinterpretAsInts()
              .or(v.reinterpretAsInts().and(SIGN_BIT))
              .reinterpretAsFloats();
      large.blend(v.fma(q, v), v.abs().compare(LT, ONE)).intoArray(y, yo + i);
    }
  }
}
