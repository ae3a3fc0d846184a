package groklab.measures.common.cyclic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import groklab.measures.fourier.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeuronFrequenciesTest {

  /// The definition of core.md, nanda2023 item 1, on the full 2-D transform.
  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7})
  void theSharesAreThoseOfTheFullTransform(int order) {
    Matrix table = Samples.sum(Samples.normal(order * order, 70, 1), ones(order * order, 70), 3);
    NeuronFrequencies got = NeuronFrequencies.of(table, order);
    FourierBasis basis = FourierBasis.of(order);
    Matrix full = TransformOfPairs.of(basis, table.centred());
    for (int i = 0; i < 70; i++) {
      double total = 0;
      for (int r = 0; r < full.rows(); r++) {
        total += full.get(r, i) * full.get(r, i);
      }
      for (int k = 1; k <= basis.frequencies(); k++) {
        double sum = 0;
        for (int f = 0; f < order; f++) {
          for (int g = 0; g < order; g++) {
            boolean inside =
                (f == 0 || (f + 1) / 2 == k) && (g == 0 || (g + 1) / 2 == k) && f + g > 0;
            sum += inside ? full.get(f * order + g, i) * full.get(f * order + g, i) : 0;
          }
        }
        assertThat(got.shares().get(i, k)).isCloseTo(sum / total, within(1e-12));
      }
    }
  }

  @Test
  void aReluOfOneFrequencyBelongsToIt() {
    NeuronFrequencies got = NeuronFrequencies.of(neurons(), 13);
    assertThat(got.frequency()).containsExactly(3, 3, 6, 0, 0, 6);
    assertThat(got.best()[0]).isGreaterThan(0.85);
    assertThat(got.best()[2]).isGreaterThan(0.85);
    assertThat(got.best()[3]).isNaN();
    assertThat(got.best()[4]).isNaN();
    assertThat(got.clusterSizes(0.85)).containsExactly(2, 0, 0, 2, 0, 0, 2);
  }

  @Test
  void theStrongestFrequenciesLeaveOutTheConstantAndPreferTheLowerOfEquals() {
    double[] power = {9, 1, 5, 2, 5, 5};
    assertThat(KeyFrequencies.strongest(power, 2)).containsExactly(2, 4);
    assertThat(KeyFrequencies.strongest(power, 0)).isEmpty();
    assertThatThrownBy(() -> KeyFrequencies.strongest(power, 6)).hasMessageContaining("0..5");
  }

  /// Neurons 0 and 1 at 3, 2 and 5 at the highest frequency 6, 3 dead, 4 constant.
  private static Matrix neurons() {
    int p = 13;
    double[] values = new double[p * p * 6];
    for (int cell = 0; cell < p * p; cell++) {
      values[cell * 6] = relu(p, cell, 3, 0.4);
      values[cell * 6 + 1] = relu(p, cell, 3, 2.1);
      values[cell * 6 + 2] = relu(p, cell, 6, 1.3);
      values[cell * 6 + 4] = 0.1;
      values[cell * 6 + 5] = relu(p, cell, 6, -0.3);
    }
    return new Matrix(p * p, 6, values);
  }

  private static double relu(int p, int cell, int k, double phase) {
    double w = 2 * Math.PI * k / p;
    int x = cell / p;
    int y = cell % p;
    return Math.max(0, Math.cos(w * x + phase) + Math.cos(w * y + phase));
  }

  private static Matrix ones(int rows, int cols) {
    double[] values = new double[rows * cols];
    Arrays.fill(values, 1);
    return new Matrix(rows, cols, values);
  }
}
