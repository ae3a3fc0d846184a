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
/// The methods are short on purpose: the compiler must inline them into the loop that calls them, because a vector that
/// crosses a real call is an object on the heap.
public final class DoubleVectorMath {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final long SIGN_BIT = 0x8000000000000000L;

  private DoubleVectorMath() {}

  /// [DoubleMath#exp]
  public static DoubleVector exp(DoubleVector x) {
    DoubleVector c = x.blend(DoubleMath.EXP_HIGH, x.compare(GT, DoubleMath.EXP_HIGH));
    c = c.blend(DoubleMath.EXP_LOW, c.compare(LT, DoubleMath.EXP_LOW));
    DoubleVector k = c.fma(all(DoubleMath.LOG2_E), all(DoubleMath.ROUND)).sub(DoubleMath.ROUND);
    DoubleVector p = expm1Reduced(reduce(c, k)).add(1.0);
    DoubleVector half = k.fma(all(0.5), all(DoubleMath.ROUND));
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
    DoubleVector biased = y.fma(all(DoubleMath.LOG2_E), all(DoubleMath.ROUND));
    DoubleVector scale = powerOfTwo(biased);
    DoubleVector e =
        scale.fma(expm1Reduced(reduce(y, biased.sub(DoubleMath.ROUND))), scale.sub(1.0));
    DoubleVector d = e.add(2.0);
    DoubleVector two = d.sub(e);
    DoubleVector lost = e.sub(d.sub(two)).add(all(2.0).sub(two));
    DoubleVector q = e.div(d);
    return copySign(q.mul(lost).fma(q.sub(1.0).mul(0.5), q), x);
  }

  /// [DoubleMath#erf]
  public static DoubleVector erf(DoubleVector x) {
    DoubleVector a = x.abs();
    VectorMask<Double> small = a.compare(LT, 1.0);
    return copySign(erfLarge(a), x).blend(erfSmall(x), small);
  }

  /// [DoubleMath#sigmoid]
  public static DoubleVector sigmoid(DoubleVector x) {
    return all(1.0).div(exp(x.neg()).add(1.0));
  }

  /// [DoubleMath#gelu]
  public static DoubleVector gelu(DoubleVector x) {
    return x.mul(normalCdf(x));
  }

  /// [DoubleMath#geluSlope]
  public static DoubleVector geluSlope(DoubleVector x) {
    DoubleVector density = exp(x.mul(-0.5).mul(x)).mul(DoubleMath.INVERSE_SQRT_2PI);
    return normalCdf(x).add(x.mul(density));
  }

  /// [DoubleMath#geluTanh]
  public static DoubleVector geluTanh(DoubleVector x) {
    return x.mul(0.5).mul(geluTanhInner(x).add(1.0));
  }

  /// [DoubleMath#geluTanhSlope]
  public static DoubleVector geluTanhSlope(DoubleVector x) {
    DoubleVector t = geluTanhInner(x);
    DoubleVector slope =
        x.mul(3.0 * DoubleMath.GELU_CUBIC).fma(x, all(1.0)).mul(DoubleMath.SQRT_2_OVER_PI);
    DoubleVector curve = all(1.0).sub(t.mul(t)).mul(slope);
    return t.add(1.0).mul(0.5).add(x.mul(0.5).mul(curve));
  }

  /// [DoubleMath#silu]
  public static DoubleVector silu(DoubleVector x) {
    return x.mul(sigmoid(x));
  }

  /// [DoubleMath#siluSlope]
  public static DoubleVector siluSlope(DoubleVector x) {
    DoubleVector s = sigmoid(x);
    return s.mul(x.fma(all(1.0).sub(s), all(1.0)));
  }

  private static DoubleVector normalCdf(DoubleVector x) {
    return erf(x.mul(DoubleMath.SQRT_HALF)).add(1.0).mul(0.5);
  }

  private static DoubleVector geluTanhInner(DoubleVector x) {
    return tanh(x.mul(DoubleMath.GELU_CUBIC).mul(x).fma(x, x).mul(DoubleMath.SQRT_2_OVER_PI));
  }

