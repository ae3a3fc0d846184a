package groklab.measures.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WeightMovementTest {
  @Test
  void distanceRatioAndCosineOfTheWhole() {
    WeightMovement m =
        WeightMovement.of(
            List.of(new double[] {3, 0}, new double[] {4}),
            List.of(new double[] {3, 4}, new double[] {0}));
    assertThat(m.distance()).isCloseTo(Math.sqrt(32), within(1e-14));
    assertThat(m.relative()).isCloseTo(Math.sqrt(32) / 5, within(1e-14));
    assertThat(m.cosine()).isCloseTo(9.0 / 25, within(1e-14));
  }

  @Test
  void scalingMovesWithoutTurning() {
    List<double[]> start = List.of(new double[] {1, 2, 2});
    WeightMovement m = WeightMovement.of(List.of(new double[] {2, 4, 4}), start);
    assertThat(m.relative()).isCloseTo(1, within(1e-14));
    assertThat(m.cosine()).isCloseTo(1, within(1e-14));
    assertThat(WeightMovement.of(start, start).distance()).isZero();
  }

  @Test
  void zeroHasNoDirection() {
    assertThat(WeightMovement.of(List.of(new double[] {0}), List.of(new double[] {1})).cosine())
        .isNaN();
  }

  @Test
  void shapesMustAgree() {
    assertThatThrownBy(() -> WeightMovement.of(List.of(new double[2]), List.of(new double[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tensor 0");
    assertThatThrownBy(() -> WeightMovement.of(List.of(), List.of(new double[3])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
