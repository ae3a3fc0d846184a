package groklab.zoo.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.Engine;
import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.spec.SpecReader;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Learning rates, and what the golden traces do not reach: decay to the initial weights, decoupled
/// decay of SGD.
class OptimizerTest {
  private static final ParameterLayout LAYOUT = new ParameterLayout();

  static {
    LAYOUT.add("w", 1, 3);
  }

  private static OptimizerSpec spec(String lines) {
    return new SpecReader().parse("[optimizer]\n" + lines).optimizer();
  }

  private static double rate(OptimizerSpec spec, long step) {
    return spec.learningRate().at(step);
  }

  @Test
  void warmUpCountsFromZeroAndThenHoldsTheRate() {
    OptimizerSpec s = spec("learningRate = 0.5\nwarmupSteps = 4");
    assertThat(rate(s, 0)).isZero();
    assertThat(rate(s, 1)).isEqualTo(0.125);
    assertThat(rate(s, 3)).isEqualTo(0.375);
    assertThat(rate(s, 4)).isEqualTo(0.5);
    assertThat(rate(s, 1_000_000)).isEqualTo(0.5);
  }

  @Test
  void noWarmUpStartsAtTheFullRate() {
    assertThat(rate(spec("learningRate = 0.5\nwarmupSteps = 0"), 0)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "linear, 0, 1.0",
    "linear, 25, 0.8",
    "linear, 100, 0.2",
    "linear, 500, 0.2",
    "cosine, 0, 1.0",
    "cosine, 50, 0.6",
    "cosine, 25, 0.8828427124746190",
    "cosine, 100, 0.2",
    "cosine, 500, 0.2"
  })
  void schedulesRunFromTheRateToTheFinalOne(String schedule, long step, double expected) {
    OptimizerSpec s =
        spec(
            """
            learningRate = 1.0
            warmupSteps = 0
            schedule = "%s"
            scheduleSteps = 100
            finalLearningRate = 0.2
            """
                .formatted(schedule));
    assertThat(rate(s, step)).isCloseTo(expected, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({
    "linear, finalLearningRate = 10.0, 50, 5.5",
    "cosine, finalLearningRate = 10.0, 100, 10.0",
    "step, scheduleFactor = 10.0, 99, 1.0",
    "step, scheduleFactor = 10.0, 100, 10.0",
    "exponential, scheduleFactor = 10.0, 200, 100.0"
  })
  void aScheduleMayRise(String schedule, String to, long step, double expected) {
    OptimizerSpec s =
        spec(
            """
            learningRate = 1.0
            warmupSteps = 0
            schedule = "%s"
            scheduleSteps = 100
            %s
            """
                .formatted(schedule, to));
    assertThat(rate(s, step)).isCloseTo(expected, within(1e-14));
  }

  @Test
  void warmUpMultipliesTheSchedule() {
    OptimizerSpec s =
        spec(
            "learningRate = 1.0\nwarmupSteps = 20\nschedule = \"linear\"\nscheduleSteps = 100\n"
                + "finalLearningRate = 0.0");
    assertThat(rate(s, 10)).isCloseTo(0.5 * 0.9, within(1e-15));
  }

  /// Weights 1, 2, 3 remembered, then moved to 5, 5, 5, then one update with gradient 0.5, -1, 0.
  private static double[] updated(String lines) {
    try (Session session = Engine.open(LAYOUT, Precision.FLOAT64, 0, 2)) {
      Update update = spec(lines + "\nwarmupSteps = 0").on(Scope.of(session));
      session.write(Slot.VALUES, 0, new double[] {1, 2, 3});
      update.begin();
      session.write(Slot.VALUES, 0, new double[] {5, 5, 5});
      session.write(Slot.GRADIENTS, 0, new double[] {0.5, -1, 0});
      update.apply(0);
      double[] out = new double[3];
      session.read(Slot.VALUES, 0, out);
      return out;
    }
  }

  private static void assertClose(double[] seen, double... expected) {
    assertThat(seen).containsExactly(expected, within(1e-7));
  }

  @Test
  void decayGoesToTheOriginOrToTheInitialWeights() {
    String sgd = "kind = \"sgd\"\nlearningRate = 0.1\nweightDecay = 0.5\n";
    double[] toOrigin = {5 - 0.1 * (0.5 + 2.5), 5 - 0.1 * (-1 + 2.5), 5 - 0.1 * 2.5};
    double[] toInitial = {5 - 0.1 * (0.5 + 2), 5 - 0.1 * (-1 + 1.5), 5 - 0.1 * 1};
    for (String decay : new String[] {"coupled", "decoupled"}) {
      String lines = sgd + "decay = \"" + decay + "\"\n";
      assertClose(updated(lines), toOrigin);
      assertClose(updated(lines + "decayTo = \"initialisation\""), toInitial);
    }
  }

  /// The first Adam step is the learning rate times the sign of the gradient, of which coupled
  /// decay is a part.
  @Test
  void adamsDecayIsInsideOrOutsideTheRoot() {
    String adam = "learningRate = 0.1\nweightDecay = 0.5\ndecayTo = \"initialisation\"\n";
    assertClose(updated("kind = \"adamw\"\n" + adam), 5 - 0.2 - 0.1, 5 - 0.15 + 0.1, 5 - 0.1);
    assertClose(
        updated("kind = \"adam\"\ndecay = \"coupled\"\n" + adam), 5 - 0.1, 5 - 0.1, 5 - 0.1);
  }
}
