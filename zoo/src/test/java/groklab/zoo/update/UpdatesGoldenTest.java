package groklab.zoo.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Ten updates of each rule and stage on a quadratic and on a small network, against PyTorch and
/// against formulas written out in numbers: `golden/updates.py`.
class UpdatesGoldenTest {
  private static final int STEPS = 10;

  /// Of the largest weight of a parameter.
  private static final double RELATIVE = 1e-12;

  private static final String SGD = "kind = \"sgd\"\nlearningRate = 0.05\n";
  private static final String ADAMW =
      "kind = \"adamw\"\nlearningRate = 0.05\nbeta2 = 0.98\nweightDecay = 0.3\n";
  private static final String COUPLED = "learningRate = 0.05\nweightDecay = 0.3\n";
  private static final String EMA =
      "[[optimizer.stage]]\nkind = \"grokfast-ema\"\nalpha = 0.9\nlambda = 2\n";
  private static final String CLAMP =
      "[[optimizer.stage]]\nkind = \"weight-norm\"\nform = \"clamp\"\nnorm = 2\n";

  private static final Map<String, String> CASES = new LinkedHashMap<>();

  static {
    CASES.put("sgd", SGD);
    CASES.put("sgd-coupled", "kind = \"sgd\"\n" + COUPLED);
    CASES.put("momentum", "kind = \"momentum\"\nlearningRate = 0.05\n");
    CASES.put("nesterov", "kind = \"nesterov\"\n" + COUPLED);
    CASES.put("rmsprop", "kind = \"rmsprop\"\nbeta2 = 0.9\n" + COUPLED);
    CASES.put("adam", "kind = \"adam\"\nbeta2 = 0.98\n" + COUPLED);
    CASES.put("adamw", ADAMW);
    CASES.put("lion", "kind = \"lion\"\n" + COUPLED);
    CASES.put("muon", "kind = \"muon\"\n" + COUPLED);
    CASES.put(
        "muon-nesterov", "kind = \"muon\"\nlearningRate = 0.05\nnesterov = true\nscaled = false\n");
    CASES.put("grokfast-ema", SGD + EMA);
    CASES.put("grokfast-ma", stage("grokfast-ma", "window = 4\nlambda = 5"));
    CASES.put("perpendicular", stage("perpendicular-gradient", ""));
    CASES.put("perpendicular-plain", stage("perpendicular-gradient", "rescale = false"));
    CASES.put("clip-norm", stage("clip-norm", "norm = 0.5"));
    CASES.put("clip-value", stage("clip-value", "value = 0.1"));
    CASES.put("egalitarian", stage("egalitarian", "parameters = [\"W1\"]\niterations = 40"));
    CASES.put(
        "nuclear",
        stage("nuclear-penalty", "parameters = [\"W2\"]\nstrength = 0.3\niterations = 40"));
    CASES.put("spectral-entropy", stage("spectral-entropy", "strength = 0.3"));
    CASES.put("spectral-entropy-4", stage("spectral-entropy", "strength = 0.3\nevery = 4"));
    CASES.put(
        "neural-gradient",
        stage(
            "neural-gradient",
            "hidden = 6\nnorm = 0.7\nevery = 2\ninnerRate = 0.05\nmetaRate = 0.1"));
    CASES.put("normalised", stage("neural-gradient", "hidden = 0\nnorm = 0.7"));
    CASES.put("lasso", stage("l1-penalty", "strength = 0.01"));
    CASES.put("sharpness-aware", stage("sharpness-aware", "radius = 0.05"));
    CASES.put("hold-all", stage("weight-norm", ""));
    CASES.put("hold-each", stage("weight-norm", "of = \"each\"\nnorm = 1.5"));
    CASES.put("clamp-all", SGD + CLAMP);
    CASES.put("grokfast-adamw", ADAMW + EMA + CLAMP);
  }

  private static String stage(String kind, String lines) {
    return SGD + "[[optimizer.stage]]\nkind = \"" + kind + "\"\n" + lines + "\n";
  }

  private static String lines(String name) {
    return Objects.requireNonNull(CASES.get(name));
  }

  static Stream<String> cases() {
    return CASES.keySet().stream();
  }

  private static JsonNode golden() throws IOException {
    try (var in = UpdatesGoldenTest.class.getResourceAsStream("/golden/updates.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(in));
    }
  }

  @Test
  void everyStoredCaseIsCompared() throws IOException {
    assertThat(golden().get("quadratic").propertyNames())
        .containsExactlyInAnyOrderElementsOf(CASES.keySet());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tenUpdatesOfAQuadratic(String name) throws IOException {
    try (var problem = SmallProblem.quadratic(lines(name))) {
      compare(problem, golden().get("quadratic").get(name));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tenUpdatesOfANetwork(String name) throws IOException {
    try (var problem = SmallProblem.network(lines(name))) {
      compare(problem, golden().get("network").get(name));
    }
  }

  private static void compare(SmallProblem problem, JsonNode golden) {
    for (int step = 0; step < STEPS; step++) {
      problem.optimizer.step(step);
    }
    problem
        .weights()
        .forEach((name, w) -> {
          JsonNode wanted = golden.get(name);
          double largest = 0;
          double error = 0;
          assertThat(wanted.size()).isEqualTo(w.length);
          for (int i = 0; i < w.length; i++) {
            largest = Math.max(largest, Math.abs(wanted.get(i).doubleValue()));
            error = Math.max(error, Math.abs(wanted.get(i).doubleValue() - w[i]));
          }
          assertThat(error / largest).as(name).isLessThan(RELATIVE);
        });
  }
}
