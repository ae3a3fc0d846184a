package groklab.measures.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import org.junit.jupiter.api.Test;

class AbsoluteWeightEntropyTest {
  /// W = [[0.5, −0.25], [2, −1]] of the project's notes.
  @Test
  void theHandMadeMatrixHasMinusLogTwo() {
    assertThat(AbsoluteWeightEntropy.of(new double[] {0.5, -0.25, 2, -1, 0}))
        .isCloseTo(-0.693147, within(5e-7));
  }

  /// 200 x 784 uniform on ±1/28, and all weights times 8 (2405.12755; values of the project's
  /// notes).
  @Test
  void uniformWeightsHaveTheExpectedEntropy() {
    assertThat(AbsoluteWeightEntropy.ofUniform(156_800, 1.0 / 28))
        .isCloseTo(10730.17, within(5e-3));
    assertThat(AbsoluteWeightEntropy.ofUniform(156_800, 8.0 / 28))
        .isCloseTo(39261.89, within(5e-3));
    RandomStream stream = RandomStream.of(1, "uniform");
    double[] w = new double[156_800];
    for (int i = 0; i < w.length; i++) {
      w[i] = (2 * stream.uniform(i) - 1) / 28;
    }
    assertThat(AbsoluteWeightEntropy.of(w)).isCloseTo(10730.17, within(40.0)); // 5 standard errors
  }
}
