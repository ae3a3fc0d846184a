package groklab.app.console;

import java.util.Locale;
import java.util.OptionalLong;

/// What happened in a run, in one sentence: memorised at, generalised at, and the delay between. What was not seen by
/// the end is called censored, never given a number.
public final class ClosingSentence {
  private ClosingSentence() {}

  /// The sentence of one run.
  ///
  /// @param memorizedAt first probe step with train accuracy at its threshold; empty = censored
  /// @param generalizedAt first probe step with validation accuracy at its threshold; empty = censored
  /// @param steps the steps the run has done: where a missing event is censored
  public static String of(OptionalLong memorizedAt, OptionalLong generalizedAt, long steps) {
    if (memorizedAt.isPresent()) {
      long memorized = memorizedAt.getAsLong();
      return generalizedAt.isPresent()
          ? both(memorized, generalizedAt.getAsLong())
          : "Memorised at step %s, not generalised within %s steps (censored): the delay is more than %s."
              .formatted(number(memorized), number(steps), delay(memorized, steps));
    }
    return generalizedAt.isPresent()
        ? "Generalised at step %s, not memorised within %s steps (censored): no delay can be given."
            .formatted(number(generalizedAt.getAsLong()), number(steps))
        : "Neither memorised nor generalised within %s steps (both censored)."
            .formatted(number(steps));
  }

  /// The sentence of a run that trained on everything, so that generalising cannot be seen.
  public static String withoutValidation(OptionalLong memorizedAt, long steps) {
    return (memorizedAt.isPresent()
            ? "Memorised at step " + number(memorizedAt.getAsLong())
            : "Not memorised within %s steps (censored)".formatted(number(steps)))
        + "; there were no validation examples, so nothing is known of generalising.";
  }

  private static String both(long memorized, long generalized) {
    String events =
        "Memorised at step %s, generalised at step %s"
            .formatted(number(memorized), number(generalized));
    return generalized > memorized
        ? events + ": a delay of " + delay(memorized, generalized) + "."
        : events + ": no delay.";
  }

  /// Difference and ratio; a ratio to step 0 does not exist.
  private static String delay(long from, long to) {
    String difference = number(to - from) + (to - from == 1 ? " step" : " steps");
    return from == 0
        ? difference
        : difference + String.format(Locale.ROOT, " (%.1f times as many)", (double) to / from);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
