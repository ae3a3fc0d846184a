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
/// The methods are short on purpose: the compiler must inline them into the loop that calls them, because a vector that
/// crosses a real call is an object on the heap.
public final class FloatVectorMath {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int SIGN_BIT = 0x80000000;

  private FloatVectorMath() {}

  /// [FloatMath#exp]
  public static FloatVector exp(FloatVector x) {
    FloatVector c = x.blend(FloatMath.EXP_HIGH, x.compare(GT, FloatMath.EXP_HIGH));
    c = c.blend(FloatMath.EXP_LOW, c.compare(LT, FloatMath.EXP_LOW));
    FloatVector k = c.fma(all(FloatMath.LOG2_E), all(FloatMath.ROUND)).sub(FloatMath.ROUND);
    FloatVector p = expm1Reduced(reduce(c, k)).add(1f);
    FloatVector half = k.fma(all(0.5f), all(FloatMath.ROUND));
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
    FloatVector biased = y.fma(all(FloatMath.LOG2_E), all(FloatMath.ROUND));
    FloatVector scale = powerOfTwo(biased);
    FloatVector e =
        scale.fma(expm1Reduced(reduce(y, biased.sub(FloatMath.ROUND))), scale.sub(1f));
    FloatVector d = e.add(2f);
    FloatVector two = d.sub(e);
    FloatVector lost = e.sub(d.sub(two)).add(all(2f).sub(two));
    FloatVector q = e.div(d);
    return copySign(q.mul(lost).fma(q.sub(1f).mul(0.5f), q), x);
  }

  /// [FloatMath#erf]
  public static FloatVector erf(FloatVector x) {
    FloatVector a = x.abs();
    VectorMask<Float> small = a.compare(LT, 1f);
    return copySign(erfLarge(a), x).blend(erfSmall(x), small);
  }

  /// [FloatMath#sigmoid]
  public static FloatVector sigmoid(FloatVector x) {
    return all(1f).div(exp(x.neg()).add(1f));
  }

  /// [FloatMath#gelu]
  public static FloatVector gelu(FloatVector x) {
    return x.mul(normalCdf(x));
  }

  /// [FloatMath#geluSlope]
  public static FloatVector geluSlope(FloatVector x) {
    FloatVector density = exp(x.mul(-0.5f).mul(x)).mul(FloatMath.INVERSE_SQRT_2PI);
    return normalCdf(x).add(x.mul(density));
  }

  /// [FloatMath#geluTanh]
  public static FloatVector geluTanh(FloatVector x) {
    return x.mul(0.5f).mul(geluTanhInner(x).add(1f));
  }

  /// [FloatMath#geluTanhSlope]
  public static FloatVector geluTanhSlope(FloatVector x) {
    FloatVector t = geluTanhInner(x);
    FloatVector slope =
        x.mul(3f * FloatMath.GELU_CUBIC).fma(x, all(1f)).mul(FloatMath.SQRT_2_OVER_PI);
    FloatVector curve = all(1f).sub(t.mul(t)).mul(slope);
    return t.add(1f).mul(0.5f).add(x.mul(0.5f).mul(curve));
  }

  /// [FloatMath#silu]
  public static FloatVector silu(FloatVector x) {
    return x.mul(sigmoid(x));
  }

  /// [FloatMath#siluSlope]
  public static FloatVector siluSlope(FloatVector x) {
    FloatVector s = sigmoid(x);
    return s.mul(x.fma(all(1f).sub(s), all(1f)));
  }

  private static FloatVector normalCdf(FloatVector x) {
    return erf(x.mul(FloatMath.SQRT_HALF)).add(1f).mul(0.5f);
  }

  private static FloatVector geluTanhInner(FloatVector x) {
    return tanh(x.mul(FloatMath.GELU_CUBIC).mul(x).fma(x, x).mul(FloatMath.SQRT_2_OVER_PI));
  }

  private static FloatVector logReduced(FloatVector f, FloatVector k) {
    FloatVector s = f.div(f.add(2f));
    FloatVector z = s.mul(s);
    FloatVector q = all(FloatMath.LOG_4);
    q = q.fma(z, all(FloatMath.LOG_3));
    q = q.fma(z, all(FloatMath.LOG_2));
    q = q.fma(z, all(FloatMath.LOG_1));
    FloatVector t = s.mul(q.neg().fma(z, f));
    return k.fma(all(FloatMath.LN2_HIGH), f.sub(k.fma(all(-FloatMath.LN2_LOW), t)));
  }

  private static FloatVector logSpecial(FloatVector x, FloatVector finite) {
    FloatVector result = x.blend(finite, x.compare(LT, Float.POSITIVE_INFINITY));
    result = result.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    return result.blend(Float.NaN, x.compare(LT, 0f));
  }

  private static FloatVector erfSmall(FloatVector x) {
    FloatVector z = x.mul(x);
    FloatVector q = all(FloatMath.ERF_6);
    q = q.fma(z, all(FloatMath.ERF_5));
    q = q.fma(z, all(FloatMath.ERF_4));
    q = q.fma(z, all(FloatMath.ERF_3));
    q = q.fma(z, all(FloatMath.ERF_2));
    q = q.fma(z, all(FloatMath.ERF_1));
    q = q.fma(z, all(FloatMath.ERF_0));
    return x.fma(q, x);
  }

  private static FloatVector erfLarge(FloatVector a) {
    FloatVector u =
        a.blend(FloatMath.ERF_HIGH, a.compare(GT, FloatMath.ERF_HIGH)).sub(2f);
    FloatVector q = all(FloatMath.ERFC_6);
    q = q.fma(u, all(FloatMath.ERFC_5));
    q = q.fma(u, all(FloatMath.ERFC_4));
    q = q.fma(u, all(FloatMath.ERFC_3));
    q = q.fma(u, all(FloatMath.ERFC_2));
    q = q.fma(u, all(FloatMath.ERFC_1));
    q = q.fma(u, all(FloatMath.ERFC_0));
    return all(1f).sub(exp(q.neg()));
  }

  private static FloatVector reduce(FloatVector c, FloatVector k) {
    return k.fma(all(-FloatMath.LN2_LOW), k.fma(all(-FloatMath.LN2_HIGH), c));
  }

  private static FloatVector expm1Reduced(FloatVector r) {
    FloatVector q = all(FloatMath.EXP_5);
    q = q.fma(r, all(FloatMath.EXP_4));
    q = q.fma(r, all(FloatMath.EXP_3));
    q = q.fma(r, all(FloatMath.EXP_2));
    q = q.fma(r, all(FloatMath.EXP_1));
    q = q.fma(r, all(FloatMath.EXP_0));
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
