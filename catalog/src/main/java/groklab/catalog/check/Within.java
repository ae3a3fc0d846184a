package groklab.catalog.check;

import java.util.List;

/// The median of a reading over the seeds lies within a band.
///
/// @param low of the band; both ends belong to it
/// @param high infinity = and more, or never
public record Within(String experiment, Reading reading, double low, double high) implements Check {
  /// It does not happen in any run: decided where all runs ended.
  public static Within never(String experiment, Reading reading) {
    return new Within(experiment, reading, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  @Override
  public List<String> needs() {
    return List.of(experiment);
  }

  @Override
  public String expected() {
    String what = "%s of %s".formatted(reading.name(), experiment);
    if (low == Double.POSITIVE_INFINITY) {
      return what + ": never";
    }
    if (high == Double.POSITIVE_INFINITY) {
      return "%s: at least %s".formatted(what, Numbers.of(low));
    }
    return low == Double.NEGATIVE_INFINITY
        ? "%s: at most %s".formatted(what, Numbers.of(high))
        : "%s: %s to %s".formatted(what, Numbers.of(low), Numbers.of(high));
  }

  @Override
  public Finding judge(Evidence evidence) {
    List<Double> values = evidence.values(experiment, reading);
    String missing = evidence.missing(experiment, Math.max(1, evidence.size(experiment)));
    if (!missing.isEmpty() || values.stream().anyMatch(value -> value.isNaN())) {
      return new Finding(
          Judgement.NOT_DECIDED, missing.isEmpty() ? "not measured in a run" : missing);
    }
    double median = Evidence.median(values);
    return new Finding(
        low <= median && median <= high ? Judgement.REPRODUCED : Judgement.NOT_REPRODUCED,
        values.size() == 1
            ? Numbers.of(median)
            : "median %s (%s)".formatted(Numbers.of(median), Numbers.of(values)));
  }
}