  private static DoubleVector logReduced(DoubleVector f, DoubleVector k) {
    DoubleVector s = f.div(f.add(2.0));
    DoubleVector z = s.mul(s);
    DoubleVector q = all(DoubleMath.LOG_9);
    q = q.fma(z, all(DoubleMath.LOG_8));
    q = q.fma(z, all(DoubleMath.LOG_7));
    q = q.fma(z, all(DoubleMath.LOG_6));
    q = q.fma(z, all(DoubleMath.LOG_5));
    q = q.fma(z, all(DoubleMath.LOG_4));
    q = q.fma(z, all(DoubleMath.LOG_3));
    q = q.fma(z, all(DoubleMath.LOG_2));
    q = q.fma(z, all(DoubleMath.LOG_1));
    DoubleVector t = s.mul(q.neg().fma(z, f));
    return k.fma(all(DoubleMath.LN2_HIGH), f.sub(k.fma(all(-DoubleMath.LN2_LOW), t)));
  }

  private static DoubleVector logSpecial(DoubleVector x, DoubleVector finite) {
    DoubleVector result = x.blend(finite, x.compare(LT, Double.POSITIVE_INFINITY));
    result = result.blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0.0));
    return result.blend(Double.NaN, x.compare(LT, 0.0));
  }

  private static DoubleVector erfSmall(DoubleVector x) {
    DoubleVector z = x.mul(x);
    DoubleVector q = all(DoubleMath.ERF_11);
    q = q.fma(z, all(DoubleMath.ERF_10));
    q = q.fma(z, all(DoubleMath.ERF_9));
    q = q.fma(z, all(DoubleMath.ERF_8));
    q = q.fma(z, all(DoubleMath.ERF_7));
    q = q.fma(z, all(DoubleMath.ERF_6));
    q = q.fma(z, all(DoubleMath.ERF_5));
    q = q.fma(z, all(DoubleMath.ERF_4));
    q = q.fma(z, all(DoubleMath.ERF_3));
    q = q.fma(z, all(DoubleMath.ERF_2));
    q = q.fma(z, all(DoubleMath.ERF_1));
    q = q.fma(z, all(DoubleMath.ERF_0));
    return x.fma(q, x);
  }

  private static DoubleVector erfLarge(DoubleVector a) {
    DoubleVector u =
        a.blend(DoubleMath.ERF_HIGH, a.compare(GT, DoubleMath.ERF_HIGH)).sub(2.0);
    DoubleVector q = all(DoubleMath.ERFC_17);
    q = q.fma(u, all(DoubleMath.ERFC_16));
    q = q.fma(u, all(DoubleMath.ERFC_15));
    q = q.fma(u, all(DoubleMath.ERFC_14));
    q = q.fma(u, all(DoubleMath.ERFC_13));
    q = q.fma(u, all(DoubleMath.ERFC_12));
    q = q.fma(u, all(DoubleMath.ERFC_11));
    q = q.fma(u, all(DoubleMath.ERFC_10));
    q = q.fma(u, all(DoubleMath.ERFC_9));
    q = q.fma(u, all(DoubleMath.ERFC_8));
    q = q.fma(u, all(DoubleMath.ERFC_7));
    q = q.fma(u, all(DoubleMath.ERFC_6));
    q = q.fma(u, all(DoubleMath.ERFC_5));
    q = q.fma(u, all(DoubleMath.ERFC_4));
    q = q.fma(u, all(DoubleMath.ERFC_3));
    q = q.fma(u, all(DoubleMath.ERFC_2));
    q = q.fma(u, all(DoubleMath.ERFC_1));
    q = q.fma(u, all(DoubleMath.ERFC_0));
    return all(1.0).sub(exp(q.neg()));
  }

  private static DoubleVector reduce(DoubleVector c, DoubleVector k) {
    return k.fma(all(-DoubleMath.LN2_LOW), k.fma(all(-DoubleMath.LN2_HIGH), c));
  }

  private static DoubleVector expm1Reduced(DoubleVector r) {
    DoubleVector q = all(DoubleMath.EXP_9);
    q = q.fma(r, all(DoubleMath.EXP_8));
    q = q.fma(r, all(DoubleMath.EXP_7));
    q = q.fma(r, all(DoubleMath.EXP_6));
    q = q.fma(r, all(DoubleMath.EXP_5));
    q = q.fma(r, all(DoubleMath.EXP_4));
    q = q.fma(r, all(DoubleMath.EXP_3));
    q = q.fma(r, all(DoubleMath.EXP_2));
    q = q.fma(r, all(DoubleMath.EXP_1));
    q = q.fma(r, all(DoubleMath.EXP_0));
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
