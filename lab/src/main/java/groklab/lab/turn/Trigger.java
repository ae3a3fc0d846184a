package groklab.lab.turn;

import java.util.Locale;

/// When a turn happens: always before a step, and at a step that follows from the spec and the
/// recorded probes.
public sealed interface Trigger {

  /// What a sentence calls the moment.
  default String words() {
    return switch (this) {
      case AtStep(long step) -> String.format(Locale.ROOT, "step %,d", step);
      case Reached(String set) -> "the %s set at its threshold".formatted(set);
      case Crosses(String measure, Side side, double level) ->
          "%s %s %s".formatted(measure, side.name().toLowerCase(Locale.ROOT), level);
    };
  }

  /// Before step `step`.
  record AtStep(long step) implements Trigger {}

  /// At the probe by which a set has reached its threshold for the first time: memorised for the
  /// training set, generalised for the validation set.
  record Reached(String set) implements Trigger {}

  /// At the first probe at which a measure stands above (or below) a level.
  record Crosses(String measure, Side side, double level) implements Trigger {}

  /// Of a level.
  enum Side {
    ABOVE,
    BELOW
  }
}
