package groklab.engine.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The functions of [DoubleMath] on vectors: the same operations in the same order, hence the same bits.
///
/// The methods are short on purpose, and erf comes in two parts: the compiler inlines only so much into the loop that
/// calls them, and a vector that crosses a real call is an object on the heap.
public final class DoubleVectorMath {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final DoubleVector MINUS_LN2_HIGH = all(-DoubleMath.LN2_HIGH);
  private static final DoubleVector MINUS_LN2_LOW = all(-DoubleMath.LN2_LOW);
  private static final DoubleVector HALF = all(0.5);
  private static final DoubleVector ONE = all(1.0);
  private static final DoubleVector TWO = all(2.0);
  private static final DoubleVector ERFC_0 = all(DoubleMath.ERFC_0);
  private static final DoubleVector ERFC_1 = all(DoubleMath.ERFC_1);
  private static final DoubleVector ERFC_10 = all(DoubleMath.ERFC_10);
  private static final DoubleVector ERFC_11 = all(DoubleMath.ERFC_11);
  private static final DoubleVector ERFC_12 = all(DoubleMath.ERFC_12);
  private static final DoubleVector ERFC_13 = all(DoubleMath.ERFC_13);
  private static final DoubleVector ERFC_14 = all(DoubleMath.ERFC_14);
  private static final DoubleVector ERFC_15 = all(DoubleMath.ERFC_15);
  private static final DoubleVector ERFC_16 = all(DoubleMath.ERFC_16);
  private static final DoubleVector ERFC_17 = all(DoubleMath.ERFC_17);
  private static final DoubleVector ERFC_2 = all(DoubleMath.ERFC_2);
  private static final DoubleVector ERFC_3 = all(DoubleMath.ERFC_3);
  private static final DoubleVector ERFC_4 = all(DoubleMath.ERFC_4);
  private static final DoubleVector ERFC_5 = all(DoubleMath.ERFC_5);
  private static final DoubleVector ERFC_6 = all(DoubleMath.ERFC_6);
  private static final DoubleVector ERFC_7 = all(DoubleMath.ERFC_7);
  private static final DoubleVector ERFC_8 = all(DoubleMath.ERFC_8);
  private static final DoubleVector ERFC_9 = all(DoubleMath.ERFC_9);
  private static final DoubleVector ERF_0 = all(DoubleMath.ERF_0);
  private static final DoubleVector ERF_1 = all(DoubleMath.ERF_1);
  private static final DoubleVector ERF_10 = all(DoubleMath.ERF_10);
  private static final DoubleVector ERF_11 = all(DoubleMath.ERF_11);
  private static final DoubleVector ERF_2 = all(DoubleMath.ERF_2);
  private static final DoubleVector ERF_3 = all(DoubleMath.ERF_3);
  private static final DoubleVector ERF_4 = all(DoubleMath.ERF_4);
  private static final DoubleVector ERF_5 = all(DoubleMath.ERF_5);
  private static final DoubleVector ERF_6 = all(DoubleMath.ERF_6);
  private static final DoubleVector ERF_7 = all(DoubleMath.ERF_7);
  private static final DoubleVector ERF_8 = all(DoubleMath.ERF_8);
  private static final DoubleVector ERF_9 = all(DoubleMath.ERF_9);
  private static final DoubleVector EXP_0 = all(DoubleMath.EXP_0);
  private static final DoubleVector EXP_1 = all(DoubleMath.EXP_1);
  private static final DoubleVector EXP_2 = all(DoubleMath.EXP_2);
  private static final DoubleVector EXP_3 = all(DoubleMath.EXP_3);
  private static final DoubleVector EXP_4 = all(DoubleMath.EXP_4);
  private static final DoubleVector EXP_5 = all(DoubleMath.EXP_5);
  private static final DoubleVector EXP_6 = all(DoubleMath.EXP_6);
  private static final DoubleVector EXP_7 = all(DoubleMath.EXP_7);
  private static final DoubleVector EXP_8 = all(DoubleMath.EXP_8);
  private static final DoubleVector EXP_9 = all(DoubleMath.EXP_9);
  private static final DoubleVector LN2_HIGH = all(DoubleMath.LN2_HIGH);
  private static final DoubleVector LOG2_E = all(DoubleMath.LOG2_E);
  private static final DoubleVector LOG_1 = all(DoubleMath.LOG_1);
  private static final DoubleVector LOG_2 = all(DoubleMath.LOG_2);
  private static final DoubleVector LOG_3 = all(DoubleMath.LOG_3);
  private static final DoubleVector LOG_4 = all(DoubleMath.LOG_4);
  private static final DoubleVector LOG_5 = all(DoubleMath.LOG_5);
  private static final DoubleVector LOG_6 = all(DoubleMath.LOG_6);
  private static final DoubleVector LOG_7 = all(DoubleMath.LOG_7);
  private static final DoubleVector LOG_8 = all(DoubleMath.LOG_8);
  private static final DoubleVector LOG_9 = all(DoubleMath.LOG_9);
  private static final DoubleVector ROUND = all(DoubleMath.ROUND);
  private static final long SIGN_BIT = 0x8000000000000000L;

