package groklab.measures.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AbsoluteWeightEntropyTest {
  /// W = [[0.5, −0.25], [2, −1]] of the project's notes.
  @Test
  void theHandMadeMatrixHasMinusLogTwo() {
    assertThat(AbsoluteWeightEntropy.of(new double[] {0.5, -0.25, 2, -1, 0}))
        .isCloseTo(-0.693147, within(5e-7));
  }
}
