package groklab.lab.problem;

import java.util.function.ToDoubleFunction;

/// How often each class is the target, at each scored position by itself.
public final class ClassFrequencies {
  private ClassFrequencies() {}

  /// The mean over the scored positions of a function of the classes' shares.
  ///
  /// @param targets classes
  /// @param rows example numbers, at least one
  /// @param of a function of `width` shares that add up to 1
  public static double meanOverPositions(
      Targets targets, int[] rows, ToDoubleFunction<double[]> of) {
    if (!(targets instanceof Targets.Classes classes)) {
      throw new IllegalArgumentException("real numbers have no class frequencies");
    }
    double sum = 0;
    for (int position = 0; position < classes.perExample(); position++) {
      sum += of.applyAsDouble(shares(classes, rows, position));
    }
    return sum / classes.perExample();
  }

  private static double[] shares(Targets.Classes classes, int[] rows, int position) {
    int[] counts = new int[classes.width()];
    for (int row : rows) {
      counts[classes.ids()[row * classes.perExample() + position]]++;
    }
    double[] shares = new double[counts.length];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = counts[c] / (double) rows.length;
    }
    return shares;
  }
}
