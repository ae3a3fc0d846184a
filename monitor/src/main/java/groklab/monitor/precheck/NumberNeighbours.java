package groklab.monitor.precheck;

import groklab.monitor.examples.Examples;

/// Among rows with numbers: all training rows are looked at, each until it is farther than the
/// nearest one so far.
final class NumberNeighbours implements Neighbours {
  /// Numbers that are looked at before the next decision.
  private static final int BLOCK = 8;

  private final Examples examples;
  private final int[] training;

  /// one over √2 standard deviations of each number, so that squares add up to the distance
  private final double[] scale;

  /// the training rows, numbers scaled
  private final double[] cells;

  NumberNeighbours(Examples examples, int[] training) {
    this.examples = examples;
    this.training = training;
    this.scale = scale();
    this.cells = new double[training.length * examples.width()];
    for (int i = 0; i < training.length; i++) {
      scaled(training[i], cells, i * examples.width());
    }
  }

  private double[] scale() {
    double[] scale = new double[examples.width()];
    for (int column = 0; column < examples.width(); column++) {
      scale[column] = column < examples.symbols() ? 1 : scale(column);
    }
    return scale;
  }

  /// The variance after Welford (1962).
  private double scale(int column) {
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < training.length; i++) {
      double value = examples.cells()[training[i] * examples.width() + column];
      double step = value - mean;
      mean += step / (i + 1);
      squares += step * (value - mean);
    }
    return squares > 0 ? Math.sqrt(0.5 * training.length / squares) : 0;
  }

  private void scaled(int row, double[] into, int start) {
    for (int column = 0; column < examples.width(); column++) {
      into[start + column] = scale[column] * examples.cells()[row * examples.width() + column];
    }
  }

  @Override
  public long work() {
    return cells.length;
  }

  @Override
  public void judge(int[] rows, int from, int to, double[] right) {
    double[] row = new double[examples.width()];
    var ballot = new Ballot(examples.answers().size());
    for (int i = from; i < to; i++) {
      scaled(rows[i], row, 0);
      double best = Double.POSITIVE_INFINITY;
      for (int other = 0; other < training.length; other++) {
        double distance = distance(row, other * row.length, best);
        if (distance < best) {
          best = distance;
          ballot.clear();
        }
        if (distance == best) {
          ballot.add(examples.labels()[training[other]]);
        }
      }
      right[i] = ballot.right(examples.labels()[rows[i]]);
    }
  }

  /// More than `enough` may be any number above it.
  private double distance(double[] row, int start, double enough) {
    double distance = 0;
    int at = 0;
    for (; at < examples.symbols(); at++) {
      distance += row[at] == cells[start + at] ? 0 : 1;
    }
    while (at < row.length && distance <= enough) {
      int end = Math.min(row.length, at + BLOCK);
      for (; at < end; at++) {
        double difference = row[at] - cells[start + at];
        distance += difference * difference;
      }
    }
    return distance;
  }
}
