package groklab.engine.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The functions of [DoubleMath] on arrays, vector by vector: the same operations in the same
/// order, hence the same bits. Every n must be a multiple of [#STEP]; outputs may be inputs.
///
/// Each method is one loop without helpers of ours, and erf comes in two parts around exp: the
/// compiler always inlines the methods of the Vector API, but ours only while the caller is small,
/// and a vector that crosses a real call is an object on the heap.
public final class DoubleVectorMath {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;

  /// Length of a vector.
  public static final int STEP = S.length();

  private static final long SIGN_BIT = 0x8000000000000000L;

  private static final DoubleVector ONE = DoubleVector.broadcast(S, 1.0);
  private static final DoubleVector TWO = DoubleVector.broadcast(S, 2.0);
  private static final DoubleVector HALF = DoubleVector.broadcast(S, 0.5);
  private static final DoubleVector ROUND = DoubleVector.broadcast(S, DoubleMath.ROUND);
  private static final DoubleVector LOG2_E = DoubleVector.broadcast(S, DoubleMath.LOG2_E);
  private static final DoubleVector LN2_HIGH = DoubleVector.broadcast(S, DoubleMath.LN2_HIGH);
  private static final DoubleVector MINUS_LN2_HIGH =
      DoubleVector.broadcast(S, -DoubleMath.LN2_HIGH);
  private static final DoubleVector MINUS_LN2_LOW = DoubleVector.broadcast(S, -DoubleMath.LN2_LOW);
  private static final DoubleVector EXP_0 = DoubleVector.broadcast(S, DoubleMath.EXP_0);
  private static final DoubleVector EXP_1 = DoubleVector.broadcast(S, DoubleMath.EXP_1);
  private static final DoubleVector EXP_2 = DoubleVector.broadcast(S, DoubleMath.EXP_2);
  private static final DoubleVector EXP_3 = DoubleVector.broadcast(S, DoubleMath.EXP_3);
  private static final DoubleVector EXP_4 = DoubleVector.broadcast(S, DoubleMath.EXP_4);
  private static final DoubleVector EXP_5 = DoubleVector.broadcast(S, DoubleMath.EXP_5);
  private static final DoubleVector EXP_6 = DoubleVector.broadcast(S, DoubleMath.EXP_6);
  private static final DoubleVector EXP_7 = DoubleVector.broadcast(S, DoubleMath.EXP_7);
  private static final DoubleVector EXP_8 = DoubleVector.broadcast(S, DoubleMath.EXP_8);
  private static final DoubleVector EXP_9 = DoubleVector.broadcast(S, DoubleMath.EXP_9);
  private static final DoubleVector LOG_1 = DoubleVector.broadcast(S, DoubleMath.LOG_1);
  private static final DoubleVector LOG_2 = DoubleVector.broadcast(S, DoubleMath.LOG_2);
  private static final DoubleVector LOG_3 = DoubleVector.broadcast(S, DoubleMath.LOG_3);
  private static final DoubleVector LOG_4 = DoubleVector.broadcast(S, DoubleMath.LOG_4);
  private static final DoubleVector LOG_5 = DoubleVector.broadcast(S, DoubleMath.LOG_5);
  private static final DoubleVector LOG_6 = DoubleVector.broadcast(S, DoubleMath.LOG_6);
  private static final DoubleVector LOG_7 = DoubleVector.broadcast(S, DoubleMath.LOG_7);
  private static final DoubleVector LOG_8 = DoubleVector.broadcast(S, DoubleMath.LOG_8);
  private static final DoubleVector LOG_9 = DoubleVector.broadcast(S, DoubleMath.LOG_9);
  private static final DoubleVector ERF_0 = DoubleVector.broadcast(S, DoubleMath.ERF_0);
  private static final DoubleVector ERF_1 = DoubleVector.broadcast(S, DoubleMath.ERF_1);
  private static final DoubleVector ERF_2 = DoubleVector.broadcast(S, DoubleMath.ERF_2);
  private static final DoubleVector ERF_3 = DoubleVector.broadcast(S, DoubleMath.ERF_3);
  private static final DoubleVector ERF_4 = DoubleVector.broadcast(S, DoubleMath.ERF_4);
  private static final DoubleVector ERF_5 = DoubleVector.broadcast(S, DoubleMath.ERF_5);
  private static final DoubleVector ERF_6 = DoubleVector.broadcast(S, DoubleMath.ERF_6);
  private static final DoubleVector ERF_7 = DoubleVector.broadcast(S, DoubleMath.ERF_7);
  private static final DoubleVector ERF_8 = DoubleVector.broadcast(S, DoubleMath.ERF_8);
  private static final DoubleVector ERF_9 = DoubleVector.broadcast(S, DoubleMath.ERF_9);
  private static final DoubleVector ERF_10 = DoubleVector.broadcast(S, DoubleMath.ERF_10);
  private static final DoubleVector ERF_11 = DoubleVector.broadcast(S, DoubleMath.ERF_11);
  private static final DoubleVector ERFC_0 = DoubleVector.broadcast(S, DoubleMath.ERFC_0);
  private static final DoubleVector ERFC_1 = DoubleVector.broadcast(S, DoubleMath.ERFC_1);
  private static final DoubleVector ERFC_2 = DoubleVector.broadcast(S, DoubleMath.ERFC_2);
  private static final DoubleVector ERFC_3 = DoubleVector.broadcast(S, DoubleMath.ERFC_3);
  private static final DoubleVector ERFC_4 = DoubleVector.broadcast(S, DoubleMath.ERFC_4);
  private static final DoubleVector ERFC_5 = DoubleVector.broadcast(S, DoubleMath.ERFC_5);
  private static final DoubleVector ERFC_6 = DoubleVector.broadcast(S, DoubleMath.ERFC_6);
  private static final DoubleVector ERFC_7 = DoubleVector.broadcast(S, DoubleMath.ERFC_7);
  private static final DoubleVector ERFC_8 = DoubleVector.broadcast(S, DoubleMath.ERFC_8);
  private static final DoubleVector ERFC_9 = DoubleVector.broadcast(S, DoubleMath.ERFC_9);
  private static final DoubleVector ERFC_10 = DoubleVector.broadcast(S, DoubleMath.ERFC_10);
  private static final DoubleVector ERFC_11 = DoubleVector.broadcast(S, DoubleMath.ERFC_11);
  private static final DoubleVector ERFC_12 = DoubleVector.broadcast(S, DoubleMath.ERFC_12);
  private static final DoubleVector ERFC_13 = DoubleVector.broadcast(S, DoubleMath.ERFC_13);
  private static final DoubleVector ERFC_14 = DoubleVector.broadcast(S, DoubleMath.ERFC_14);
  private static final DoubleVector ERFC_15 = DoubleVector.broadcast(S, DoubleMath.ERFC_15);
  private static final DoubleVector ERFC_16 = DoubleVector.broadcast(S, DoubleMath.ERFC_16);
  private static final DoubleVector ERFC_17 = DoubleVector.broadcast(S, DoubleMath.ERFC_17);

