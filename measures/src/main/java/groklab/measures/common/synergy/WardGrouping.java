package groklab.measures.common.synergy;

import groklab.lab.linear.Matrix;
import java.util.Arrays;

/// Agglomerative grouping of columns (neurons) with Ward linkage and Euclidean distance, as
/// scikit-learn's `FeatureAgglomeration` does by default.
///
/// Starts with each column alone and joins the two groups whose union raises the within-group sum
/// of squares least, until the wanted number is left. The squared Ward distance of groups a, b is
/// 2|a||b|/(|a| + |b|) · ‖mean_a − mean_b‖², kept up to date by the Lance-Williams rule. Equal
/// distances are joined in order of the groups' lowest members; the library may choose another of
/// several equal joins.
///
/// @param groupOf for each column the number of its group; groups are numbered by their lowest
///     column
/// @param groups how many groups
public record WardGrouping(int[] groupOf, int groups) {

  /// Groups the columns.
  ///
  /// Cost: rows · columns²/2 fused operations for the distances, at most columns³/6 comparisons for
  /// the joins.
  ///
  /// @param groups at least 1; with at least as many as there are columns, each column stays alone
  public static WardGrouping of(Matrix samples, int groups) {
    if (groups < 1) {
      throw new IllegalArgumentException(
          "grouping into %d groups; expected at least 1".formatted(groups));
    }
    int n = samples.cols();
    double[] distance = squaredDistances(samples);
    int[] size = new int[n];
    Arrays.fill(size, 1);
    int[] owner = new int[n]; // lowest member of the group a column belongs to
    for (int i = 0; i < n; i++) {
      owner[i] = i;
    }
    for (int left = n; left > groups; left--) {
      join(distance, size, owner);
    }
    return numbered(owner);
  }

  /// The mean of each group's columns: samples × groups.
  public Matrix averaged(Matrix samples) {
    double[] out = new double[samples.rows() * groups];
    int[] size = new int[groups];
    for (int g : groupOf) {
      size[g]++;
    }
    for (int r = 0; r < samples.rows(); r++) {
      for (int c = 0; c < groupOf.length; c++) {
        out[r * groups + groupOf[c]] += samples.get(r, c);
      }
      for (int g = 0; g < groups; g++) {
        out[r * groups + g] /= size[g];
      }
    }
    return new Matrix(samples.rows(), groups, out);
  }

  /// Squared Euclidean distances; each is summed over samples in order, many side by side.
  private static double[] squaredDistances(Matrix samples) {
    int n = samples.cols();
    double[] d = new double[n * n];
    double[] x = new double[n];
    for (int r = 0; r < samples.rows(); r++) {
      System.arraycopy(samples.values(), r * n, x, 0, n);
      for (int i = 0; i < n; i++) {
        addRow(d, i * n, x, i);
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        d[i * n + j] = d[j * n + i];
      }
    }
    return d;
  }

  private static void addRow(double[] d, int row, double[] x, int i) {
    double own = x[i];
    for (int j = i + 1; j < x.length; j++) {
      double difference = own - x[j];
      d[row + j] = Math.fma(difference, difference, d[row + j]);
    }
  }

  /// Joins the two nearest groups; a group that is gone has size 0.
  private static void join(double[] distance, int[] size, int[] owner) {
    int n = size.length;
    int a = -1;
    int b = -1;
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; size[i] > 0 && j < n; j++) {
        if (size[j] > 0 && (a < 0 || distance[i * n + j] < nearest)) {
          nearest = distance[i * n + j];
          a = i;
          b = j;
        }
      }
    }
    for (int k = 0; k < n; k++) {
      if (size[k] > 0 && k != a && k != b) {
        double updated =
            ((size[a] + size[k]) * distance[a * n + k]
                    + (size[b] + size[k]) * distance[b * n + k]
                    - size[k] * nearest)
                / (size[a] + size[b] + size[k]);
        distance[a * n + k] = updated;
        distance[k * n + a] = updated;
      }
    }
    size[a] += size[b];
    size[b] = 0;
    for (int i = 0; i < n; i++) {
      owner[i] = owner[i] == b ? a : owner[i];
    }
  }

  private static WardGrouping numbered(int[] owner) {
    int[] groupOf = new int[owner.length];
    int groups = 0;
    for (int i = 0; i < owner.length; i++) {
      groupOf[i] = owner[i] == i ? groups++ : groupOf[owner[i]];
    }
    return new WardGrouping(groupOf, groups);
  }
}
