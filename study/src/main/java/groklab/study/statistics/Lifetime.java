package groklab.study.statistics;

/// How long something took, or how long it was waited for.
///
/// @param x what the time may depend on, above 0
/// @param time above 0: when it happened, or, if censored, until when it had not
/// @param censored whether it had not happened by then
public record Lifetime(double x, double time, boolean censored) {
  public Lifetime {
    if (!(x > 0 && Double.isFinite(x) && time > 0 && Double.isFinite(time))) {
      throw new IllegalArgumentException(
          "x = %s and time = %s; expected finite numbers above 0".formatted(x, time));
    }
  }
}
