package groklab.measures.representation;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;

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
    double[] out = new double[count * dimensions];
    for (int p = 0; p < count; p++) {
      for (int c = 0; c < dimensions; c++) {
        out[p * dimensions + c] = stream.normal((long) c * count + p);
      }
      orthonormalise(out, p, dimensions);
    }
    return new Matrix(count, dimensions, out);
  }

  /// Row p without the rows before it, of length 1. Twice, because once leaves rounding along rows
  /// that were nearly parallel.
  private static void orthonormalise(double[] rows, int p, int dimensions) {
    for (int pass = 0; pass < 2; pass++) {
      for (int earlier = 0; earlier < p; earlier++) {
        double along = product(rows, p, earlier, dimensions);
        for (int c = 0; c < dimensions; c++) {
          rows[p * dimensions + c] -= along * rows[earlier * dimensions + c];
        }
      }
    }
    double length = Math.sqrt(product(rows, p, p, dimensions));
    for (int c = 0; c < dimensions; c++) {
      rows[p * dimensions + c] /= length;
    }
  }

  private static double product(double[] rows, int a, int b, int dimensions) {
    double sum = 0;
    for (int c = 0; c < dimensions; c++) {
      sum += rows[a * dimensions + c] * rows[b * dimensions + c];
    }
    return sum;
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
