package groklab.monitor.forecast;

import java.util.Locale;

/// The numbers of a [View] in words.
final class Wording {
  private static final double PERCENT = 100;

  private Wording() {}

  /// A clause that says what a number is and what it does to the wait.
  ///
  /// @param logs what it adds to the logarithm of the missing steps
  static String reason(String name, View view, double logs) {
    double factor = StrictMath.exp(Math.abs(logs));
    return "%s (the wait is %s times as %s as on average)"
        .formatted(
            words(name, view.value(name)), number(factor, "%.1f"), logs > 0 ? "long" : "short");
  }

  private static String words(String name, double value) {
    return switch (name) {
      case "memorised" ->
          "it memorised at step " + number(StrictMath.exp(value), "%,.0f");
      case "waited" ->
          "it has run for " + number(StrictMath.exp(value), "%.1f") + " times T_mem";
      case "level" ->
          number(PERCENT * value, "%.0f")
              + " % of what there is to gain on unseen data is gained";
      case "best" ->
          "at its best, " + number(PERCENT * value, "%.0f") + " % of that was gained";
      case "rise" ->
          "since T_mem it has gained " + number(PERCENT * value, "%+.0f") + " points of that";
      case "slope" ->
          "at present it gains "
              + number(PERCENT * value * StrictMath.log(2), "%+.0f")
              + " points for each doubling of the steps";
      case "need" ->
          "at its present pace, what is left takes a factor of "
              + number(StrictMath.exp(StrictMath.exp(value)), "%.3g")
              + " in steps";
      case "pace" ->
          "since T_mem it has gained "
              + number(PERCENT * value * StrictMath.log(2), "%+.0f")
              + " points for each doubling of the steps";
      case "unseen" ->
          "the validation loss is "
              + number(StrictMath.exp(value), "%.2g")
              + " times that of guessing";
      case "fall" ->
          "the validation loss is "
              + number(PERCENT * (1 - StrictMath.exp(-value)), "%.0f")
              + " % below its highest value";
      case "unseenSlope" ->
          "the validation loss changes by "
              + number(PERCENT * (StrictMath.pow(2, value) - 1), "%+.0f")
              + " % for each doubling of the steps";
      case "train" ->
          "the training loss is "
              + number(StrictMath.exp(value), "%.2g")
              + " times that of guessing";
      case "trainSlope" ->
          "the training loss changes by "
              + number(PERCENT * (StrictMath.pow(2, value) - 1), "%+.0f")
              + " % for each doubling of the steps";
      default -> throw new IllegalArgumentException("a view has no number " + name);
    };
  }

  private static String number(double value, String format) {
    return String.format(Locale.ROOT, format, value);
  }
}
