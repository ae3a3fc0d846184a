package groklab.zoo.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.graph.Slot;
import groklab.lab.kind.SpecException;
import groklab.lab.spec.SpecReader;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Groups of parameters, noise, projections, and what is refused.
class OptimizerPartsTest {
  private static final String SGD = "kind = \"sgd\"\nlearningRate = 0.05\n";

  private static double[] of(Map<String, double[]> weights, String name) {
    return Objects.requireNonNull(weights.get(name));
  }

  private static Map<String, double[]> after(String lines, int steps) {
    return after(lines, steps, 2);
  }

  private static Map<String, double[]> after(String lines, int steps, int threads) {
    try (var problem = SmallProblem.network(lines, threads)) {
      for (int step = 0; step < steps; step++) {
        problem.optimizer.step(step);
      }
      return problem.weights();
    }
  }

  @Test
  void frozenParametersStayAndTheOthersMove() {
    var before = after(SGD, 0);
    var moved = after(SGD + "[[optimizer.group]]\nparameters = [\"b*\"]\nfrozen = true\n", 3);
    assertThat(of(moved, "b1")).containsExactly(of(before, "b1"));
    assertThat(of(moved, "b2")).containsExactly(of(before, "b2"));
    assertThat(of(moved, "W1")).isNotEqualTo(of(before, "W1"));
  }

  @Test
  void factorsMultiplyRateAndDecayOfAGroup() {
    String decayed = SGD + "weightDecay = 0.4\n";
    var before = after(decayed, 0);
    var whole = after(decayed, 1);
    var grouped =
        after(
            decayed
                + "[[optimizer.group]]\nparameters = [\"W2\"]\nlearningRateFactor = 0.5\n"
                + "[[optimizer.group]]\nparameters = [\"W1\"]\nweightDecayFactor = 0\n",
            1);
    for (int i = 0; i < of(before, "W2").length; i++) {
      double full = of(whole, "W2")[i] - of(before, "W2")[i];
      assertThat(of(grouped, "W2")[i] - of(before, "W2")[i]).isCloseTo(full / 2, within(1e-15));
      double bare = of(whole, "W1")[i] + 0.05 * 0.4 * of(before, "W1")[i];
      assertThat(of(grouped, "W1")[i]).isCloseTo(bare, within(1e-15));
    }
    assertThat(of(grouped, "b1")).containsExactly(of(whole, "b1"));
  }

