package groklab.measures.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.SumCells;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The closed form of arXiv 2301.02679 (core.md, gromov2023): k uniform in 1..96, phases uniform,
/// φ3 = φ1 + φ2.
class PhaseRelationTest {
  private static final int P = 97;

  @Test
  void theClosedFormHasPhaseSumZero() {
    Matrix[] weights = closedForm(300, true);
    PhaseRelation got = PhaseRelation.of(weights[0], weights[1], weights[2]);
    assertThat(got.matched()).isEqualTo(300);
    for (double s : got.phaseSum()) {
      assertThat(s).isCloseTo(0, within(1e-10));
    }
    assertThat(got.alignment()).isCloseTo(1, within(1e-12));
  }

  @Test
  void freePhasesAreSpreadOverTheCircle() {
    Matrix[] weights = closedForm(300, false);
    PhaseRelation got = PhaseRelation.of(weights[0], weights[1], weights[2]);
    assertThat(got.alignment()).isBetween(-0.15, 0.15);
  }

  @Test
  void aNeuronOfTwoFrequenciesIsUnmatched() {
    Matrix[] weights = closedForm(2, true);
    Matrix mixed = weights[2].rows(1, 0);
    PhaseRelation got = PhaseRelation.of(weights[0], weights[1], mixed);
    assertThat(got.matched()).isZero();
    assertThat(got.phaseSum()[0]).isNaN();
    assertThat(got.alignment()).isNaN();
  }

  @Test
  void everyRowOfTheClosedFormIsPeriodic() {
    Matrix[] w = closedForm(20, true);
    double[] ipr = Concentration.neuronIpr(w[0], w[1], w[2], Concentration.Sides.ONE);
    for (double v : ipr) {
      assertThat(v).isCloseTo(1, within(1e-10));
    }
  }

  /// core.md, gromov2023: output scaled by 2/N; mean output at the right class 1.0; accuracy 1.000
  /// for N >= 200; squared error to one-hot 0.020-0.024 at N = 200 and 0.0085-0.0099 at 500 over
  /// three draws.
  @Test
  void theClosedFormAddsWithTheErrorsOfGromov2023() {
    Matrix large = outputs(closedForm(500, true));
    assertThat(Samples.right(large, SumCells.of(P).answers())).isEqualTo(P * P);
    assertThat(squaredError(large)).isBetween(0.008, 0.0104);
    double[] correct = ClockAndPizza.correctLogits(large);
    assertThat(Arrays.stream(correct).average().orElseThrow()).isCloseTo(1, within(0.05));
    assertThat(squaredError(outputs(closedForm(200, true)))).isBetween(0.019, 0.025);
  }

  /// U, V and Wᵀ, N x p each; neuron 0 and 1 have different frequencies.
  private static Matrix[] closedForm(int neurons, boolean related) {
    RandomStream stream = RandomStream.of(61, "closed form");
    double[][] values = new double[3][neurons * P];
    for (int i = 0; i < neurons; i++) {
      int k = 1 + stream.below(4L * i, P - 1);
      double first = angle(stream, 4L * i + 1);
      double second = angle(stream, 4L * i + 2);
      double third = related ? first + second : angle(stream, 4L * i + 3);
      double[] phases = {first, second, third};
      for (int part = 0; part < 3; part++) {
        for (int j = 0; j < P; j++) {
          values[part][i * P + j] = Math.cos(2 * Math.PI * k * j / P + phases[part]);
        }
      }
    }
    Matrix[] out = new Matrix[3];
    Arrays.setAll(out, part -> new Matrix(neurons, P, values[part]));
    return out;
  }

  private static double angle(RandomStream stream, long index) {
    return (2 * stream.uniform(index) - 1) * Math.PI;
  }

  private static Matrix outputs(Matrix[] weights) {
    int neurons = weights[0].rows();
    double[] hidden = new double[P * P * neurons];
    for (int cell = 0; cell < P * P; cell++) {
      for (int i = 0; i < neurons; i++) {
        double z = weights[0].get(i, cell / P) + weights[1].get(i, cell % P);
        hidden[cell * neurons + i] = 2.0 / neurons * z * z;
      }
    }
    return new Matrix(P * P, neurons, hidden).times(weights[2]);
  }

  private static double squaredError(Matrix outputs) {
    double sum = 0;
    for (int cell = 0; cell < P * P; cell++) {
      for (int c = 0; c < P; c++) {
        double target = (cell / P + cell % P) % P == c ? 1 : 0;
        sum += (outputs.get(cell, c) - target) * (outputs.get(cell, c) - target);
      }
    }
    return sum / (P * P * P);
  }
}
