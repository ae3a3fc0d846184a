package groklab.measures.numerics;

/// A binary floating-point format, as a rounding of float64 numbers to it.
public enum FloatFormat {
  FLOAT16(11, -14, 15),
  BFLOAT16(8, -126, 127),
  FLOAT32(24, -126, 127),
  FLOAT64(53, -1022, 1023);

  private final int significandBits;
  private final int lowestExponent;
  private final int highestExponent;

  FloatFormat(int significandBits, int lowestExponent, int highestExponent) {
    this.significandBits = significandBits;
    this.lowestExponent = lowestExponent;
    this.highestExponent = highestExponent;
  }

  /// 2^−significandBits: the largest x ≥ 0 for which 1 + x rounds to 1 (the tie goes to the even
  /// 1).
  public double absorbed() {
    return Math.scalb(1.0, -significandBits);
  }

  /// The nearest number of this format, ties to even; infinite beyond its range, with gradual
  /// underflow.
  public double round(double x) {
    return switch (this) {
      case FLOAT64 -> x;
      case FLOAT32 -> (float) x;
      case FLOAT16, BFLOAT16 -> roundBits(x);
    };
  }

  private double roundBits(double x) {
    if (x == 0 || !Double.isFinite(x)) {
      return x;
    }
    int exponent = Math.max(Math.getExponent(x), lowestExponent);
    int unit = exponent - significandBits + 1;
    double rounded = Math.scalb(Math.rint(Math.scalb(x, -unit)), unit);
    return Math.getExponent(rounded) > highestExponent
        ? Math.copySign(Double.POSITIVE_INFINITY, x)
        : rounded;
  }
}
