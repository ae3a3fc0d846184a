package groklab.zoo.loss;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.Engine;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.ParameterLayout;
import groklab.engine.plan.ParameterLayout.View;
import groklab.engine.plan.Program;
import groklab.lab.loss.Loss;
import groklab.lab.model.Examples;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.spec.SpecReader;
import groklab.lab.update.Optimizer;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Ten steps of gradient descent on a small network with each loss, against PyTorch:
/// `golden/losses.py`.
class LossStepsGoldenTest {
  private static final int STEPS = 10;
  private static final int CLASSES = 7;
  private static final int[] TARGETS = {0, 3, 6, 3, 1};
  private static final int[] ROWS = {0, 1, 2, 3, 4};

  /// Of the largest weight of a parameter.
  private static final double RELATIVE = 1e-12;

  private static final Map<String, Loss> LOSSES =
      Map.of(
          "softmax", new CrossEntropy(),
          "softmax_less_one", new RoundedCrossEntropy(),
          "softmax_muted", new MutedCrossEntropy(),
          "stablemax", new StableMax(),
          "hinge", new Hinge(),
          "logistic", new Logistic(),
          "smoothed", new SmoothedCrossEntropy(0.1),
          "squares", new MeanSquaredError());

  private final ParameterLayout layout = new ParameterLayout();

  static Stream<String> losses() {
    return LOSSES.keySet().stream().sorted();
  }

  private static JsonNode golden() throws IOException {
    try (var in = LossStepsGoldenTest.class.getResourceAsStream("/golden/losses.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(in)).get("tenSteps");
    }
  }

  /// sin(1.7·k + 0.37·k² + shift)
  private static double[] numbers(int n, double shift) {
    double[] out = new double[n];
    for (int k = 0; k < n; k++) {
      out[k] = StrictMath.sin(1.7 * k + 0.37 * k * k + shift);
    }
    return out;
  }

  private Node parameter(Graph g, String name, int rows, int cols) {
    layout.add(name, rows, cols);
    return g.parameter(name, rows, cols);
  }

  private Node outputs(Graph g) {
    Node w1 = parameter(g, "W1", 3, 6);
    Node b1 = parameter(g, "b1", 1, 6);
    Node w2 = parameter(g, "W2", 6, CLASSES);
    Node b2 = parameter(g, "b2", 1, CLASSES);
    Node x = g.literal(numbers(15, 30), 5, 3);
    Node hidden = g.unary(UnaryKind.TANH, g.add(g.matmul(x, w1), b1));
    return g.add(g.matmul(hidden, w2), b2);
  }

  @Test
  void everyStoredLossIsCompared() throws IOException {
    assertThat(golden().propertyNames()).containsExactlyInAnyOrderElementsOf(LOSSES.keySet());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void tenSteps(String name) throws IOException {
    Graph g = new Graph();
    Node z = outputs(g);
    var problem =
        Problem.of(
            new Inputs.Features(1, new double[5]),
            new Targets.Classes(new int[] {0}, CLASSES, TARGETS),
            ROWS,
            new int[0]);
    Node mean =
        Objects.requireNonNull(LOSSES.get(name))
            .mean(g, z, new Examples.Known(problem, Ints.of(ROWS)), LossPrecision.FLOAT64);
    try (Session s = Engine.open(layout, Precision.FLOAT64, 0, 1)) {
      int number = 0;
      for (View view : layout.views()) {
        double[] w = numbers(view.size(), number++);
        for (int i = 0; i < w.length; i++) {
          w[i] *= 0.8;
        }
        s.write(Slot.VALUES, view.offset(), w);
      }
      var gradients =
          s.load(Program.of(layout, g, Map.of("loss", mean)).withGradientsOf("loss").plan(1));
      var spec =
          new SpecReader()
              .parse("[optimizer]\nkind = \"sgd\"\nlearningRate = 0.5\nwarmupSteps = 0\n");
      var optimizer =
          new Optimizer(
              spec.optimizer(),
              spec.optimizerParts(),
              s,
              Set.of(),
              step -> {
                gradients.run(step);
                return gradients.scalar("loss");
              });
      optimizer.begin();
      for (int step = 0; step < STEPS; step++) {
        optimizer.step(step);
      }
      JsonNode wanted = golden().get(name);
      for (View view : layout.views()) {
        compare(s, view, wanted.get(view.name()));
      }
    }
  }

  private static void compare(Session s, View view, JsonNode wanted) {
    double[] w = new double[view.size()];
    s.read(Slot.VALUES, view.offset(), w);
    double largest = 0;
    double error = 0;
    assertThat(wanted.size()).isEqualTo(w.length);
    for (int i = 0; i < w.length; i++) {
      largest = Math.max(largest, Math.abs(wanted.get(i).doubleValue()));
      error = Math.max(error, Math.abs(wanted.get(i).doubleValue() - w[i]));
    }
    assertThat(error / largest).as(view.name()).isLessThan(RELATIVE);
  }
}
