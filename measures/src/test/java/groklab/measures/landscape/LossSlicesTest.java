package groklab.measures.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossSlicesTest {
  /// Two wells at x = ±1, one 0.2 deeper than the other.
  private static double wells(double[] w) {
    double x = w[0];
    return (x * x - 1) * (x * x - 1) - 0.1 * x + 0.5 * w[1] * w[1];
  }

  @Test
  void theBarrierBetweenTwoWellsIsWhatThePathClimbs() {
    var barrier =
        LossLine.barrier(LossSlicesTest::wells, new double[] {-1, 0}, new double[] {1, 0}, 201);
    assertThat(barrier.losses()[0]).isCloseTo(0.1, within(1e-15));
    assertThat(barrier.losses()[200]).isCloseTo(-0.1, within(1e-15));
    assertThat(barrier.aboveLine()).isCloseTo(1, within(1e-12)); // (x² − 1)² above the line −0.1 x
    assertThat(barrier.at()).isEqualTo(0.5);
    assertThat(barrier.aboveHigherEnd()).isBetween(0.9, 0.91);
    assertThat(barrier.aboveMean()).isBetween(1.0, 1.01);
  }

  @Test
  void aConvexLossHasNoBarrier() {
    Loss bowl = w -> w[0] * w[0];
    var barrier = LossLine.barrier(bowl, new double[] {-1}, new double[] {3}, 21);
    assertThat(barrier.aboveLine()).isZero();
    assertThat(barrier.aboveHigherEnd()).isZero();
  }

  @Test
  void thePlaneGoesThroughItsThreeWeightVectors() {
    double[] a = random("a");
    double[] b = random("b");
    double[] c = random("c");
    var plane = LossPlane.through(a, b, c);
    assertThat(Vectors.dot(plane.xAxis(), plane.yAxis())).isCloseTo(0, within(1e-14));
    assertThat(Vectors.norm(plane.xAxis())).isCloseTo(1, within(1e-14));
    for (double[] w : List.of(a, b, c)) {
      var point = plane.project(w);
      assertThat(point.distance()).isCloseTo(0, within(1e-13));
      assertThat(plane.at(point.x(), point.y())).containsExactly(w, within(1e-13));
    }
    assertThat(plane.project(b).y()).isCloseTo(0, within(1e-13));
    assertThat(plane.project(c).y()).isPositive();
  }

  @Test
  void aPointOffThePlaneTellsItsDistance() {
    var plane = LossPlane.through(new double[3], new double[] {2, 0, 0}, new double[] {5, 3, 0});
    assertThat(plane.project(new double[] {1, -2, 7})).isEqualTo(new LossPlane.Point(1, -2, 7));
  }

  @Test
  void theGridHoldsTheLossRowByRow() {
    var plane = LossPlane.through(new double[2], new double[] {1, 0}, new double[] {0, 1});
    Matrix grid = plane.grid(LossSlicesTest::wells, new double[] {0, 1}, new double[] {0, 2, 4});
    assertThat(grid.rows()).isEqualTo(3);
    assertThat(grid.get(0, 1)).isEqualTo(wells(new double[] {1, 0}));
    assertThat(grid.get(2, 0)).isEqualTo(wells(new double[] {0, 4}));
  }

  @Test
  void threeWeightVectorsOnALineAreRefused() {
    double[] a = random("a");
    double[] b = random("b");
    assertThatThrownBy(() -> LossPlane.through(a, b, Vectors.plus(b, -2, Vectors.minus(b, a))))
        .hasMessageContaining("on one line");
  }

  @Test
  void aFilterNormalisedDirectionIsAsLongAsTheWeightsFilterByFilter() {
    double[] w = random("w"); // a 3 × 4 matrix of which columns feed a neuron, and 3 biases
    List<FilterDirection.Filter> filters = FilterDirection.Filter.columns(0, 3, 4);
    double[] d = FilterDirection.random(w, filters, 7);
    for (int c = 0; c < 4; c++) {
      double weights = 0;
      double direction = 0;
      for (int r = 0; r < 3; r++) {
        weights += w[4 * r + c] * w[4 * r + c];
        direction += d[4 * r + c] * d[4 * r + c];
      }
      assertThat(direction).isCloseTo(weights, within(1e-12));
    }
    assertThat(d[12]).isZero();
    assertThat(d[14]).isZero();
    double[] rows = FilterDirection.random(w, FilterDirection.Filter.rows(0, 3, 4), 7);
    assertThat(Vectors.dot(rows, 4, rows, 4, 4))
        .isCloseTo(Vectors.dot(w, 4, w, 4, 4), within(1e-12));
  }

  @Test
  void rescalingAReluLayerLeavesAFilterNormalisedSliceAsItWas() {
    // f = v·relu(w): (w, v) and (10w, v/10) are one network
    Loss loss = w -> Math.abs(w[1] * Math.max(0, w[0]) - 1);
    List<FilterDirection.Filter> filters = new ArrayList<>();
    filters.add(new FilterDirection.Filter(0, 1, 1));
    filters.add(new FilterDirection.Filter(1, 1, 1));
    double[] w = {2, 0.25};
    double[] rescaled = {20, 0.025};
    double[] d = FilterDirection.random(w, filters, 3);
    double[] e = FilterDirection.random(rescaled, filters, 3);
    double[] at = {-0.5, 0.3, 1};
    assertThat(LossLine.along(loss, rescaled, Vectors.plus(rescaled, 1, e), at))
        .containsExactly(LossLine.along(loss, w, Vectors.plus(w, 1, d), at), within(1e-12));
  }

  private static double[] random(String name) {
    return Vectors.normals(15, RandomStream.of(1, name));
  }
}
