package groklab.measures.landscape;

import groklab.engine.kernel.DoubleMath;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// An eigenvalue density as point masses.
///
/// @param nodes eigenvalue estimates, ascending
/// @param weights share of the spectrum at each; they sum to 1
public record SpectralDensity(double[] nodes, double[] weights) {

  static SpectralDensity merged(double[][] nodes, double[][] weights) {
    record Mass(double node, double weight) {}
    Mass[] all =
        IntStream.range(0, nodes.length)
            .boxed()
            .flatMap(i ->
                IntStream.range(0, nodes[i].length)
                    .mapToObj(j -> new Mass(nodes[i][j], weights[i][j])))
            .toArray(Mass[]::new);
    Arrays.sort(all, Comparator.comparingDouble(Mass::node)); // stable: one order for equal nodes
    return new SpectralDensity(
        Arrays.stream(all).mapToDouble(Mass::node).toArray(),
        Arrays.stream(all).mapToDouble(Mass::weight).toArray());
  }

  /// Σ weight · node^power: power 1 estimates trace(H)/n, power 2 trace(H²)/n.
  public double moment(int power) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      double term = weights[i];
      for (int k = 0; k < power; k++) {
        term *= nodes[i];
      }
      sum += term;
    }
    return sum;
  }

  /// The density on a grid, each point mass widened to a Gaussian. PyHessian takes σ² = 1e-5 ·
  /// max(1, spread of the nodes).
  public double[] smoothed(double[] grid, double sigma) {
    double[] out = new double[grid.length];
    double scale = 1 / (sigma * Math.sqrt(2 * StrictMath.PI));
    for (int g = 0; g < grid.length; g++) {
      for (int i = 0; i < nodes.length; i++) {
        double z = (grid[g] - nodes[i]) / sigma;
        out[g] += scale * weights[i] * DoubleMath.exp(-0.5 * z * z);
      }
    }
    return out;
  }
}
