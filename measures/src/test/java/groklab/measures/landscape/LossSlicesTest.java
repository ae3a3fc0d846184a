package groklab.measures.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import java.util.List;
import java.util.function.ToDoubleFunction;
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
    ToDoubleFunction<double[]> bowl = w -> w[0] * w[0];
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
  void threeWeightVectorsOnALineAreRefused() {
    double[] a = random("a");
    double[] b = random("b");
    assertThatThrownBy(() -> LossPlane.through(a, b, Vectors.plus(b, -2, Vectors.minus(b, a))))
        .hasMessageContaining("on one line");
  }

  private static double[] random(String name) {
    return Vectors.normals(15, RandomStream.of(1, name));
  }
}
