package groklab.monitor.log;

import java.util.Arrays;

/// The values of one name over the steps of a run; steps ascend.
///
/// @param name as the program called it
/// @param steps at which it was logged
/// @param values as many
/// @param superseded points that a restart logged again or made void; they are not among the others
public record Series(String name, long[] steps, double[] values, int superseded) {
  public int size() {
    return steps.length;
  }

  public double last() {
    return values[values.length - 1];
  }

  public long lastStep() {
    return steps[steps.length - 1];
  }

  /// The same under a function of each value.
  public Series map(java.util.function.DoubleUnaryOperator function) {
    return new Series(name, steps, Arrays.stream(values).map(function).toArray(), superseded);
  }

  /// The points up to a step.
  public Series until(long step) {
    int end = Arrays.binarySearch(steps, step);
    int size = end >= 0 ? end + 1 : -end - 1;
    return new Series(name, Arrays.copyOf(steps, size), Arrays.copyOf(values, size), superseded);
  }

  /// The mean of the finite values after one step and up to another; NaN if there are none.
  public double mean(long after, long to) {
    return Arrays.stream(values, above(after), above(to))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /// The highest of them; NaN if there are none.
  public double highest(long after, long to) {
    return Arrays.stream(values, above(after), above(to)).max().orElse(Double.NaN);
  }

  /// Index of the first point behind a step.
  private int above(long step) {
    int index = Arrays.binarySearch(steps, step);
    return index >= 0 ? index + 1 : -index - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series that
        && name.equals(that.name)
        && superseded == that.superseded
        && Arrays.equals(steps, that.steps)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(steps);
  }

  @Override
  public String toString() {
    return "%s (%,d points)".formatted(name, size());
  }
}
