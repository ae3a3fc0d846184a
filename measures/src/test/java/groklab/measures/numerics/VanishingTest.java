package groklab.measures.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VanishingTest {
  @Test
  void bothZerosCountAndSmallNumbersDoNot() {
    assertThat(Vanishing.zeroShare(new double[] {0.0, -0.0, 1e-300, 3})).isEqualTo(0.5);
    assertThat(Vanishing.zeroShare(new double[0])).isNaN();
  }

  @Test
  void aStepBelowHalfAUnitInTheLastPlaceIsAbsorbed() {
    double[] weights = {1, 1, 1, 1};
    double[] step = {0x1p-25, 0x1p-24, -0x1p-24, 0};
    // below 1 the spacing is 2^−24: the second step moves; above it is 2^−23: the third does not
    assertThat(Vanishing.absorbedShare(weights, step, FloatFormat.FLOAT32)).isEqualTo(0.75);
    assertThat(Vanishing.absorbedShare(weights, step, FloatFormat.FLOAT64)).isEqualTo(0.25);
  }

  @Test
  void lengthsMustAgree() {
    assertThatThrownBy(
            () -> Vanishing.absorbedShare(new double[2], new double[1], FloatFormat.FLOAT32))
        .hasMessageContaining("as many of both");
  }
}