  /// The first group that names a parameter has it, and a rule of its own moves it as that rule
  /// does alone.
  @Test
  void aGroupMayHaveItsOwnRule() {
    String group =
        "[[optimizer.group]]\n"
            + "parameters = [\"W1\"]\n"
            + "rule = { kind = \"lion\", learningRate = 0.05, warmupSteps = 0, weightDecay = 0.3"
            + " }\n"
            + "[[optimizer.group]]\n"
            + "parameters = [\"*\"]\n"
            + "frozen = true\n";
    var grouped = after(SGD + group, 1);
    var lion = after("kind = \"lion\"\nlearningRate = 0.05\nweightDecay = 0.3\n", 1);
    assertThat(of(grouped, "W1")).containsExactly(of(lion, "W1"));
    assertThat(of(grouped, "W2")).containsExactly(of(after(SGD, 0), "W2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradient-noise", "update-noise", "weight-noise", "jiggled-decay"})
  void noiseIsTheSameForAnyNumberOfThreads(String kind) {
    String key = kind.equals("jiggled-decay") ? "strength" : "deviation";
    String lines = SGD + "[[optimizer.stage]]\nkind = \"" + kind + "\"\n" + key + " = 0.1\n";
    var one = new TreeMap<>(after(lines, 4, 1));
    var plain = after(SGD, 4);
    for (int threads = 2; threads <= 4; threads++) {
      var more = after(lines, 4, threads);
      one.forEach((name, w) -> assertThat(of(more, name)).containsExactly(w));
    }
    assertThat(of(one, "W1")).isNotEqualTo(of(plain, "W1"));
  }

  /// Gradients are those of the noisy weights, and the rule moves the clean ones: with a rate of
  /// almost 0 the weights stay.
  @Test
  void weightNoiseLeavesTheWeightsWhereTheyAre() {
    String lines =
        "kind = \"sgd\"\nlearningRate = 1e-300\n[[optimizer.stage]]\nkind = \"weight-noise\"\n";
    var before = after(SGD, 0);
    after(lines, 3)
        .forEach((name, w) -> assertThat(w).containsExactly(of(before, name), within(1e-290)));
  }

  /// Langevin sampling of a quadratic well of curvature h: normal around the weighted mean of
  /// target and initial weight, with the variance 1/(a·(1 − ε·a/4)), a = strength·h + localisation.
  @Test
  void langevinDynamicsHasTheVarianceOfItsWell() {
    String lines = "kind = \"sgld\"\nlearningRate = 0.05\nstrength = 10\nlocalisation = 1\n";
    try (var problem = SmallProblem.quadratic(lines)) {
      double[] start = of(problem.weights(), "b");
      int steps = 60_000;
      double[] mean = new double[4];
      double[] square = new double[4];
      for (int step = 0; step < steps; step++) {
        problem.optimizer.step(step);
        double[] b = of(problem.weights(), "b");
        for (int i = 0; i < 4; i++) {
          mean[i] += b[i] / steps;
          square[i] += b[i] * b[i] / steps;
        }
      }
      double[] curvature = SmallProblem.numbers(4, 12);
      double[] target = SmallProblem.numbers(4, 22);
      for (int i = 0; i < 4; i++) {
        double h = 1.5 + curvature[i];
        double a = 10 * h + 1;
        double centre = (10 * h * target[i] + start[i]) / a;
        double variance = 1 / (a * (1 - 0.05 * a / 4));
        assertThat(mean[i]).isCloseTo(centre, within(0.02));
        assertThat(square[i] - mean[i] * mean[i]).isCloseTo(variance, within(0.06 * variance));
      }
    }
  }

  /// The window of gradients is state: it holds them as they were.
  @Test
  void theWindowHoldsTheLastGradients() {
    String lines = SGD + "[[optimizer.stage]]\nkind = \"grokfast-ma\"\nwindow = 3\nlambda = 0\n";
    try (var problem = SmallProblem.network(lines)) {
      for (int step = 0; step < 4; step++) {
        problem.optimizer.step(step);
      }
      assertThat(problem.optimizer.state()).hasSize(4);
      var newest = problem.slot(new Slot("grokfast-ma.gradient0"));
      assertThat(of(newest, "W1")).containsExactly(of(problem.slot(Slot.GRADIENTS), "W1"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[[optimizer.stage]]\\nalpha = 0.5|optimizer.stage[0].kind is missing; it is one of"
            + " grokfast-ema",
        "[[optimizer.stage]]\\nkind = \"grokfst-ema\"|did you mean grokfast-ema?",
        "[[optimizer.stage]]\\nkind = \"grokfast-ema\"\\nalfa = 1|did you mean"
            + " optimizer.stage[0].alpha?",
        "[[optimizer.stage]]\\nkind = \"gradient-noise\"\\ndeviation = -1|optimizer.stage[0]."
            + "deviation is -1.0; expected a finite number of at least 0",
        "[[optimizer.stage]]\\nkind = \"weight-norm\"\\nparameters ="
            + " [\"W9\"]|optimizer.stage[0].parameters names \"W9\", which matches no parameter of"
            + " this network; it has W1, b1, W2, b2",
        "[[optimizer.group]]\\nparameters = [\"embed.*\"]|optimizer.group[0].parameters names"
            + " \"embed.*\"",
        "[[optimizer.group]]\\nlearningRateFactor = -1|optimizer.group[0].learningRateFactor is"
            + " -1.0",
        "[[optimizer.group]]\\nrule = {}|optimizer.group[0].rule is an empty table; write e.g. rule"
            + " = { kind = \"sgd\" }",
        "[[optimizer.group]]\\nrule = { learningRate = 1 }|optimizer.group[0].rule.kind is missing;"
            + " it is one of sgd",
        "[[optimizer.group]]\\n[[optimizer.group]]\\nparameters = [\"W1\"]|optimizer.group[1] names"
            + " parameters that all belong to groups above it; write it above them",
        "[[optimizer.group]]\\nparameters = [\"W1\"]\\nrule = { kind = \"sgld\" }|"
            + "optimizer.group[0].rule samples (\"sgld\"), and optimizer moves other parameters by"
            + " another rule (\"sgd\"), so nothing is sampled",
        "[[optimizer.group]]\\nfrozen = true|optimizer.group freezes every parameter, so that"
            + " nothing would be trained; freeze fewer",
        "[[optimizer.stage]]\\nkind = \"neural-gradient\"\\n[[optimizer.stage]]\\nkind ="
            + " \"neural-gradient\"|optimizer.stage has 2 stages that keep training examples for"
            + " themselves (neural-gradient, neural-gradient); expected one at most",
        "[optimizer.stage]\\nkind = \"clip-norm\"|optimizer.stage is"
      })
  void whatCannotBeMeantIsRefused(String lines, String sentence) {
    assertThatThrownBy(() -> after(SGD + lines.replace("\\n", "\n") + "\n", 0))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "restarts, 0, 1.0",
    "restarts, 50, 0.6",
    "restarts, 100, 1.0",
    "restarts, 150, 0.6",
    "step, 99, 1.0",
    "step, 100, 0.5",
    "step, 250, 0.25",
    "exponential, 0, 1.0",
    "exponential, 50, 0.7071067811865476",
    "exponential, 100, 0.5"
  })
  void schedulesThatGoOn(String schedule, long step, double expected) {
    String number =
        schedule.equals("restarts") ? "finalLearningRate = 0.2" : "scheduleFactor = 0.5";
    var spec =
        new SpecReader()
            .parse(
                "[optimizer]\n"
                    + "learningRate = 1.0\n"
                    + "warmupSteps = 0\n"
                    + "scheduleSteps = 100\n"
                    + "schedule = \""
                    + schedule
                    + "\"\n"
                    + number);
    assertThat(spec.optimizer().learningRate().at(step)).isCloseTo(expected, within(1e-15));
  }
}
