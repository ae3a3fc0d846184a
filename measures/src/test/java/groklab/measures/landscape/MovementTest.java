package groklab.measures.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MovementTest {
  @Test
  void movementIsRelativeToTheStart() {
    assertThat(Movement.relative(new double[] {3, 7}, new double[] {3, 4}))
        .isCloseTo(0.6, within(1e-15));
    assertThat(Movement.relative(new double[] {1}, new double[1])).isInfinite();
  }

  @Test
  void growthAloneIsNoTurn() {
    assertThat(Movement.cosineDistance(new double[] {6, 8}, new double[] {3, 4}))
        .isCloseTo(0, within(1e-15));
    assertThat(Movement.cosineDistance(new double[] {-4, 3}, new double[] {3, 4}))
        .isCloseTo(1, within(1e-15));
    assertThat(Movement.cosineDistance(new double[2], new double[] {3, 4})).isNaN();
  }

  @Test
  void lengthsMustAgree() {
    assertThatThrownBy(() -> Movement.relative(new double[1], new double[2]))
        .hasMessageContaining("as many of both");
  }
}
