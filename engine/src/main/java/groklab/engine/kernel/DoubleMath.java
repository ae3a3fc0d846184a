package groklab.engine.kernel;

/// Groklab's own `exp`, `log`, `tanh`, `erf` and the activation functions built from them, in
/// double precision.
///
/// Only IEEE additions, multiplications, divisions, fused multiply-adds, comparisons and bit
/// operations are used, so the bits of a result are the same on every machine; [DoubleVectorMath]
/// does the same operations in the same order on vectors. `exp`, `log`, `tanh` and `erf` are within
/// 2 units in the last place of the true value; the others follow their formula in [UnaryKind]. The
/// polynomials are weighted least-squares fits on Chebyshev nodes, made by
/// `engine/src/test/python/polynomials.py`. [FloatMath] is the single-precision sister.
public final class DoubleMath {
  /// Adding and subtracting 1.5·2⁵² rounds to the nearest integer and leaves that integer in the
  /// low mantissa bits.
  static final double ROUND = 0x1.8p52;

  static final int MANTISSA_BITS = 52;
  static final long ONE_BITS = 0x3FF0000000000000L;
  static final long EXPONENT_BIAS = 1023;

  static final double LOG2_E = 1.4426950408889634;
  static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
  static final double LN2_LOW = 2.3190468138462996e-17;

  /// Above this e^x overflows, below [#EXP_LOW] it rounds to zero; clamping keeps the exponent
  /// arithmetic in range.
  static final double EXP_HIGH = 710.0;

  static final double EXP_LOW = -746.0;

  /// (e^r − 1 − r)/r² for |r| <= ln(2)/2; relative error of e^r − 1 below 1.8e-17.
  static final double EXP_0 = 0.5000000000000006;

  static final double EXP_1 = 0.16666666666666677;
  static final double EXP_2 = 0.04166666666657306;
  static final double EXP_3 = 0.008333333333321421;
  static final double EXP_4 = 0.0013888888932517304;
  static final double EXP_5 = 0.00019841269886591435;
  static final double EXP_6 = 2.4801504310983356e-05;
  static final double EXP_7 = 2.755724378779126e-06;
  static final double EXP_8 = 2.762637210237089e-07;
  static final double EXP_9 = 2.5109171314008863e-08;

  /// Beyond this tanh rounds to one.
  static final double TANH_HIGH = 20.0;

  static final double TWO_TO_54 = 0x1p54;

  /// What brings the bits of √½ to those of 1, so that the exponent field splits numbers at √½·2^k.
  static final long SQRT_HALF_TO_ONE = 0x3FF0000000000000L - 0x3FE6A09E667F3BCDL;

  /// log((1+s)/(1−s)) = 2s + s·Σ 2/(2k+1)·s^2k for |s| <= 0.172.
  static final double LOG_1 = 2.0 / 3.0;

  static final double LOG_2 = 2.0 / 5.0;
  static final double LOG_3 = 2.0 / 7.0;
  static final double LOG_4 = 2.0 / 9.0;
  static final double LOG_5 = 2.0 / 11.0;
  static final double LOG_6 = 2.0 / 13.0;
  static final double LOG_7 = 2.0 / 15.0;
  static final double LOG_8 = 2.0 / 17.0;
  static final double LOG_9 = 2.0 / 19.0;

  /// erf(x)/x − 1 as a polynomial in x² for |x| < 1; error below 7.3e-18.
  static final double ERF_0 = 0.12837916709551256;

  static final double ERF_1 = -0.37612638903183543;
  static final double ERF_2 = 0.1128379167094513;
  static final double ERF_3 = -0.026866170643256995;
  static final double ERF_4 = 0.005223977607269946;
  static final double ERF_5 = -0.0008548325982543225;
  static final double ERF_6 = 0.00012055295112667001;
  static final double ERF_7 = -1.4924740785377576e-05;
  static final double ERF_8 = 1.6447471190594618e-06;
  static final double ERF_9 = -1.6208829856810202e-07;
  static final double ERF_10 = 1.3721520406351094e-08;
  static final double ERF_11 = -7.798543850549947e-10;

  /// −log(1 − erf(t)) as a polynomial in t − 2 for 1 <= t <= 6; error below 7.3e-18 times 1 −
  /// erf(t).
  static final double ERFC_0 = 5.364941264616636;

