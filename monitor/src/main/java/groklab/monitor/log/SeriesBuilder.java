package groklab.monitor.log;

import java.util.Arrays;

/// A series that grows. A step that is not beyond the last one says that the run went on from an
/// earlier checkpoint: what stood there from that step on is void. The same point twice in a row is
/// one point, as where each of two validation sets comes with the epoch.
final class SeriesBuilder {
  private static final int FIRST = 64;

  private final String name;
  private long[] steps = new long[FIRST];
  private double[] values = new double[FIRST];
  private int size;
  private int superseded;

  SeriesBuilder(String name) {
    this.name = name;
  }

  void add(long step, double value) {
    if (size > 0 && step == steps[size - 1] && Double.compare(value, values[size - 1]) == 0) {
      return;
    }
    if (size > 0 && step <= steps[size - 1]) {
      int index = Arrays.binarySearch(steps, 0, size, step);
      int keep = index >= 0 ? index : -index - 1;
      superseded += size - keep;
      size = keep;
    }
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    steps[size] = step;
    values[size] = value;
    size++;
  }

  Series build() {
    return new Series(name, Arrays.copyOf(steps, size), Arrays.copyOf(values, size), superseded);
  }
}
