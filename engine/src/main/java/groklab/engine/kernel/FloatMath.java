package groklab.engine.kernel;

/// Groklab's own `exp`, `log`, `tanh`, `erf` and the activation functions built from them, in
/// single precision.
///
/// Only IEEE additions, multiplications, divisions, fused multiply-adds, comparisons and bit
/// operations are used, so the bits of a result are the same on every machine; [FloatVectorMath]
/// does the same operations in the same order on vectors. `exp`, `log`, `tanh` and `erf` are within
/// 2 units in the last place of the true value; the others follow their formula in [UnaryKind]. The
/// polynomials are weighted least-squares fits on Chebyshev nodes, made by
/// `engine/src/test/python/polynomials.py`. [DoubleMath] is the double-precision sister.
public final class FloatMath {
  /// Adding and subtracting 1.5·2²³ rounds to the nearest integer and leaves that integer in the
  /// low mantissa bits.
  static final float ROUND = 0x1.8p23f;

  static final int MANTISSA_BITS = 23;
  static final int ONE_BITS = 0x3F800000;
  static final int EXPONENT_BIAS = 127;

  static final float LOG2_E = 1.4426950408889634f;
  static final float LN2_HIGH = 0x1.62e43p-1f;
  static final float LN2_LOW = -1.9046542e-09f;

  /// Above this e^x overflows, below [#EXP_LOW] it rounds to zero; clamping keeps the exponent
  /// arithmetic in range.
  static final float EXP_HIGH = 89f;

  static final float EXP_LOW = -104f;

  /// (e^r − 1 − r)/r² for |r| <= ln(2)/2; relative error of e^r − 1 below 2.4e-10.
  static final float EXP_0 = 0.5f;

  static final float EXP_1 = 0.16666667f;
  static final float EXP_2 = 0.04166635f;
  static final float EXP_3 = 0.008333288f;
  static final float EXP_4 = 0.0013941121f;
  static final float EXP_5 = 0.00019905214f;

  /// Beyond this tanh rounds to one.
  static final float TANH_HIGH = 10f;

  static final float TWO_TO_25 = 0x1p25f;

  /// What brings the bits of √½ to those of 1, so that the exponent field splits numbers at √½·2^k.
  static final int SQRT_HALF_TO_ONE = 0x3F800000 - 0x3F3504F3;

  /// log((1+s)/(1−s)) = 2s + s·Σ 2/(2k+1)·s^2k for |s| <= 0.172.
  static final float LOG_1 = 2f / 3f;

  static final float LOG_2 = 2f / 5f;
  static final float LOG_3 = 2f / 7f;
  static final float LOG_4 = 2f / 9f;

  /// erf(x)/x − 1 as a polynomial in x² for |x| < 1; error below 1.3e-9.
  static final float ERF_0 = 0.12837917f;

  static final float ERF_1 = -0.37612626f;
  static final float ERF_2 = 0.11283597f;
  static final float ERF_3 = -0.026854329f;
  static final float ERF_4 = 0.005189312f;
  static final float ERF_5 = -0.0008018855f;
  static final float ERF_6 = 7.8824974e-05f;

  /// −log(1 − erf(t)) as a polynomial in t − 2 for 1 <= t <= 4; error below 1.2e-9 times 1 −
  /// erf(t).
  static final float ERFC_0 = 5.364941f;

  static final float ERFC_1 = 4.4181595f;
  static final float ERFC_2 = 0.9237535f;
  static final float ERFC_3 = 0.016487364f;
  static final float ERFC_4 = -0.0035453502f;
  static final float ERFC_5 = 0.00071032543f;
  static final float ERFC_6 = -0.00018655171f;

  /// Beyond this erf rounds to one.
  static final float ERF_HIGH = 4f;

  public static final float SQRT_HALF = 0.7071067811865476f;
  public static final float INVERSE_SQRT_2PI = 0.3989422804014327f;
  public static final float SQRT_2_OVER_PI = 0.7978845608028654f;
  public static final float GELU_CUBIC = 0.044715f;

  private FloatMath() {}

  /// eˣ
  public static float exp(float x) {
    float c = x > EXP_HIGH ? EXP_HIGH : x;
    c = c < EXP_LOW ? EXP_LOW : c;
    float k = Math.fma(c, LOG2_E, ROUND) - ROUND;
    float p = 1f + expm1Reduced(reduce(c, k));
    float half = Math.fma(k, 0.5f, ROUND);
    float rest = (k - (half - ROUND)) + ROUND;
    return p
        * powerOfTwo(half)
        * powerOfTwo(rest); // two factors, so that subnormal results round once
  }

