package groklab.web.lesson;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// A run that comes with the lessons, as `docs/examples/lessons/record.py` wrote it down: the
/// command that makes it again, what its summary says, and curves at its probes.
record RecordedRun(String name, JsonNode recorded) {
  private static final String UNSEEN_LOSS = "validation.loss";
  private static final String ACCURACY = "accuracy";

  /// What stands for `{name.what}` in a text.
  ///
  /// @param what a number of the summary (`generalizedAt`); one of the losses on unseen examples
  ///     (`bestEarly`, `betteredAt`, `patience`); or a curve and when, `validation.loss@300`, with
  ///     `memorized`, `generalized` and `end` as times besides steps
  /// @throws IllegalArgumentException if the run has no such number
  String say(String what) {
    int at = what.indexOf('@');
    if (at >= 0) {
      return number(what.substring(0, at), what.substring(at + 1));
    }
    return switch (what) {
      case "memorizedAt", "generalizedAt" ->
          step(what).isPresent()
              ? count(step(what).getAsLong())
              : "not within %s steps".formatted(count(steps()));
      case "steps" -> count(steps());
      case "delayRatio" -> String.valueOf(Math.round(needed(what).doubleValue()));
      case "lookUp" -> percent(needed(what).doubleValue());
      case "bestEarly" -> count(probeStep(bestEarly()));
      case "betteredAt" -> count(probeStep(betteredAt()));
      case "patience" -> count(probeStep(betteredAt()) - probeStep(bestEarly()));
      default -> throw missing(what);
    };
  }

  /// Of the summary, where the run has it.
  OptionalLong step(String name) {
    JsonNode value = recorded.path(name);
    return value.isNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }

  boolean generalised() {
    return step("generalizedAt").isPresent();
  }

  private long steps() {
    return needed("steps").longValue();
  }

  /// The values of a curve at all probes.
  ///
  /// @throws IllegalArgumentException if it was not recorded
  JsonNode curve(String measure) {
    JsonNode values = recorded.path("curves").path(measure);
    if (!values.isArray()) {
      throw missing(measure);
    }
    return values;
  }

  private String number(String measure, String when) {
    long step =
        switch (when) {
          case "memorized" -> needed("memorizedAt").longValue();
          case "generalized" -> needed("generalizedAt").longValue();
          case "end" -> steps();
          default -> Long.parseLong(when);
        };
    JsonNode values = curve(measure);
    JsonNode value =
        IntStream.iterate(lastProbe(step), i -> i >= 0, i -> i - 1)
            .mapToObj(values::path)
            .filter(JsonNode::isNumber) // what is dear is not measured at every probe
            .findFirst()
            .orElseThrow(() -> missing(measure + '@' + when));
    return measure.contains(ACCURACY)
        ? percent(value.doubleValue())
        : String.format(Locale.ROOT, "%.2f", value.doubleValue());
  }

  /// The number of the last probe that is no later than a step.
  private int lastProbe(long step) {
    JsonNode probes = recorded.path("step");
    return IntStream.range(0, probes.size())
        .filter(i -> probes.path(i).longValue() <= step)
        .max()
        .orElseThrow();
  }

  private long probeStep(int probe) {
    return recorded.path("step").path(probe).longValue();
  }

  /// The probe with the lowest loss on unseen examples among those up to the middle, on a
  /// logarithm, between memorising and generalising.
  private int bestEarly() {
    double memorised = needed("memorizedAt").doubleValue();
    double generalised = needed("generalizedAt").doubleValue();
    JsonNode losses = curve(UNSEEN_LOSS);
    return IntStream.rangeClosed(0, lastProbe((long) Math.sqrt(memorised * generalised)))
        .boxed()
        .min((a, b) -> Double.compare(losses.path(a).doubleValue(), losses.path(b).doubleValue()))
        .orElseThrow();
  }

  /// The first later probe with a lower one.
  private int betteredAt() {
    JsonNode losses = curve(UNSEEN_LOSS);
    int best = bestEarly();
    OptionalInt later =
        IntStream.range(best + 1, losses.size())
            .filter(i -> losses.path(i).doubleValue() < losses.path(best).doubleValue())
            .findFirst();
    return later.orElseThrow(() -> missing("betteredAt"));
  }

  private JsonNode needed(String name) {
    JsonNode value = recorded.path(name);
    if (!value.isNumber()) {
      throw missing(name);
    }
    return value;
  }

  private IllegalArgumentException missing(String what) {
    return new IllegalArgumentException("The recorded run %s has no %s".formatted(name, what));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
  }
}
