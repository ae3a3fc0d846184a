package groklab.measures.landscape;

import static groklab.measures.landscape.KnownLearningCoefficients.quadratic;
import static groklab.measures.landscape.KnownLearningCoefficients.quadraticFromMinimum;
import static groklab.measures.landscape.KnownLearningCoefficients.reducedRank;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class KnownLearningCoefficientsTest {
  private static final Offset<Double> SIX_DIGITS = within(0.5e-6);

  /// The table of the reference notes: (h, nβ, γ, ε).
  @Test
  void llcQuadraticOracles() {
    double[] one = {1};
    double[] tenth = {0.1};
    assertThat(quadratic(one, 100, 5, 1e-3)).isCloseTo(0.489027, SIX_DIGITS);
    assertThat(quadratic(one, 100, 5, 1e-15)).isCloseTo(0.476190, SIX_DIGITS);
    assertThat(quadratic(tenth, 100, 5, 1e-3)).isCloseTo(0.334588, SIX_DIGITS);
    assertThat(quadratic(one, 100, 0, 1e-3)).isCloseTo(0.512821, SIX_DIGITS);
    assertThat(quadratic(one, 100, 5, 1e-2)).isCloseTo(0.645682, SIX_DIGITS);
    assertThat(quadratic(new double[] {1, 0.1}, 100, 5, 1e-3))
        .isCloseTo(0.489027 + 0.334588, within(1e-6));
  }

  @Test
  void llcWithoutBurnInTheFirstHundredDrawsAreLow() {
    assertThat(quadraticFromMinimum(new double[] {1}, 100, 5, 1e-3, 100))
        .isCloseTo(0.441199, SIX_DIGITS);
    assertThat(quadraticFromMinimum(new double[] {0.1}, 100, 5, 1e-3, 100))
        .isCloseTo(0.160367, SIX_DIGITS);
  }

  @Test
  void normalCrossings() {
    assertThat(KnownLearningCoefficients.normalCrossing(0, 1)).isEqualTo(0.5);
    assertThat(KnownLearningCoefficients.normalCrossing(1, 2)).isEqualTo(0.25);
    assertThat(KnownLearningCoefficients.normalCrossing(3, 2)).isCloseTo(0.1667, within(0.5e-4));
  }

  @Test
  void devinterpReducedRankFormulas() {
    assertThat(reducedRank(5, 3, 5, 0)).isEqualTo((50 + 30 + 30 - 25 - 25 - 9 + 1) / 8.0);
    assertThat(reducedRank(5, 4, 5, 0)).isEqualTo((50 + 40 + 40 - 25 - 25 - 16) / 8.0);
    assertThat(reducedRank(4, 3, 8, 0)).isEqualTo(6);
    assertThat(reducedRank(8, 3, 4, 0)).isEqualTo(6);
    assertThat(reducedRank(3, 8, 4, 0)).isEqualTo(6);
  }

  /// Where the true map has the full hidden rank the set of true parameters is smooth: λ is half
  /// the dimension of the matrices of that rank.
  @Test
  void aMapOfFullHiddenRankIsRegular() {
    for (int m = 1; m <= 7; m++) {
      for (int n = 1; n <= 7; n++) {
        for (int h = 1; h <= Math.min(m, n); h++) {
          assertThat(reducedRank(m, h, n, h)).isEqualTo(0.5 * h * (m + n - h));
        }
      }
    }
  }
}
