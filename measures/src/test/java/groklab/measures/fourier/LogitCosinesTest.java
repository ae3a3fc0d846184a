package groklab.measures.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.AnswerCells;
import groklab.measures.common.cyclic.AnswerCells.Part;
import groklab.measures.common.cyclic.FourierBasis;
import groklab.measures.common.cyclic.SumComponents;
import groklab.measures.common.cyclic.TableLoss;
import org.junit.jupiter.api.Test;

class LogitCosinesTest {
  private static final int[] KEYS = {14, 35, 41, 42, 52};

  /// core.md, nanda2023 item 5 and the oracle for the measures.
  @Test
  void idealLogitsHaveThePrintedCoefficientsOfNanda2023() {
    LogitCosines one = LogitCosines.raw(Samples.clock(113, 1, 14));
    assertThat(one.coefficients()[14]).isCloseTo(849.381, within(5e-4));
    LogitCosines five = LogitCosines.raw(Samples.clock(113, 3, KEYS));
    for (int k : KEYS) {
      assertThat(five.similarity(k)).isCloseTo(0.447214, within(5e-7));
    }
    assertThat(five.fve(KEYS)).isCloseTo(1, within(1e-12));
    assertThat(five.similarity(7)).isCloseTo(0, within(1e-12));
  }

  @Test
  void theCoefficientsAreTheInnerProductsWithTheUnitCubes() {
    for (int p : new int[] {6, 7}) {
      Matrix logits = Samples.normal(p * p, p, 21);
      LogitCosines got = LogitCosines.raw(logits);
      for (int k = 0; k <= p / 2; k++) {
        Matrix cube = Samples.clock(p, 1, k);
        double dot = 0;
        for (int i = 0; i < cube.values().length; i++) {
          dot += cube.values()[i] * logits.values()[i];
        }
        double expected = dot / Math.sqrt(cube.sumOfSquares());
        assertThat(got.coefficients()[k]).isCloseTo(expected, within(1e-12));
      }
    }
  }

  /// core.md, nanda2023 item 5: a constant in the rows takes the raw FVE below 0.1 and leaves the
  /// centred one alone.
  @Test
  void aConstantInEachRowLowersTheRawFveOnly() {
    double[] values = Samples.clock(13, 1, 2, 5).values();
    for (int i = 0; i < values.length; i++) {
      values[i] += 5 + i / 13 % 7;
    }
    Matrix logits = new Matrix(169, 13, values);
    assertThat(LogitCosines.raw(logits).fve(2, 5)).isLessThan(0.1);
    assertThat(LogitCosines.centred(logits).fve(2, 5)).isCloseTo(1, within(1e-12));
  }

  @Test
  void aShiftedPhaseMovesTheCosineIntoTheSine() {
    int p = 13;
    double[] values = new double[p * p * p];
    for (int cell = 0; cell < p * p; cell++) {
      for (int c = 0; c < p; c++) {
        values[cell * p + c] = Math.sin(2 * Math.PI * 4 * (cell / p + cell % p - c) / p);
      }
    }
    LogitCosines got = LogitCosines.raw(new Matrix(p * p, p, values));
    assertThat(got.coefficients()[4]).isCloseTo(0, within(1e-10));
    assertThat(got.sineCoefficients()[4]).isCloseTo(Math.sqrt(p * p * p / 2.0), within(1e-10));
  }

  @Test
  void excludingTheCubesOfIdealLogitsLeavesNothing() {
    Matrix logits = Samples.clock(13, 4, 2, 5);
    LogitCosines cosines = LogitCosines.raw(logits);
    double loss = TableLoss.of(cosines.excluded(logits, 2, 5), 13, AnswerCells.ofSum(13), Part.ALL);
    assertThat(loss).isCloseTo(Math.log(13), within(1e-12));
    double other =
        TableLoss.of(
            LogitCosines.centred(logits).excluded(logits, 2), 13, AnswerCells.ofSum(13), Part.ALL);
    double alone =
        ProgressLosses.onLogits(Samples.clock(13, 4, 5), AnswerCells.ofSum(13)).full().all();
    assertThat(other).isCloseTo(alone, within(1e-12));
  }

  /// Varma2023 keep networks with more than 95 % of the logit norm in the cos/sin w_k(a+b)
  /// subspace.
  @Test
  void theTrigonometricSubspaceHoldsAllOfIdealLogitsAndTwoDimensionsOfNoise() {
    Matrix ideal = Samples.clock(13, 1, 2, 5);
    assertThat(SumComponents.of(ideal, 13).share(2, 5)).isCloseTo(1, within(1e-12));
    assertThat(SumComponents.of(ideal, 13).share(2)).isCloseTo(0.5, within(1e-12));
    Matrix noise = Samples.normal(169, 400, 22);
    assertThat(SumComponents.of(noise, 13).share(2)).isCloseTo(2.0 / 169, within(1e-3));
  }

  @Test
  void theSumComponentsAreThoseOfThe2dBasis() {
    int p = 7;
    Matrix table = Samples.normal(p * p, 3, 23);
    Matrix full = FourierBasis.of(p).transform2d(table);
    SumComponents got = SumComponents.of(table, p);
    for (int k = 1; k <= 3; k++) {
      int cos = 2 * k - 1;
      int sin = 2 * k;
      for (int i = 0; i < 3; i++) {
        double c = (full.get(cos * p + cos, i) - full.get(sin * p + sin, i)) / Math.sqrt(2);
        double s = (full.get(sin * p + cos, i) + full.get(cos * p + sin, i)) / Math.sqrt(2);
        assertThat(got.coefficients().get(cos, i)).isCloseTo(c, within(1e-13));
        assertThat(got.coefficients().get(sin, i)).isCloseTo(s, within(1e-13));
      }
    }
  }

  @Test
  void neuronsThatCarryTheirFrequencyAreReadOutAlongItsDirections() {
    int p = 13;
    double[] neurons = new double[p * p * 3];
    for (int cell = 0; cell < p * p; cell++) {
      double angle = 2 * Math.PI * 4 * (cell / p + cell % p) / p;
      neurons[cell * 3] = 1 + Math.cos(angle);
      neurons[cell * 3 + 1] = 2 + Math.sin(angle);
      int x = cell / p;
      neurons[cell * 3 + 2] = Math.cos(2 * Math.PI * 2 * x / p);
    }
    double[] map = new double[3 * p];
    for (int c = 0; c < p; c++) {
      map[c] = Math.cos(2 * Math.PI * 4 * c / p);
      map[p + c] = Math.sin(2 * Math.PI * 4 * c / p);
      map[2 * p + c] = map[p + c];
    }
    NeuronDirections got =
        NeuronDirections.of(new Matrix(p * p, 3, neurons), new Matrix(3, p, map), 4);
    assertThat(got.cosineFve()).isCloseTo(1, within(1e-12));
    assertThat(got.sineFve()).isCloseTo(0.5, within(1e-12));
  }
}
