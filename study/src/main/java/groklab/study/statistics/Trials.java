package groklab.study.statistics;

/// Trials at one value of x.
///
/// @param x finite
/// @param successes of n trials
public record Trials(double x, int successes, int n) {
  public Trials {
    if (!Double.isFinite(x) || successes < 0 || successes > n) {
      throw new IllegalArgumentException(
          "x = %s with %d successes of %d; expected a finite x and from 0 to all"
              .formatted(x, successes, n));
    }
  }

  int failures() {
    return n - successes;
  }
}
