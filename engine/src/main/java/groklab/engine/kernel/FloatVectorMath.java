package groklab.engine.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The functions of [FloatMath] on vectors: the same operations in the same order, hence the same bits.
///
/// The methods are short on purpose, and erf comes in two parts: the compiler inlines only so much into the loop that
/// calls them, and a vector that crosses a real call is an object on the heap.
public final class FloatVectorMath {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final FloatVector MINUS_LN2_HIGH = all(-FloatMath.LN2_HIGH);
  private static final FloatVector MINUS_LN2_LOW = all(-FloatMath.LN2_LOW);
  private static final FloatVector HALF = all(0.5f);
  private static final FloatVector ONE = all(1f);
  private static final FloatVector TWO = all(2f);
  private static final FloatVector ERFC_0 = all(FloatMath.ERFC_0);
  private static final FloatVector ERFC_1 = all(FloatMath.ERFC_1);
  private static final FloatVector ERFC_2 = all(FloatMath.ERFC_2);
  private static final FloatVector ERFC_3 = all(FloatMath.ERFC_3);
  private static final FloatVector ERFC_4 = all(FloatMath.ERFC_4);
  private static final FloatVector ERFC_5 = all(FloatMath.ERFC_5);
  private static final FloatVector ERFC_6 = all(FloatMath.ERFC_6);
  private static final FloatVector ERF_0 = all(FloatMath.ERF_0);
  private static final FloatVector ERF_1 = all(FloatMath.ERF_1);
  private static final FloatVector ERF_2 = all(FloatMath.ERF_2);
  private static final FloatVector ERF_3 = all(FloatMath.ERF_3);
  private static final FloatVector ERF_4 = all(FloatMath.ERF_4);
  private static final FloatVector ERF_5 = all(FloatMath.ERF_5);
  private static final FloatVector ERF_6 = all(FloatMath.ERF_6);
  private static final FloatVector EXP_0 = all(FloatMath.EXP_0);
  private static final FloatVector EXP_1 = all(FloatMath.EXP_1);
  private static final FloatVector EXP_2 = all(FloatMath.EXP_2);
  private static final FloatVector EXP_3 = all(FloatMath.EXP_3);
  private static final FloatVector EXP_4 = all(FloatMath.EXP_4);
  private static final FloatVector EXP_5 = all(FloatMath.EXP_5);
  private static final FloatVector LN2_HIGH = all(FloatMath.LN2_HIGH);
  private static final FloatVector LOG2_E = all(FloatMath.LOG2_E);
  private static final FloatVector LOG_1 = all(FloatMath.LOG_1);
  private static final FloatVector LOG_2 = all(FloatMath.LOG_2);
  private static final FloatVector LOG_3 = all(FloatMath.LOG_3);
  private static final FloatVector LOG_4 = all(FloatMath.LOG_4);
  private static final FloatVector ROUND = all(FloatMath.ROUND);
  private static final int SIGN_BIT = 0x80000000;

  private FloatVectorMath() {}

  /// [FloatMath#exp]
  public static FloatVector exp(FloatVector x) {
    FloatVector c = x.blend(FloatMath.EXP_HIGH, x.compare(GT, FloatMath.EXP_HIGH));
    c = c.blend(FloatMath.EXP_LOW, c.compare(LT, FloatMath.EXP_LOW));
    FloatVector k = c.fma(LOG2_E, ROUND).sub(FloatMath.ROUND);
    FloatVector p = expm1Reduced(reduce(c, k)).add(1f);
    FloatVector half = k.fma(HALF, ROUND);
    FloatVector rest = k.sub(half.sub(FloatMath.ROUND)).add(FloatMath.ROUND);
    return p.mul(powerOfTwo(half)).mul(powerOfTwo(rest));
  }

