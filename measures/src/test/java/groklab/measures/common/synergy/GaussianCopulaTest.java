package groklab.measures.common.synergy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class GaussianCopulaTest {
  @Test
  void equalValuesShareTheMeanOfTheirRanks() {
    assertThat(GaussianCopula.averageRanks(new double[] {3, 0.0, 7, -0.0, 3, 3}))
        .containsExactly(4, 1.5, 6, 1.5, 4, 4);
  }

  @Test
  void aMonotoneTransformChangesNothing() {
    double[] x = {0.3, -2, 5, 1.5, 0.1};
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = StrictMath.exp(x[i]);
    }
    assertThat(GaussianCopula.normalScores(Matrix.of(y).transposed()).values())
        .containsExactly(GaussianCopula.normalScores(Matrix.of(x).transposed()).values());
  }

  @Test
  void theMiddleOfThreeIsZeroAndTheOthersAreQuartiles() {
    var scores = GaussianCopula.normalScores(Matrix.of(new double[] {2, 3, 1}).transposed());
    assertThat(scores.get(0, 0)).isCloseTo(0, within(1e-15));
    assertThat(scores.get(1, 0)).isCloseTo(0.6744897501960817, within(1e-14));
    assertThat(scores.get(2, 0)).isCloseTo(-0.6744897501960817, within(1e-14));
  }

  @Test
  void nanIsRefused() {
    var x = Matrix.of(new double[] {1, Double.NaN}).transposed();
    assertThatThrownBy(() -> GaussianCopula.normalScores(x))
        .hasMessageContaining("sample 1 is NaN");
  }
}