  static final double ERFC_1 = 4.418160805994411;
  static final double ERFC_2 = 0.9237508418239381;
  static final double ERFC_3 = 0.01646511813745695;
  static final double ERFC_4 = -0.0035707563476171157;
  static final double ERFC_5 = 0.0007323993775936622;
  static final double ERFC_6 = -0.0001353093323374192;
  static final double ERFC_7 = 2.0706471050943394e-05;
  static final double ERFC_8 = -1.9521823277025788e-06;
  static final double ERFC_9 = -2.0372651863594933e-07;
  static final double ERFC_10 = 1.7316526303135208e-07;
  static final double ERFC_11 = -5.769779400607454e-08;
  static final double ERFC_12 = 1.3994928016697192e-08;
  static final double ERFC_13 = -2.608736756989698e-09;
  static final double ERFC_14 = 2.548015501049823e-10;
  static final double ERFC_15 = 7.15563802847271e-11;
  static final double ERFC_16 = -3.623255294243442e-11;
  static final double ERFC_17 = 4.7841387941070134e-12;

  /// Beyond this erf rounds to one.
  static final double ERF_HIGH = 6.0;

  public static final double SQRT_HALF = 0.7071067811865476;
  public static final double INVERSE_SQRT_2PI = 0.3989422804014327;
  public static final double SQRT_2_OVER_PI = 0.7978845608028654;
  public static final double GELU_CUBIC = 0.044715;

  private DoubleMath() {}

  /// eˣ
  public static double exp(double x) {
    double c = x > EXP_HIGH ? EXP_HIGH : x;
    c = c < EXP_LOW ? EXP_LOW : c;
    double k = Math.fma(c, LOG2_E, ROUND) - ROUND;
    double p = 1.0 + expm1Reduced(reduce(c, k));
    double half = Math.fma(k, 0.5, ROUND);
    double rest = (k - (half - ROUND)) + ROUND;
    return p
        * powerOfTwo(half)
        * powerOfTwo(rest); // two factors, so that subnormal results round once
  }

  /// Natural logarithm; −∞ at 0, NaN below.
  public static double log(double x) {
    boolean subnormal = x < Double.MIN_NORMAL;
    double y = subnormal ? x * TWO_TO_54 : x;
    long bits = Double.doubleToRawLongBits(y) + SQRT_HALF_TO_ONE;
    long exponent = (bits >>> MANTISSA_BITS) - EXPONENT_BIAS;
    double m = Double.longBitsToDouble(Double.doubleToRawLongBits(y) - (exponent << MANTISSA_BITS));
    double k = Double.longBitsToDouble(Double.doubleToRawLongBits(ROUND) + exponent) - ROUND;
    k = subnormal ? k - 54.0 : k;
    double f = m - 1.0;
    double s = f / (f + 2.0);
    double z = s * s;
    double q = LOG_9;
    q = Math.fma(q, z, LOG_8);
    q = Math.fma(q, z, LOG_7);
    q = Math.fma(q, z, LOG_6);
    q = Math.fma(q, z, LOG_5);
    q = Math.fma(q, z, LOG_4);
    q = Math.fma(q, z, LOG_3);
    q = Math.fma(q, z, LOG_2);
    q = Math.fma(q, z, LOG_1);
    double t = s * Math.fma(-q, z, f);
    double result = Math.fma(k, LN2_HIGH, f - Math.fma(k, -LN2_LOW, t));
    result = x < Double.POSITIVE_INFINITY ? result : x; // keeps +∞ and NaN
    result = x == 0.0 ? Double.NEGATIVE_INFINITY : result;
    return x < 0.0 ? Double.NaN : result;
  }

  /// Hyperbolic tangent: with e = exp(2|x|) − 1 it is ±e/(e + 2). What rounding the denominator d
  /// lost (Knuth's sum) is given back to first order: 1/d is (1 − q)/2 for the quotient q.
  public static double tanh(double x) {
    double a = Math.abs(x);
    double c = a > TANH_HIGH ? TANH_HIGH : a;
    double y = c + c;
    double biased = Math.fma(y, LOG2_E, ROUND);
    double scale = powerOfTwo(biased);
    double e = Math.fma(scale, expm1Reduced(reduce(y, biased - ROUND)), scale - 1.0);
    double d = e + 2.0;
    double two = d - e;
    double lost = (e - (d - two)) + (2.0 - two);
    double q = e / d;
    return Math.copySign(Math.fma(q * lost, (q - 1.0) * 0.5, q), x);
  }

  /// The error function, 2/√π·∫₀ˣ exp(−t²) dt.
  public static double erf(double x) {
    double a = Math.abs(x);
    return a < 1.0 ? erfSmall(x) : Math.copySign(erfLarge(a), x);
  }

