package groklab.measures.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NaiveLossMinimisationTest {
  @Test
  void aMultipleOfTheWeightsIsTheNaiveDirection() {
    double[] w = {1, -2, 3};
    assertThat(NaiveLossMinimisation.cosine(new double[] {0.1, -0.2, 0.3}, w))
        .isCloseTo(1, within(1e-15));
    assertThat(NaiveLossMinimisation.cosine(new double[] {2, 1, 0}, w)).isZero();
    assertThat(NaiveLossMinimisation.cosine(new double[3], w)).isNaN();
  }

  @Test
  void aTensorIsLookedAtAlone() {
    double[] w = {1, -2, 3, 4};
    double[] d = {-5, 7, 6, 8};
    assertThat(NaiveLossMinimisation.cosine(d, w, 2, 2)).isCloseTo(1, within(1e-15));
  }
}
