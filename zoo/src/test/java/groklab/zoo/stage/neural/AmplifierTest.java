package groklab.zoo.stage.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The evaluation between knots is the network unit by unit.
class AmplifierTest {

  private static double plain(double[] weights, double x) {
    int hidden = weights.length / 3;
    double sum = 0;
    for (int j = 0; j < hidden; j++) {
      sum += weights[2 * hidden + j] * Math.max(0, weights[j] * x + weights[hidden + j]);
    }
    return sum;
  }

  /// With a unit that is always on and one that is always off, and two with one knot.
  private static Amplifier drawn(int hidden) {
    var amplifier = new Amplifier(hidden);
    amplifier.draw(RandomStream.of(5, "amplifier"));
    double[] w = amplifier.weights();
    if (hidden >= 5) {
      w[0] = 0;
      w[hidden] = 0.4;
      w[1] = 0;
      w[hidden + 1] = -0.4;
      w[3] = -w[2];
      w[hidden + 3] = -w[hidden + 2];
    }
    amplifier.prepare();
    return amplifier;
  }

  private static double input(int i) {
    return 4 * RandomStream.of(6, "inputs").uniform(i) - 2;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 64})
  void theValueIsThatOfTheUnits(int hidden) {
    Amplifier amplifier = drawn(hidden);
    for (int i = 0; i < 200; i++) {
      double x = input(i);
      assertThat(amplifier.value(amplifier.stretch(x), x))
          .isCloseTo(plain(amplifier.weights(), x), within(1e-13));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 64})
  void theGradientIsThatOfTheUnits(int hidden) {
    Amplifier amplifier = drawn(hidden);
    double[] sums = new double[amplifier.stretches()];
    double[] moments = new double[amplifier.stretches()];
    double[] w = amplifier.weights();
    double[] wanted = new double[w.length];
    for (int i = 0; i < 50; i++) {
      double x = input(i);
      double r = input(1000 + i);
      sums[amplifier.stretch(x)] += r;
      moments[amplifier.stretch(x)] += r * x;
      for (int j = 0; j < hidden; j++) {
        double pre = w[j] * x + w[hidden + j];
        if (pre > 0) {
          wanted[j] += r * w[2 * hidden + j] * x;
          wanted[hidden + j] += r * w[2 * hidden + j];
          wanted[2 * hidden + j] += r * pre;
        }
      }
    }
    double[] gradient = new double[w.length];
    amplifier.gradient(sums, moments, gradient);
    assertThat(gradient).containsExactly(wanted, within(1e-12));
  }

  /// After a change of the weights the knots lie in another order.
  @Test
  void changedWeightsAreSortedAnew() {
    Amplifier amplifier = drawn(16);
    double[] w = amplifier.weights();
    for (int j = 0; j < 16; j++) {
      w[16 + j] = Math.sin(3 * j);
    }
    amplifier.prepare();
    for (int i = 0; i < 100; i++) {
      double x = input(i);
      assertThat(amplifier.value(amplifier.stretch(x), x)).isCloseTo(plain(w, x), within(1e-13));
    }
  }
}