  private DoubleVectorMath() {}

  /// y = [DoubleMath#exp] of x
  public static void exp(double[] y, int yo, double[] x, int xo, int n) {
    for (int i = 0; i < n; i += STEP) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector c = v.blend(DoubleMath.EXP_HIGH, v.compare(GT, DoubleMath.EXP_HIGH));
      c = c.blend(DoubleMath.EXP_LOW, c.compare(LT, DoubleMath.EXP_LOW));
      DoubleVector k = c.fma(LOG2_E, ROUND).sub(ROUND);
      DoubleVector r = k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, c));
      DoubleVector q = EXP_9;
      q = q.fma(r, EXP_8);
      q = q.fma(r, EXP_7);
      q = q.fma(r, EXP_6);
      q = q.fma(r, EXP_5);
      q = q.fma(r, EXP_4);
      q = q.fma(r, EXP_3);
      q = q.fma(r, EXP_2);
      q = q.fma(r, EXP_1);
      q = q.fma(r, EXP_0);
      DoubleVector p = ONE.add(r.mul(r).fma(q, r));
      DoubleVector half = k.fma(HALF, ROUND);
      DoubleVector rest = k.sub(half.sub(ROUND)).add(ROUND);
      DoubleVector scale =
          half.reinterpretAsLongs()
              .lanewise(LSHL, DoubleMath.MANTISSA_BITS)
              .add(DoubleMath.ONE_BITS)
              .reinterpretAsDoubles();
      DoubleVector restScale =
          rest.reinterpretAsLongs()
              .lanewise(LSHL, DoubleMath.MANTISSA_BITS)
              .add(DoubleMath.ONE_BITS)
              .reinterpretAsDoubles();
      p.mul(scale).mul(restScale).intoArray(y, yo + i);
    }
  }

  /// y = [DoubleMath#log] of x
  public static void log(double[] y, int yo, double[] x, int xo, int n) {
    for (int i = 0; i < n; i += STEP) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      VectorMask<Double> subnormal = v.compare(LT, Double.MIN_NORMAL);
      LongVector bits = v.blend(v.mul(DoubleMath.TWO_TO_54), subnormal).reinterpretAsLongs();
      LongVector exponent =
          bits.add(DoubleMath.SQRT_HALF_TO_ONE)
              .lanewise(LSHR, DoubleMath.MANTISSA_BITS)
              .sub(DoubleMath.EXPONENT_BIAS);
      DoubleVector m =
          bits.sub(exponent.lanewise(LSHL, DoubleMath.MANTISSA_BITS)).reinterpretAsDoubles();
      DoubleVector k = exponent.add(ROUND.reinterpretAsLongs()).reinterpretAsDoubles().sub(ROUND);
      k = k.blend(k.sub(54.0), subnormal);
      DoubleVector f = m.sub(ONE);
      DoubleVector s = f.div(f.add(TWO));
      DoubleVector z = s.mul(s);
      DoubleVector q = LOG_9;
      q = q.fma(z, LOG_8);
      q = q.fma(z, LOG_7);
      q = q.fma(z, LOG_6);
      q = q.fma(z, LOG_5);
      q = q.fma(z, LOG_4);
      q = q.fma(z, LOG_3);
      q = q.fma(z, LOG_2);
      q = q.fma(z, LOG_1);
      DoubleVector t = s.mul(q.neg().fma(z, f));
      DoubleVector finite = k.fma(LN2_HIGH, f.sub(k.fma(MINUS_LN2_LOW, t)));
      v.blend(finite, v.compare(LT, Double.POSITIVE_INFINITY))
          .blend(Double.NEGATIVE_INFINITY, v.compare(EQ, 0.0))
          .blend(Double.NaN, v.compare(LT, 0.0))
          .intoArray(y, yo + i);
    }
  }

  /// y = [DoubleMath#tanh] of x
  public static void tanh(double[] y, int yo, double[] x, int xo, int n) {
    for (int i = 0; i < n; i += STEP) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector a = v.abs();
      DoubleVector c = a.blend(DoubleMath.TANH_HIGH, a.compare(GT, DoubleMath.TANH_HIGH));
      DoubleVector twice = c.add(c);
      DoubleVector biased = twice.fma(LOG2_E, ROUND);
      DoubleVector k = biased.sub(ROUND);
      DoubleVector r = k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, twice));
      DoubleVector q = EXP_9;
      q = q.fma(r, EXP_8);
      q = q.fma(r, EXP_7);
      q = q.fma(r, EXP_6);
      q = q.fma(r, EXP_5);
      q = q.fma(r, EXP_4);
      q = q.fma(r, EXP_3);
      q = q.fma(r, EXP_2);
      q = q.fma(r, EXP_1);
      q = q.fma(r, EXP_0);
      DoubleVector scale =
          biased
              .reinterpretAsLongs()
              .lanewise(LSHL, DoubleMath.MANTISSA_BITS)
              .add(DoubleMath.ONE_BITS)
              .reinterpretAsDoubles();
      DoubleVector e = scale.fma(r.mul(r).fma(q, r), scale.sub(ONE));
      DoubleVector d = e.add(TWO);
      DoubleVector two = d.sub(e);
      DoubleVector lost = e.sub(d.sub(two)).add(TWO.sub(two));
      DoubleVector quotient = e.div(d);
      DoubleVector result = quotient.mul(lost).fma(quotient.sub(ONE).mul(HALF), quotient);
      result
          .reinterpretAsLongs()
          .or(v.reinterpretAsLongs().and(SIGN_BIT))
          .reinterpretAsDoubles()
          .intoArray(y, yo + i);
    }
  }

  /// y = log(1 − erf|x|) where |x| >= 1, without meaning elsewhere: of this [DoubleMath#erf] takes
  /// exp
  public static void erfExponent(double[] y, int yo, double[] x, int xo, int n) {
    for (int i = 0; i < n; i += STEP) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i).abs();
      DoubleVector u = a.blend(DoubleMath.ERF_HIGH, a.compare(GT, DoubleMath.ERF_HIGH)).sub(TWO);
      DoubleVector q = ERFC_17;
      q = q.fma(u, ERFC_16);
      q = q.fma(u, ERFC_15);
      q = q.fma(u, ERFC_14);
      q = q.fma(u, ERFC_13);
      q = q.fma(u, ERFC_12);
      q = q.fma(u, ERFC_11);
      q = q.fma(u, ERFC_10);
      q = q.fma(u, ERFC_9);
      q = q.fma(u, ERFC_8);
      q = q.fma(u, ERFC_7);
      q = q.fma(u, ERFC_6);
      q = q.fma(u, ERFC_5);
      q = q.fma(u, ERFC_4);
      q = q.fma(u, ERFC_3);
      q = q.fma(u, ERFC_2);
      q = q.fma(u, ERFC_1);
      q = q.fma(u, ERFC_0);
      q.neg().intoArray(y, yo + i);
    }
  }

  /// y = [DoubleMath#erf] of x, given c = exp of [#erfExponent]
  public static void erf(double[] y, int yo, double[] x, int xo, double[] c, int co, int n) {
    for (int i = 0; i < n; i += STEP) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector z = v.mul(v);
      DoubleVector q = ERF_11;
      q = q.fma(z, ERF_10);
      q = q.fma(z, ERF_9);
      q = q.fma(z, ERF_8);
      q = q.fma(z, ERF_7);
      q = q.fma(z, ERF_6);
      q = q.fma(z, ERF_5);
      q = q.fma(z, ERF_4);
      q = q.fma(z, ERF_3);
      q = q.fma(z, ERF_2);
      q = q.fma(z, ERF_1);
      q = q.fma(z, ERF_0);
      DoubleVector large =
          ONE.sub(DoubleVector.fromArray(S, c, co + i))
              .reinterpretAsLongs()
              .or(v.reinterpretAsLongs().and(SIGN_BIT))
              .reinterpretAsDoubles();
      large.blend(v.fma(q, v), v.abs().compare(LT, ONE)).intoArray(y, yo + i);
    }
  }
}
