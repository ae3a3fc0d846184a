package groklab.zoo.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.Engine;
import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.update.Optimizer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The stages of noise do what their pages say, with numbers of the deviation that is asked for,
/// fresh ones in each step.
class NoiseTest {
  private static final int WEIGHTS = 1000;
  private static final int STEPS = 100;
  private static final double DEVIATION = 0.01;

  /// What each step drew for each weight, in units of [#DEVIATION].
  ///
  /// @param gradientIsWeights or else the gradient is 0
  /// @param drawn from a weight before and after the step
  private static double[][] drawn(
      String stage, double rate, boolean gradientIsWeights, DoubleBinaryOperator drawn) {
    var layout = new ParameterLayout();
    layout.add("w", 20, WEIGHTS / 20);
    RunSpec spec =
        new SpecReader()
            .parse(
                "[optimizer]\nkind = \"sgd\"\nwarmupSteps = 0\nlearningRate = "
                    + rate
                    + "\n[[optimizer.stage]]\n"
                    + stage);
    double[] gradient = new double[WEIGHTS];
    try (Session s = Engine.open(layout, Precision.FLOAT64, 5, 2)) {
      double[] before = new double[WEIGHTS];
      Arrays.fill(before, 2);
      s.write(Slot.VALUES, 0, before);
      var optimizer =
          new Optimizer(
              spec.optimizer(),
              spec.optimizerParts(),
              s,
              Set.of(),
              step -> {
                if (gradientIsWeights) {
                  s.read(Slot.VALUES, 0, gradient);
                }
                s.write(Slot.GRADIENTS, 0, gradient);
                return 0;
              });
      optimizer.begin();
      double[][] out = new double[STEPS][WEIGHTS];
      double[] after = new double[WEIGHTS];
      for (int step = 0; step < STEPS; step++) {
        optimizer.step(step);
        s.read(Slot.VALUES, 0, after);
        for (int i = 0; i < WEIGHTS; i++) {
          out[step][i] = drawn.applyAsDouble(before[i], after[i]) / DEVIATION;
        }
        System.arraycopy(after, 0, before, 0, WEIGHTS);
      }
      return out;
    }
  }

  /// Mean, variance and fourth moment of all numbers, and the variance of each weight's sum over
  /// the steps, which is the number of steps if they are independent.
  private static void check(double[][] drawn, double fourth) {
    double n = (double) WEIGHTS * STEPS;
    double mean = 0;
    double second = 0;
    double fourthSeen = 0;
    double ofSums = 0;
    for (int i = 0; i < WEIGHTS; i++) {
      double sum = 0;
      for (double[] step : drawn) {
        double x = step[i];
        sum += x;
        mean += x / n;
        second += x * x / n;
        fourthSeen += x * x * x * x / n;
      }
      ofSums += sum * sum / WEIGHTS;
    }
    assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(n)));
    assertThat(second).isCloseTo(1, within(4 * Math.sqrt(2 / n)));
    assertThat(fourthSeen).isCloseTo(fourth, within(4 * Math.sqrt(96 / n)));
    assertThat(ofSums / STEPS).isCloseTo(1, within(4 * Math.sqrt(2.0 / WEIGHTS)));
  }

  @ParameterizedTest
  @CsvSource({"normal, 3", "uniform, 1.8", "rademacher, 1"})
  void noiseOnTheGradient(String distribution, double fourth) {
    check(
        drawn(
            "kind = \"gradient-noise\"\ndeviation = 0.01\ndistribution = \"" + distribution + "\"",
            0.5,
            false,
            (before, after) -> (before - after) / 0.5),
        fourth);
  }

  @Test
  void noiseOnTheUpdate() {
    check(
        drawn(
            "kind = \"update-noise\"\ndeviation = 0.01",
            0.5,
            false,
            (before, after) -> after - before),
        3);
  }

  /// The gradient is that of ½w² at the noisy weight, and moves the clean one.
  @Test
  void noiseOnTheWeightsOfTheGradient() {
    check(
        drawn(
            "kind = \"weight-noise\"\ndeviation = 0.01",
            0.5,
            true,
            (before, after) -> (before - after) / 0.5 - before),
        3);
  }

  @Test
  void jiggledDecay() {
    check(
        drawn(
            "kind = \"jiggled-decay\"\nstrength = 0.01",
            0.5,
            false,
            (before, after) -> Math.log(after / before)),
        3);
  }
}
