package groklab.engine.kernel;

/// Rounds doubles to a narrower IEEE-like format (nearest, ties to even, gradual underflow,
/// overflow to infinity) by arithmetic alone. Adding and subtracting 1.5·2^(e + 53 − p), with e the
/// exponent of the number (at least the smallest exponent of the format) and p the digits of the
/// format, leaves p digits. A negative zero becomes positive.
///
/// @param shift what is added to the exponent field of a number to get that of the constant without
///     its factor 1.5
/// @param smallest bits of the smallest normal number of the format
/// @param overflow from this magnitude on numbers become infinite: the tie above the largest finite
///     number
public record Rounding(long shift, long smallest, double overflow) {
  static final long EXPONENT = 0x7FF0000000000000L;

  /// IEEE binary16
  public static final Rounding FLOAT16 = of(11, -14, 65520);

  /// bfloat16
  public static final Rounding BFLOAT16 = of(8, -126, 0x1.FFp127);

  /// IEEE binary32
  public static final Rounding FLOAT32 = of(24, -126, 0x1.FFFFFFp127);

  private static Rounding of(int digits, int smallestExponent, double overflow) {
    long smallest = Double.doubleToRawLongBits(Math.scalb(1.0, smallestExponent));
    return new Rounding((long) (53 - digits) << 52, smallest, overflow);
  }

  /// x rounded to the format
  public double round(double x) {
    if (!(Math.abs(x) < overflow)) {
      return x * Double.POSITIVE_INFINITY; // NaN stays NaN
    }
    long exponent = Math.max(Double.doubleToRawLongBits(x) & EXPONENT, smallest);
    double constant = 1.5 * Double.longBitsToDouble(exponent + shift);
    return (x + constant) - constant;
  }
}
