package groklab.measures.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
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

  @Test
  void scaledLogitsAreNaiveAndTurnedOnesAreNot() {
    Matrix before = Matrix.of(new double[] {1, 0, -1}, new double[] {2, -1, -1});
    Matrix scaled = Matrix.of(new double[] {3.5, 2, 0.5}, new double[] {3, -1.5, -1.5});
    var naive = NaiveLossMinimisation.scaling(before, scaled); // times 1.5, and a constant on row 0
    assertThat(naive.factor()).isCloseTo(1.5, within(1e-15));
    assertThat(naive.naiveShare()).isCloseTo(1, within(1e-12));
    Matrix turned = Matrix.of(new double[] {2, -2, 0}, new double[] {2, -1, -1});
    var other = NaiveLossMinimisation.scaling(before, turned); // change (1, −2, 1) ⊥ (1, 0, −1)
    assertThat(other.factor()).isCloseTo(1, within(1e-15));
    assertThat(other.naiveShare()).isCloseTo(0, within(1e-15));
    assertThat(NaiveLossMinimisation.scaling(before, before).naiveShare()).isNaN();
  }
}
