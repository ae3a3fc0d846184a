package groklab.study.statistics;

/// From `low` to `high`, both included; infinite ends say that there is no bound.
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "an interval from %s to %s; expected low <= high".formatted(low, high));
    }
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
