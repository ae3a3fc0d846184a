package groklab.measures.numerics;

/// When a curve counts as a slingshot. No paper gives a rule (thilak2022 shows pictures); these are
/// the laboratory's own numbers.
///
/// @param memorised training accuracy that must have been reached once
/// @param growthQuantile growth is fast above this quantile of the growth rates before it
/// @param growthRun observations on end that must be fast, so that jitter of the norm is no growth
/// @param spikeFactor a spike exceeds this multiple of the running median of the losses before it
/// @param plateauShare the norm rests where |growth rate| is below this share of the fastest growth
/// @param window observations that may pass from fast growth to the spike, and from the spike's end
///     to the plateau
/// @param history observations after memorisation before anything is called fast or a spike
public record SlingshotRule(
    double memorised,
    double growthQuantile,
    int growthRun,
    double spikeFactor,
    double plateauShare,
    int window,
    int history) {
  public SlingshotRule {
    boolean shares =
        memorised > 0
            && memorised <= 1
            && growthQuantile >= 0
            && growthQuantile < 1
            && plateauShare > 0;
    if (!shares || !(spikeFactor > 1) || growthRun < 1 || window < 1 || history < 1) {
      throw new IllegalArgumentException(
          ("memorised %s, growth quantile %s, growth run %d, spike factor %s, plateau share %s,"
               + " window %d, history %d; expected shares in (0, 1], a factor above 1, counts of at"
               + " least 1")
              .formatted(
                  memorised,
                  growthQuantile,
                  growthRun,
                  spikeFactor,
                  plateauShare,
                  window,
                  history));
    }
  }

  /// Train accuracy 0.99, 90th percentile three times on end, ten times the median, 10 % of the
  /// growth, windows of 20 observations, a history of 10.
  public static SlingshotRule usual() {
    return new SlingshotRule(0.99, 0.9, 3, 10, 0.1, 20, 10);
  }
}
