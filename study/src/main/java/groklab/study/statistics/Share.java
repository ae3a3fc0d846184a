package groklab.study.statistics;

/// A share of counted cases, with what so few cases leave open.
///
/// @param successes cases with the property, from 0 to n
/// @param n cases, 0 or more
public record Share(int successes, int n) {
  /// Standard normal quantile of 97.5 %.
  private static final double Z = 1.959963984540054;

  public Share {
    if (successes < 0 || successes > n) {
      throw new IllegalArgumentException(
          "%d of %d cases; expected a number from 0 to all of them".formatted(successes, n));
    }
  }

  /// In [0, 1]; NaN without cases.
  public double value() {
    return n == 0 ? Double.NaN : (double) successes / n;
  }

  /// The 95 % interval of Wilson (1927): the probabilities p with |share − p| ≤ z √(p(1 − p)/n).
  /// Without cases it is [0, 1].
  public Interval interval() {
    if (n == 0) {
      return new Interval(0, 1);
    }
    double weight = n + Z * Z;
    double centre = (successes + Z * Z / 2) / weight;
    double variance = (double) successes * (n - successes) / n + Z * Z / 4;
    double half = Z / weight * Math.sqrt(variance);
    double low = successes == 0 ? 0 : Math.max(0, centre - half);
    double high = successes == n ? 1 : Math.min(1, centre + half);
    return new Interval(low, high);
  }
}
