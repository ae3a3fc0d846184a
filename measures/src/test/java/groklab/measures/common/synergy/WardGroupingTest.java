package groklab.measures.common.synergy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WardGroupingTest {
  @Test
  void columnsThatLieTogetherAreGroupedAndAveraged() {
    Matrix samples =
        Matrix.of(new double[] {0, 10, 0.2, 10.4, 5}, new double[] {1, 7, 1.2, 7.4, -5});
    var grouping = WardGrouping.of(samples, 3);
    assertThat(grouping.groupOf()).containsExactly(0, 1, 0, 1, 2);
    Matrix averaged = grouping.averaged(samples);
    assertThat(averaged.get(0, 0)).isCloseTo(0.1, within(1e-15));
    assertThat(averaged.get(1, 1)).isCloseTo(7.2, within(1e-14));
    assertThat(averaged.get(1, 2)).isEqualTo(-5);
  }

  @Test
  void asManyGroupsAsColumnsLeaveThemAlone() {
    var grouping = WardGrouping.of(Matrix.of(new double[] {1, 1, 2}), 5);
    assertThat(grouping.groupOf()).containsExactly(0, 1, 2);
    assertThat(grouping.groups()).isEqualTo(3);
  }

  /// Brute force: at every join the pair whose union adds least to the within-group sum of squares,
  /// computed from the members.
  @Test
  void everyJoinIsTheOneThatAddsLeastToTheSumOfSquares() {
    for (int trial = 0; trial < 20; trial++) {
      var stream = RandomStream.of(trial, "ward");
      int n = 12;
      double[] values = new double[4 * n];
      for (int i = 0; i < values.length; i++) {
        values[i] = stream.normal(i);
      }
      var samples = new Matrix(4, n, values);
      for (int groups = 1; groups <= n; groups++) {
        assertThat(WardGrouping.of(samples, groups).groupOf())
            .containsExactly(bruteForce(samples.transposed(), groups));
      }
    }
  }

  private static int[] bruteForce(Matrix points, int groups) {
    List<List<Integer>> clusters = new ArrayList<>();
    for (int i = 0; i < points.rows(); i++) {
      clusters.add(List.of(i));
    }
    while (clusters.size() > groups) {
      double least = Double.POSITIVE_INFINITY;
      int a = 0;
      int b = 0;
      for (int i = 0; i < clusters.size(); i++) {
        for (int j = i + 1; j < clusters.size(); j++) {
          double added =
              scatter(points, union(clusters.get(i), clusters.get(j)))
                  - scatter(points, clusters.get(i))
                  - scatter(points, clusters.get(j));
          if (added < least) {
            least = added;
            a = i;
            b = j;
          }
        }
      }
      clusters.set(a, union(clusters.get(a), clusters.remove(b)));
    }
    int[] out = new int[points.rows()];
    for (int g = 0; g < clusters.size(); g++) {
      for (int member : clusters.get(g)) {
        out[member] = g;
      }
    }
    return out;
  }

  private static List<Integer> union(List<Integer> a, List<Integer> b) {
    List<Integer> out = new ArrayList<>(a);
    out.addAll(b);
    return out;
  }

  private static double scatter(Matrix points, List<Integer> members) {
    int[] rows = members.stream().mapToInt(Integer::intValue).toArray();
    return points.rows(rows).centred().sumOfSquares();
  }
}