  private DoubleVectorMath() {}

  /// [DoubleMath#exp]
  public static DoubleVector exp(DoubleVector x) {
    DoubleVector c = x.blend(DoubleMath.EXP_HIGH, x.compare(GT, DoubleMath.EXP_HIGH));
    c = c.blend(DoubleMath.EXP_LOW, c.compare(LT, DoubleMath.EXP_LOW));
    DoubleVector k = c.fma(LOG2_E, ROUND).sub(DoubleMath.ROUND);
    DoubleVector p = expm1Reduced(reduce(c, k)).add(1.0);
    DoubleVector half = k.fma(HALF, ROUND);
    DoubleVector rest = k.sub(half.sub(DoubleMath.ROUND)).add(DoubleMath.ROUND);
    return p.mul(powerOfTwo(half)).mul(powerOfTwo(rest));
  }

  /// [DoubleMath#log]
  public static DoubleVector log(DoubleVector x) {
    VectorMask<Double> subnormal = x.compare(LT, Double.MIN_NORMAL);
    DoubleVector y = x.blend(x.mul(DoubleMath.TWO_TO_54), subnormal);
    LongVector bits = y.reinterpretAsLongs();
    LongVector exponent =
        bits.add(DoubleMath.SQRT_HALF_TO_ONE)
            .lanewise(LSHR, DoubleMath.MANTISSA_BITS)
            .sub(DoubleMath.EXPONENT_BIAS);
    DoubleVector m =
        bits.sub(exponent.lanewise(LSHL, DoubleMath.MANTISSA_BITS)).reinterpretAsDoubles();
    DoubleVector k =
        exponent
            .add(Double.doubleToRawLongBits(DoubleMath.ROUND))
            .reinterpretAsDoubles()
            .sub(DoubleMath.ROUND);
    k = k.blend(k.sub(54.0), subnormal);
    return logSpecial(x, logReduced(m.sub(1.0), k));
  }

  /// [DoubleMath#tanh]
  public static DoubleVector tanh(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector c = a.blend(DoubleMath.TANH_HIGH, a.compare(GT, DoubleMath.TANH_HIGH));
    DoubleVector y = c.add(c);
    DoubleVector biased = y.fma(LOG2_E, ROUND);
    DoubleVector scale = powerOfTwo(biased);
    DoubleVector e =
        scale.fma(expm1Reduced(reduce(y, biased.sub(DoubleMath.ROUND))), scale.sub(1.0));
    DoubleVector d = e.add(2.0);
    DoubleVector two = d.sub(e);
    DoubleVector lost = e.sub(d.sub(two)).add(TWO.sub(two));
    DoubleVector q = e.div(d);
    return copySign(q.mul(lost).fma(q.sub(1.0).mul(0.5), q), x);
  }

  /// log(1 − erf|x|) for |x| >= 1, what [DoubleMath#erf] gives to exp there; without meaning below 1
  public static DoubleVector erfExponent(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector u =
        a.blend(DoubleMath.ERF_HIGH, a.compare(GT, DoubleMath.ERF_HIGH)).sub(2.0);
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
    return q.neg();
  }

  /// [DoubleMath#erf] of x, given exp of [#erfExponent]
  public static DoubleVector erf(DoubleVector x, DoubleVector complement) {
    DoubleVector z = x.mul(x);
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
    DoubleVector large = copySign(ONE.sub(complement), x);
    return large.blend(x.fma(q, x), x.abs().compare(LT, 1.0));
  }

  private static DoubleVector logReduced(DoubleVector f, DoubleVector k) {
    DoubleVector s = f.div(f.add(2.0));
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
    return k.fma(LN2_HIGH, f.sub(k.fma(MINUS_LN2_LOW, t)));
  }

  private static DoubleVector logSpecial(DoubleVector x, DoubleVector finite) {
    DoubleVector result = x.blend(finite, x.compare(LT, Double.POSITIVE_INFINITY));
    result = result.blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0.0));
    return result.blend(Double.NaN, x.compare(LT, 0.0));
  }

  private static DoubleVector reduce(DoubleVector c, DoubleVector k) {
    return k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, c));
  }

  private static DoubleVector expm1Reduced(DoubleVector r) {
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
    return r.mul(r).fma(q, r);
  }

  private static DoubleVector powerOfTwo(DoubleVector biased) {
    return biased
        .reinterpretAsLongs()
        .lanewise(LSHL, DoubleMath.MANTISSA_BITS)
        .add(DoubleMath.ONE_BITS)
        .reinterpretAsDoubles();
  }

  private static DoubleVector copySign(DoubleVector magnitude, DoubleVector sign) {
    LongVector bit = sign.reinterpretAsLongs().and(SIGN_BIT);
    return magnitude.abs().reinterpretAsLongs().or(bit).reinterpretAsDoubles();
  }

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(S, value);
  }
}
