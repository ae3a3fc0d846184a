package groklab.measures.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.FourierBasis;
import groklab.measures.common.cyclic.SumComponents;
import groklab.measures.common.cyclic.TransformOfPairs;
import org.junit.jupiter.api.Test;

class LogitCosinesTest {
  private static final int[] KEYS = {14, 35, 41, 42, 52};

  /// core.md, nanda2023 item 5 and the oracle for the measures.
  @Test
  void idealLogitsHaveThePrintedCoefficientsOfNanda2023() {
    LogitCosines one = LogitCosines.centred(Samples.clock(113, 1, 14));
    assertThat(one.coefficients()[14]).isCloseTo(849.381, within(5e-4));
    LogitCosines five = LogitCosines.centred(Samples.clock(113, 3, KEYS));
    for (int k : KEYS) {
      assertThat(Samples.similarity(five, k)).isCloseTo(0.447214, within(5e-7));
    }
    assertThat(five.fve(KEYS)).isCloseTo(1, within(1e-12));
    assertThat(Samples.similarity(five, 7)).isCloseTo(0, within(1e-12));
  }

  @Test
  void theCoefficientsAreTheInnerProductsWithTheUnitCubes() {
    for (int p : new int[] {6, 7}) {
      Matrix logits = Samples.normal(p * p, p, 21);
      LogitCosines got = LogitCosines.centred(logits);
      for (int k = 1; k <= p / 2; k++) { // the cube of k = 0 is constant over the classes
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

  @Test
  void theSumComponentsAreThoseOfThe2dBasis() {
    int p = 7;
    Matrix table = Samples.normal(p * p, 3, 23);
    Matrix full = TransformOfPairs.of(FourierBasis.of(p), table);
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