  /// [FloatMath#log]
  public static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
    FloatVector y = x.blend(x.mul(FloatMath.TWO_TO_25), subnormal);
    IntVector bits = y.reinterpretAsInts();
    IntVector exponent =
        bits.add(FloatMath.SQRT_HALF_TO_ONE)
            .lanewise(LSHR, FloatMath.MANTISSA_BITS)
            .sub(FloatMath.EXPONENT_BIAS);
    FloatVector m =
        bits.sub(exponent.lanewise(LSHL, FloatMath.MANTISSA_BITS)).reinterpretAsFloats();
    FloatVector k =
        exponent
            .add(Float.floatToRawIntBits(FloatMath.ROUND))
            .reinterpretAsFloats()
            .sub(FloatMath.ROUND);
    k = k.blend(k.sub(25f), subnormal);
    return logSpecial(x, logReduced(m.sub(1f), k));
  }

  /// [FloatMath#tanh]
  public static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector c = a.blend(FloatMath.TANH_HIGH, a.compare(GT, FloatMath.TANH_HIGH));
    FloatVector y = c.add(c);
    FloatVector biased = y.fma(LOG2_E, ROUND);
    FloatVector scale = powerOfTwo(biased);
    FloatVector e =
        scale.fma(expm1Reduced(reduce(y, biased.sub(FloatMath.ROUND))), scale.sub(1f));
    FloatVector d = e.add(2f);
    FloatVector two = d.sub(e);
    FloatVector lost = e.sub(d.sub(two)).add(TWO.sub(two));
    FloatVector q = e.div(d);
    return copySign(q.mul(lost).fma(q.sub(1f).mul(0.5f), q), x);
  }

  /// log(1 − erf|x|) for |x| >= 1, what [FloatMath#erf] gives to exp there; without meaning below 1
  public static FloatVector erfExponent(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector u =
        a.blend(FloatMath.ERF_HIGH, a.compare(GT, FloatMath.ERF_HIGH)).sub(2f);
    FloatVector q = ERFC_6;
    q = q.fma(u, ERFC_5);
    q = q.fma(u, ERFC_4);
    q = q.fma(u, ERFC_3);
    q = q.fma(u, ERFC_2);
    q = q.fma(u, ERFC_1);
    q = q.fma(u, ERFC_0);
    return q.neg();
  }

  /// [FloatMath#erf] of x, given exp of [#erfExponent]
  public static FloatVector erf(FloatVector x, FloatVector complement) {
    FloatVector z = x.mul(x);
    FloatVector q = ERF_6;
    q = q.fma(z, ERF_5);
    q = q.fma(z, ERF_4);
    q = q.fma(z, ERF_3);
    q = q.fma(z, ERF_2);
    q = q.fma(z, ERF_1);
    q = q.fma(z, ERF_0);
    FloatVector large = copySign(ONE.sub(complement), x);
    return large.blend(x.fma(q, x), x.abs().compare(LT, 1f));
  }

  private static FloatVector logReduced(FloatVector f, FloatVector k) {
    FloatVector s = f.div(f.add(2f));
    FloatVector z = s.mul(s);
    FloatVector q = LOG_4;
    q = q.fma(z, LOG_3);
    q = q.fma(z, LOG_2);
    q = q.fma(z, LOG_1);
    FloatVector t = s.mul(q.neg().fma(z, f));
    return k.fma(LN2_HIGH, f.sub(k.fma(MINUS_LN2_LOW, t)));
  }

  private static FloatVector logSpecial(FloatVector x, FloatVector finite) {
    FloatVector result = x.blend(finite, x.compare(LT, Float.POSITIVE_INFINITY));
    result = result.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    return result.blend(Float.NaN, x.compare(LT, 0f));
  }

  private static FloatVector reduce(FloatVector c, FloatVector k) {
    return k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, c));
  }

  private static FloatVector expm1Reduced(FloatVector r) {
    FloatVector q = EXP_5;
    q = q.fma(r, EXP_4);
    q = q.fma(r, EXP_3);
    q = q.fma(r, EXP_2);
    q = q.fma(r, EXP_1);
    q = q.fma(r, EXP_0);
    return r.mul(r).fma(q, r);
  }

  private static FloatVector powerOfTwo(FloatVector biased) {
    return biased
        .reinterpretAsInts()
        .lanewise(LSHL, FloatMath.MANTISSA_BITS)
        .add(FloatMath.ONE_BITS)
        .reinterpretAsFloats();
  }

  private static FloatVector copySign(FloatVector magnitude, FloatVector sign) {
    IntVector bit = sign.reinterpretAsInts().and(SIGN_BIT);
    return magnitude.abs().reinterpretAsInts().or(bit).reinterpretAsFloats();
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(S, value);
  }
}
