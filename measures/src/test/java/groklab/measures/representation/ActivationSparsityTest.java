package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActivationSparsityTest {
  @Test
  void theShareOfSmallActivationsAtEachThreshold() {
    double[] activations = {0, -0.0, 0.005, -0.005, 0.05, 2, -3, 0.0005};
    assertThat(ActivationSparsity.of(activations, ActivationSparsity.usualThresholds()))
        .containsExactly(0.25, 0.375, 0.625, 0.75);
  }

  @Test
  void noActivationHasNoShare() {
    assertThat(ActivationSparsity.of(new double[0], 0.1)).containsExactly(Double.NaN);
    assertThat(ActivationSparsity.of(new double[] {Double.NaN}, 0.1)).containsExactly(0);
  }
}
