package groklab.measures.representation;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import java.util.ArrayList;
import java.util.List;

/// Local complexity (2402.15555): how many neurons change sign within a small cross-polytope around
/// a sample.
///
/// With P random orthonormal directions v the 2P vertices are x ± r·v, the same directions for all
/// samples. A neuron counts if the sign (−1, 0 or 1) of its pre-activation is not the same at all
/// vertices. Sum the counts over layers, average over samples. The published code uses P = 25
/// (MNIST) or 20 (CIFAR, the paper says 25) and r from 0.005 to 5, and counts the outputs of the
/// last layer too.
///
/// Bounded by the number of neurons and dependent on r: never compare across r. For activations
/// without a kink it is a proxy. Cost: 2P forward passes by the caller.
public final class LocalComplexity {
  private LocalComplexity() {}

  /// P orthonormal rows of d entries, from Gaussian numbers by Gram and Schmidt. Cost: 2P²d
  /// multiply-adds.
  ///
  /// @throws IllegalArgumentException unless 1 ≤ count ≤ dimensions
  public static Matrix directions(int count, int dimensions, long seed) {
    if (count < 1 || count > dimensions) {
      throw new IllegalArgumentException(
          "%d orthonormal directions in %d dimensions; expected 1 to %d"
              .formatted(count, dimensions, dimensions));
    }
    RandomStream stream = RandomStream.of(seed, "directions");
    List<double[]> rows = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      double[] row = new double[dimensions];
      for (int c = 0; c < dimensions; c++) {
        row[c] = stream.normal((long) c * count + p);
      }
      Numbers.clear(row, rows);
      double length = Numbers.norm(row);
      for (int c = 0; c < dimensions; c++) {
        row[c] /= length;
      }
      rows.add(row);
    }
    return Matrix.of(rows.toArray(double[][]::new));
  }

  /// The 2P vertices of one sample, a row each: x + r·v_1, x − r·v_1, x + r·v_2, ...
  public static Matrix vertices(double[] sample, Matrix directions, double radius) {
    int d = sample.length;
    if (directions.cols() != d) {
      throw new IllegalArgumentException(
          "a sample of %d numbers and directions of %d; expected as many"
              .formatted(d, directions.cols()));
    }
    double[] out = new double[2 * directions.rows() * d];
    for (int p = 0; p < directions.rows(); p++) {
      for (int c = 0; c < d; c++) {
        double step = radius * directions.get(p, c);
        out[2 * p * d + c] = sample[c] + step;
        out[(2 * p + 1) * d + c] = sample[c] - step;
      }
    }
    return new Matrix(2 * directions.rows(), d, out);
  }

  /// The number of neurons of a layer whose sign is not the same at all vertices.
  ///
  /// @param preActivations a row for each vertex, a column for each neuron
  public static int signChanges(Matrix preActivations) {
    int changes = 0;
    for (int c = 0; c < preActivations.cols(); c++) {
      boolean differs = false;
      for (int r = 1; r < preActivations.rows(); r++) {
        differs |= Math.signum(preActivations.get(r, c)) != Math.signum(preActivations.get(0, c));
      }
      changes += differs ? 1 : 0;
    }
    return changes;
  }
}
