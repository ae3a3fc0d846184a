package groklab.measures.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.SumCells;
import org.junit.jupiter.api.Test;

class ClockAndPizzaTest {
  private static final int P = 59;
  private static final int[] KEYS = {17, 3, 44};

  /// core.md, zhong2023, p = 59: 0 (1e-14).
  @Test
  void idealPizzaLogitsHaveDistanceIrrelevanceZero() {
    Matrix logits = Samples.pizza(P, KEYS);
    double q = ClockAndPizza.distanceIrrelevance(ClockAndPizza.correctLogits(logits), P);
    assertThat(q).isCloseTo(0, within(1e-13));
    assertThat(Samples.right(logits, SumCells.of(P).answers())).isEqualTo(3481);
  }

  /// core.md, zhong2023: the correct logits of an ideal clock are constant, 0/0.
  @Test
  void idealClockLogitsHaveNoDistanceIrrelevance() {
    Matrix logits = Samples.clock(P, 1, KEYS);
    assertThat(ClockAndPizza.distanceIrrelevance(ClockAndPizza.correctLogits(logits), P)).isNaN();
    assertThat(Samples.right(logits, SumCells.of(P).answers())).isEqualTo(3481);
  }

  /// core.md, zhong2023: independent noise 0.989; ideal pizza + 0.5·noise 0.673, one draw each. The
  /// expected value for noise is about 1 - 3/(4·59) = 0.987; the bands are three times the spread
  /// over draws.
  @Test
  void noiseHasTheDistanceIrrelevanceOfZhong2023() {
    double[] noise = Samples.normal(P * P, 1, 41).values();
    assertThat(ClockAndPizza.distanceIrrelevance(noise, P)).isCloseTo(0.989, within(0.01));
    double[] mixed = ClockAndPizza.correctLogits(Samples.pizza(P, KEYS));
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] += 0.5 * noise[i];
    }
    assertThat(ClockAndPizza.distanceIrrelevance(mixed, P)).isCloseTo(0.673, within(0.02));
  }

  @Test
  void logitsThatDependOnTheSumOnlyHaveDistanceIrrelevanceOne() {
    double[] correct = new double[P * P];
    for (int cell = 0; cell < correct.length; cell++) {
      correct[cell] = Math.cos(2 * Math.PI * 5 * (cell / P + cell % P) / P);
    }
    assertThat(ClockAndPizza.distanceIrrelevance(correct, P)).isCloseTo(1, within(1e-12));
  }

  /// core.md, zhong2023: exactly 1 for a model whose inputs enter only by their sum.
  @Test
  void equalGradientsAreSymmetricAndOppositeOnesAreNot() {
    Matrix g = Samples.normal(20, 8, 42);
    assertThat(ClockAndPizza.gradientSymmetricity(g, g).mean()).isCloseTo(1, within(1e-14));
    Matrix opposite = Samples.sum(g, g, -3);
    assertThat(ClockAndPizza.gradientSymmetricity(g, opposite).mean()).isCloseTo(-1, within(1e-14));
  }

  @Test
  void aZeroGradientIsCountedAndLeftOut() {
    Matrix a = Matrix.of(new double[] {1, 0}, new double[] {0, 0}, new double[] {1, 1});
    Matrix b = Matrix.of(new double[] {1, 1}, new double[] {1, 0}, new double[] {1, 1});
    ClockAndPizza.Symmetricity got = ClockAndPizza.gradientSymmetricity(a, b);
    assertThat(got.samples()).isEqualTo(2);
    assertThat(got.undefined()).isEqualTo(1);
    assertThat(got.mean()).isCloseTo((Math.sqrt(0.5) + 1) / 2, within(1e-15));
    Matrix none = new Matrix(0, 2, new double[0]);
    assertThat(ClockAndPizza.gradientSymmetricity(none, none).mean()).isNaN();
  }

  @Test
  void theTriplesAreDifferentAndRepeatable() {
    ClockAndPizza.Triple[] triples = ClockAndPizza.triples(P, ClockAndPizza.TRIPLES, 5);
    assertThat(triples).hasSize(100).doesNotHaveDuplicates();
    assertThat(triples).isEqualTo(ClockAndPizza.triples(P, 100, 5));
    assertThat(ClockAndPizza.triples(P, 100, 6)).isNotEqualTo(triples);
    assertThat(ClockAndPizza.triples(2, 8, 1)).hasSize(8).doesNotHaveDuplicates();
    assertThatThrownBy(() -> ClockAndPizza.triples(2, 9, 1)).hasMessageContaining("there are 8");
  }
}
