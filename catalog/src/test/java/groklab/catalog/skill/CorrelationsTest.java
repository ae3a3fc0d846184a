package groklab.catalog.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CorrelationsTest {

  @Test
  void aLineHasOneAndItsMirrorImageMinusOne() {
    double[] x = {1, 2, 5};
    assertThat(Correlations.pearson(x, new double[] {3, 5, 11})).isCloseTo(1, within(1e-12));
    assertThat(Correlations.pearson(x, new double[] {-1, -2, -5})).isCloseTo(-1, within(1e-12));
    assertThat(Correlations.pearson(x, new double[] {4, 4, 4})).isNaN();
  }

  /// Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: r = 4.5/√(5·4.5).
  @Test
  void equalValuesShareTheirRank() {
    assertThat(Correlations.withOrder(10, 700, 700, Double.POSITIVE_INFINITY))
        .isCloseTo(4.5 / Math.sqrt(5 * 4.5), within(1e-12));
    assertThat(Correlations.withOrder(3, 2, 1)).isCloseTo(-1, within(1e-12));
  }
}