  /// Natural logarithm; −∞ at 0, NaN below.
  public static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float y = subnormal ? x * TWO_TO_25 : x;
    int bits = Float.floatToRawIntBits(y) + SQRT_HALF_TO_ONE;
    int exponent = (bits >>> MANTISSA_BITS) - EXPONENT_BIAS;
    float m = Float.intBitsToFloat(Float.floatToRawIntBits(y) - (exponent << MANTISSA_BITS));
    float k = Float.intBitsToFloat(Float.floatToRawIntBits(ROUND) + exponent) - ROUND;
    k = subnormal ? k - 25f : k;
    float f = m - 1f;
    float s = f / (f + 2f);
    float z = s * s;
    float q = LOG_4;
    q = Math.fma(q, z, LOG_3);
    q = Math.fma(q, z, LOG_2);
    q = Math.fma(q, z, LOG_1);
    float t = s * Math.fma(-q, z, f);
    float result = Math.fma(k, LN2_HIGH, f - Math.fma(k, -LN2_LOW, t));
    result = x < Float.POSITIVE_INFINITY ? result : x; // keeps +∞ and NaN
    result = x == 0f ? Float.NEGATIVE_INFINITY : result;
    return x < 0f ? Float.NaN : result;
  }

  /// Hyperbolic tangent: with e = exp(2|x|) − 1 it is ±e/(e + 2). What rounding the denominator d
  /// lost (Knuth's sum) is given back to first order: 1/d is (1 − q)/2 for the quotient q.
  public static float tanh(float x) {
    float a = Math.abs(x);
    float c = a > TANH_HIGH ? TANH_HIGH : a;
    float y = c + c;
    float biased = Math.fma(y, LOG2_E, ROUND);
    float scale = powerOfTwo(biased);
    float e = Math.fma(scale, expm1Reduced(reduce(y, biased - ROUND)), scale - 1f);
    float d = e + 2f;
    float two = d - e;
    float lost = (e - (d - two)) + (2f - two);
    float q = e / d;
    return Math.copySign(Math.fma(q * lost, (q - 1f) * 0.5f, q), x);
  }

  /// The error function, 2/√π·∫₀ˣ exp(−t²) dt.
  public static float erf(float x) {
    float a = Math.abs(x);
    return a < 1f ? erfSmall(x) : Math.copySign(erfLarge(a), x);
  }

  /// 1/(1 + e⁻ˣ)
  public static float sigmoid(float x) {
    return 1f / (1f + exp(-x));
  }

  /// x·Φ(x)
  public static float gelu(float x) {
    return x * normalCdf(x);
  }

  /// Φ(x) + x·φ(x)
  public static float geluSlope(float x) {
    float density = INVERSE_SQRT_2PI * exp(-0.5f * x * x);
    return normalCdf(x) + x * density;
  }

  /// x/2·(1 + tanh(√(2/π)(x + 0.044715x³)))
  public static float geluTanh(float x) {
    return 0.5f * x * (1f + geluTanhInner(x));
  }

  /// Derivative of [#geluTanh]: (1 + t)/2 + x/2·(1 − t²)·√(2/π)(1 + 3·0.044715x²)
  public static float geluTanhSlope(float x) {
    float t = geluTanhInner(x);
    float slope = SQRT_2_OVER_PI * Math.fma(3f * GELU_CUBIC * x, x, 1f);
    return 0.5f * (1f + t) + 0.5f * x * ((1f - t * t) * slope);
  }

  /// x·sigmoid(x)
  public static float silu(float x) {
    return x * sigmoid(x);
  }

  /// Derivative of [#silu]: s·(1 + x·(1 − s)) with s = sigmoid(x)
  public static float siluSlope(float x) {
    float s = sigmoid(x);
    return s * Math.fma(x, 1f - s, 1f);
  }

  private static float normalCdf(float x) {
    return 0.5f * (1f + erf(x * SQRT_HALF));
  }

  private static float geluTanhInner(float x) {
    return tanh(SQRT_2_OVER_PI * Math.fma(GELU_CUBIC * x * x, x, x));
  }

  private static float erfSmall(float x) {
    float z = x * x;
    float q = ERF_6;
    q = Math.fma(q, z, ERF_5);
    q = Math.fma(q, z, ERF_4);
    q = Math.fma(q, z, ERF_3);
    q = Math.fma(q, z, ERF_2);
    q = Math.fma(q, z, ERF_1);
    q = Math.fma(q, z, ERF_0);
    return Math.fma(x, q, x);
  }

  private static float erfLarge(float a) {
    float u = (a > ERF_HIGH ? ERF_HIGH : a) - 2f;
    float q = ERFC_6;
    q = Math.fma(q, u, ERFC_5);
    q = Math.fma(q, u, ERFC_4);
    q = Math.fma(q, u, ERFC_3);
    q = Math.fma(q, u, ERFC_2);
    q = Math.fma(q, u, ERFC_1);
    q = Math.fma(q, u, ERFC_0);
    return 1f - exp(-q);
  }

  /// c − k·ln 2
  private static float reduce(float c, float k) {
    return Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, c));
  }

  /// e^r − 1 for |r| <= ln(2)/2
  private static float expm1Reduced(float r) {
    float q = EXP_5;
    q = Math.fma(q, r, EXP_4);
    q = Math.fma(q, r, EXP_3);
    q = Math.fma(q, r, EXP_2);
    q = Math.fma(q, r, EXP_1);
    q = Math.fma(q, r, EXP_0);
    return Math.fma(r * r, q, r);
  }

  /// 2^k from [#ROUND] + k
  private static float powerOfTwo(float biased) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(biased) << MANTISSA_BITS) + ONE_BITS);
  }
}
