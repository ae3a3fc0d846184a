package groklab.measures.spectrum;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import java.util.Random;

/// Matrices that several tests share.
final class RandomMatrices {
  private RandomMatrices() {}

  /// Filled row by row with `new java.util.Random(42).nextGaussian()`, as in the reference values.
  static Matrix seed42(int rows, int cols) {
    Random random = new Random(42);
    double[] values = new double[rows * cols];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return new Matrix(rows, cols, values);
  }

  static Matrix gaussian(int rows, int cols, long seed) {
    RandomStream stream = RandomStream.of(seed, "gaussian");
    double[] values = new double[rows * cols];
    for (int i = 0; i < values.length; i++) {
      values[i] = stream.normal(i);
    }
    return new Matrix(rows, cols, values);
  }

  static Matrix gaussianWithEntry(int rows, int cols, long seed, double entry) {
    Matrix w = gaussian(rows, cols, seed);
    w.values()[rows * cols / 3] = entry;
    return w;
  }
}