  /// 1/(1 + e⁻ˣ)
  public static double sigmoid(double x) {
    return 1.0 / (1.0 + exp(-x));
  }

  /// x·Φ(x)
  public static double gelu(double x) {
    return x * normalCdf(x);
  }

  /// Φ(x) + x·φ(x)
  public static double geluSlope(double x) {
    double density = INVERSE_SQRT_2PI * exp(-0.5 * x * x);
    return normalCdf(x) + x * density;
  }

  /// x/2·(1 + tanh(√(2/π)(x + 0.044715x³)))
  public static double geluTanh(double x) {
    return 0.5 * x * (1.0 + geluTanhInner(x));
  }

  /// Derivative of [#geluTanh]: (1 + t)/2 + x/2·(1 − t²)·√(2/π)(1 + 3·0.044715x²)
  public static double geluTanhSlope(double x) {
    double t = geluTanhInner(x);
    double slope = SQRT_2_OVER_PI * Math.fma(3.0 * GELU_CUBIC * x, x, 1.0);
    return 0.5 * (1.0 + t) + 0.5 * x * ((1.0 - t * t) * slope);
  }

  /// x·sigmoid(x)
  public static double silu(double x) {
    return x * sigmoid(x);
  }

  /// Derivative of [#silu]: s·(1 + x·(1 − s)) with s = sigmoid(x)
  public static double siluSlope(double x) {
    double s = sigmoid(x);
    return s * Math.fma(x, 1.0 - s, 1.0);
  }

  private static double normalCdf(double x) {
    return 0.5 * (1.0 + erf(x * SQRT_HALF));
  }

  private static double geluTanhInner(double x) {
    return tanh(SQRT_2_OVER_PI * Math.fma(GELU_CUBIC * x * x, x, x));
  }

  private static double erfSmall(double x) {
    double z = x * x;
    double q = ERF_11;
    q = Math.fma(q, z, ERF_10);
    q = Math.fma(q, z, ERF_9);
    q = Math.fma(q, z, ERF_8);
    q = Math.fma(q, z, ERF_7);
    q = Math.fma(q, z, ERF_6);
    q = Math.fma(q, z, ERF_5);
    q = Math.fma(q, z, ERF_4);
    q = Math.fma(q, z, ERF_3);
    q = Math.fma(q, z, ERF_2);
    q = Math.fma(q, z, ERF_1);
    q = Math.fma(q, z, ERF_0);
    return Math.fma(x, q, x);
  }

  private static double erfLarge(double a) {
    double u = (a > ERF_HIGH ? ERF_HIGH : a) - 2.0;
    double q = ERFC_17;
    q = Math.fma(q, u, ERFC_16);
    q = Math.fma(q, u, ERFC_15);
    q = Math.fma(q, u, ERFC_14);
    q = Math.fma(q, u, ERFC_13);
    q = Math.fma(q, u, ERFC_12);
    q = Math.fma(q, u, ERFC_11);
    q = Math.fma(q, u, ERFC_10);
    q = Math.fma(q, u, ERFC_9);
    q = Math.fma(q, u, ERFC_8);
    q = Math.fma(q, u, ERFC_7);
    q = Math.fma(q, u, ERFC_6);
    q = Math.fma(q, u, ERFC_5);
    q = Math.fma(q, u, ERFC_4);
    q = Math.fma(q, u, ERFC_3);
    q = Math.fma(q, u, ERFC_2);
    q = Math.fma(q, u, ERFC_1);
    q = Math.fma(q, u, ERFC_0);
    return 1.0 - exp(-q);
  }

  /// c − k·ln 2
  private static double reduce(double c, double k) {
    return Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, c));
  }

  /// e^r − 1 for |r| <= ln(2)/2
  private static double expm1Reduced(double r) {
    double q = EXP_9;
    q = Math.fma(q, r, EXP_8);
    q = Math.fma(q, r, EXP_7);
    q = Math.fma(q, r, EXP_6);
    q = Math.fma(q, r, EXP_5);
    q = Math.fma(q, r, EXP_4);
    q = Math.fma(q, r, EXP_3);
    q = Math.fma(q, r, EXP_2);
    q = Math.fma(q, r, EXP_1);
    q = Math.fma(q, r, EXP_0);
    return Math.fma(r * r, q, r);
  }

  /// 2^k from [#ROUND] + k
  private static double powerOfTwo(double biased) {
    return Double.longBitsToDouble(
        (Double.doubleToRawLongBits(biased) << MANTISSA_BITS) + ONE_BITS);
  }
}
