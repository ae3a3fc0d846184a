package groklab.monitor.forecast;

import java.util.List;
import java.util.Locale;

/// What a forecast rests on: numbers of a [View] that go together. Their shares in the forecast are
/// told as one, since numbers of one curve say much the same, and a model may give one of them what
/// it takes from another.
enum Ground {
  TIME("memorised", "waited") {
    @Override
    String words(View view) {
      double waited = view.value("waited");
      return "it memorised at step %s and has run for %s%s times T_mem"
          .formatted(
              number(StrictMath.exp(view.value("memorised")), "%,.0f"),
              number(StrictMath.exp(waited), "%.1f"),
              waited < View.LONGEST_WAIT ? "" : " or more");
    }
  },
  ACCURACY("level", "best", "rise", "slope", "need", "pace") {
    @Override
    String words(View view) {
      return "%s %% of what there is to gain on unseen data is gained, now %s points for each"
              .formatted(
                  number(PERCENT * view.value("level"), "%.0f"),
                  number(PERCENT * view.value("slope") * StrictMath.log(2), "%+.0f"))
          + " doubling of the steps";
    }
  },
  UNSEEN_LOSS("unseen", "fall", "unseenSlope") {
    @Override
    String words(View view) {
      return loss("validation", view.value("unseen"), view.value("unseenSlope"));
    }
  },
  TRAINING_LOSS("train", "trainSlope") {
    @Override
    String words(View view) {
      return loss("training", view.value("train"), view.value("trainSlope"));
    }
  };

  private static final double PERCENT = 100;

  private final List<String> names;

  Ground(String... names) {
    this.names = List.of(names);
  }

  /// The numbers that belong to it.
  List<String> names() {
    return names;
  }

  /// What they are, a clause.
  abstract String words(View view);

  private static String loss(String set, double logs, double slope) {
    return "the %s loss is %s times that of guessing and changes by %s %% for each doubling of the"
            .formatted(
                set,
                number(StrictMath.exp(logs), "%.2g"),
                number(PERCENT * (StrictMath.pow(2, slope) - 1), "%+.0f"))
        + " steps";
  }

  private static String number(double value, String format) {
    return String.format(Locale.ROOT, format, value);
  }
}
