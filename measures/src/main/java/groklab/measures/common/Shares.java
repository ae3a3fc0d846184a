package groklab.measures.common;

/// How evenly non-negative amounts are spread, from their shares p_i = a_i/Σa.
///
/// Both numbers are 1 when one amount has everything and n when all n are equal. All amounts zero:
/// NaN.
public final class Shares {
  private Shares() {}

  /// Shannon entropy −Σ p ln p in nats, with 0·ln 0 = 0. Cost: n logarithms.
  ///
  /// @throws IllegalArgumentException if an amount is negative
  public static double entropy(double... amounts) {
    double total = total(amounts);
    double entropy = 0;
    for (double a : amounts) {
      double p = a / total;
      entropy -= p == 0 ? 0 : p * StrictMath.log(p);
    }
    return entropy;
  }

  /// exp of [#entropy], the number of equal amounts that would be as uncertain.
  public static double effectiveNumber(double... amounts) {
    return StrictMath.exp(entropy(amounts));
  }

  /// Participation ratio (Σa)²/Σa².
  ///
  /// @throws IllegalArgumentException if an amount is negative
  public static double participationRatio(double... amounts) {
    double total = total(amounts);
    double squares = 0;
    for (double a : amounts) {
      squares += (a / total) * (a / total);
    }
    return 1 / squares;
  }

  private static double total(double[] amounts) {
    double total = 0;
    for (double a : amounts) {
      if (a < 0) {
        throw new IllegalArgumentException(
            "an amount is %s; shares are defined for amounts of at least 0".formatted(a));
      }
      total += a;
    }
    return total;
  }
}
