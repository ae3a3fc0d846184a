package groklab.study.diagram;

import groklab.study.sweep.Outcome;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// The median of times of which some are censored, a censored one later than every other. Of an
/// even number it is the mean of the two in the middle.
///
/// @param steps the median, or, if it is censored, what it is at least: the median with every
///     censored run put at the step until which it was watched
/// @param n runs
public record MedianTime(double steps, boolean censored, int n) {
  /// @param steps when it happened, or until when it had not
  record Time(long steps, boolean censored) {}

  /// Over runs of which those that failed do not count.
  ///
  /// @param when it happened in a run
  public static Optional<MedianTime> ofRuns(
      List<Outcome> runs, Function<Outcome, OptionalLong> when) {
    return of(
        runs.stream()
            .filter(run -> run.failure().isEmpty())
            .map(run -> {
              OptionalLong step = when.apply(run);
              return new Time(step.orElse(run.steps()), step.isEmpty());
            })
            .toList());
  }

  /// @return empty without times
  static Optional<MedianTime> of(List<Time> times) {
    int n = times.size();
    if (n == 0) {
      return Optional.empty();
    }
    var order = Comparator.comparing(Time::censored).thenComparingLong(Time::steps);
    var sorted = times.stream().sorted(order).toList();
    if (!sorted.get(n / 2).censored()) {
      double lower = sorted.get((n - 1) / 2).steps();
      return Optional.of(new MedianTime((lower + sorted.get(n / 2).steps()) / 2, false, n));
    }
    long[] least = times.stream().mapToLong(Time::steps).toArray();
    Arrays.sort(least);
    return Optional.of(new MedianTime(((double) least[(n - 1) / 2] + least[n / 2]) / 2, true, n));
  }
}
