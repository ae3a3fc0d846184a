package groklab.measures.landscape;

import groklab.engine.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/// Filter-normalised random directions (Li et al. 2018, arXiv 1712.09913): d_i ← d_i/‖d_i‖ · ‖w_i‖
/// for each filter i, the weights that feed one output neuron. So a step of 1 changes each neuron
/// by as much as it is long, and slices of networks whose layers are scaled differently can be
/// compared.
public final class FilterDirection {
  private FilterDirection() {}

  /// Where a filter lies in the flat weight vector: `length` numbers from `offset`, `stride` apart.
  public record Filter(int offset, int length, int stride) {
    /// One filter for each row of a row-major matrix.
    public static List<Filter> rows(int offset, int rows, int cols) {
      List<Filter> out = new ArrayList<>();
      for (int r = 0; r < rows; r++) {
        out.add(new Filter(offset + r * cols, cols, 1));
      }
      return out;
    }

    /// One filter for each column of a row-major matrix.
    public static List<Filter> columns(int offset, int rows, int cols) {
      List<Filter> out = new ArrayList<>();
      for (int c = 0; c < cols; c++) {
        out.add(new Filter(offset + c, rows, cols));
      }
      return out;
    }
  }

  /// A random direction. Weights in no filter (biases, normalisation) get 0, as in the paper; so do
  /// filters that are 0.
  ///
  /// @param filters must not overlap
  public static double[] random(double[] weights, List<Filter> filters, long seed) {
    double[] direction =
        Vectors.normals(weights.length, RandomStream.of(seed, "landscape.direction"));
    return normalised(direction, weights, filters);
  }

  /// A given direction, filter by filter as long as the weights.
  public static double[] normalised(double[] direction, double[] weights, List<Filter> filters) {
    Vectors.checkSameLength("direction and weights", direction, weights);
    double[] out = new double[weights.length];
    for (Filter f : filters) {
      double norm = norm(direction, f);
      if (norm == 0) {
        throw new IllegalArgumentException(
            "the direction is 0 on the filter at %d; expected one that moves every filter"
                .formatted(f.offset));
      }
      double scale = norm(weights, f) / norm;
      for (int i = 0; i < f.length; i++) {
        int at = f.offset + i * f.stride;
        out[at] = direction[at] * scale;
      }
    }
    return out;
  }

  private static double norm(double[] v, Filter f) {
    double sum = 0;
    for (int i = 0; i < f.length; i++) {
      double x = v[f.offset + i * f.stride];
      sum += x * x;
    }
    return Math.sqrt(sum);
  }
}
