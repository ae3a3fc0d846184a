package groklab.zoo.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.graph.Slot;
import groklab.lab.kind.SpecException;
import groklab.lab.update.Table;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Wang-Landau sampling, against `golden/wang_landau.py` and against volumes that are known.
class WangLandauTest {
  private static final Slot VELOCITY = new Slot("velocity");

  private static String lines(String keys) {
    return "kind = \"wang-landau\"\n" + keys;
  }

  private static double[] entropy(SmallProblem problem) {
    return problem.optimizer.kept().stream()
        .flatMap(kept -> kept.tables().stream())
        .filter(table -> table.name().equals("entropy"))
        .map(Table::numbers)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"quadratic, 1.5, 3.0, 0.9", "network, -0.6, 0.1, 0.78"})
  void fortyStepsWithoutNoise(String name, double low, double high, double bound)
      throws IOException {
    String toml =
        lines(
            """
            learningRate = 0.05
            friction = 0.0
            temperature = 0.7
            lossFrom = %s
            lossTo = %s
            lossBins = 12
            wall = 30.0
            height = 2.0
            peak = 10
            bumpBins = 1.5
            bound = %s
            """
                .formatted(low, high, bound));
    try (var problem =
        name.equals("network") ? SmallProblem.network(toml) : SmallProblem.quadratic(toml)) {
      problem.session.write(VELOCITY, 0, new double[problem.layout.length()]);
      for (int step = 0; step < 40; step++) {
        problem.optimizer.step(step);
      }
      JsonNode golden = golden().get(name);
      compare(entropy(problem), golden.get("entropy"));
      problem.weights().forEach((p, w) -> compare(w, golden.get("weights").get(p)));
    }
  }

  private static JsonNode golden() throws IOException {
    try (var in = WangLandauTest.class.getResourceAsStream("/golden/wang-landau.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(in));
    }
  }

  private static void compare(double[] seen, JsonNode wanted) {
    assertThat(wanted.size()).isEqualTo(seen.length);
    for (int i = 0; i < seen.length; i++) {
      assertThat(seen[i]).isCloseTo(wanted.get(i).doubleValue(), within(1e-11));
    }
  }

  /// The weights within loss L of a quadratic well in d dimensions fill a volume ∝ L^(d/2), so the
  /// entropy of ln L is d/2 · ln L. Here d = 34.
  @Test
  void theEntropyOfAWellIsHalfItsDimensionPerUnitOfLnLoss() {
    String toml =
        lines(
            """
            learningRate = 0.02
            friction = 0.1
            temperature = 1.0
            lossFrom = 1.0
            lossTo = 2.0
            lossBins = 10
            height = 0.1
            peak = 1000
            countFrom = 50000
            """);
    try (var problem = SmallProblem.quadratic(toml, 1)) {
      for (int step = 0; step < 300_000; step++) {
        problem.optimizer.step(step);
      }
      double[] s = entropy(problem);
      double mean = 0;
      for (double each : s) {
        mean += each / s.length;
      }
      for (int i = 0; i < s.length; i++) {
        double lnLoss = 0.1 * (i + 0.5) - 0.5;
        assertThat(s[i] - mean).as("bin %d", i).isCloseTo(17 * lnLoss, within(0.35));
      }
      Map<String, Double> observed = problem.optimizer.observed();
      assertThat(observed.get("sampling.visited")).isEqualTo(1.0);
      assertThat(observed.get("sampling.flatness")).isGreaterThan(0.8);
    }
  }

  @Test
  void velocitiesBeginAtTheTemperature() {
    try (var problem = SmallProblem.quadratic(lines("temperature = 4.0\n"))) {
      double[] v = new double[problem.layout.length()];
      problem.session.read(VELOCITY, 0, v);
      double squares = 0;
      for (double each : v) {
        squares += each * each / 34;
      }
      assertThat(squares).isBetween(2.0, 7.0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "lossFrom = 3.0; optimizer.lossFrom is 3.0",
        "friction = 1.5; optimizer.friction is 1.5",
        "temperature = -1.0; optimizer.temperature is -1.0",
        "bound = -1.0; optimizer.bound is -1.0",
        "peak = 0; optimizer.peak is 0",
        "accuracy = \"test\"; optimizer.accuracy is \"test\""
      })
  void whatCannotBeSampledIsRefused(String key, String sentence) {
    assertThatThrownBy(() -> SmallProblem.quadratic(lines(key + "\n")))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(sentence);
  }

  /// Two groups would build up two entropies of one loss.
  @Test
  void allParametersAreSampledTogether() {
    String groups = lines("[[optimizer.group]]\nparameters = [\"W1\"]\nlearningRateFactor = 0.5\n");
    assertThatThrownBy(() -> SmallProblem.network(groups))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("moves all parameters together");
    String frozen = lines("[[optimizer.group]]\nparameters = [\"W1\"]\nfrozen = true\n");
    try (var problem = SmallProblem.network(frozen)) {
      problem.optimizer.step(0);
      assertThat(problem.optimizer.kept()).hasSize(1);
    }
  }
}
