package groklab.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Gradients;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.Program;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.Network;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.spec.SpecReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Gaussian process against scikit-learn: `golden/gaussian_process.py`.
class GaussianProcessTest {
  private static final int N = 12;
  private static final int UNSEEN = 5;
  private static final double NOISE = 0.01;

  private static Problem problem() {
    double[] x = new double[N + UNSEEN];
    double[] y = new double[N + UNSEEN];
    for (int k = 0; k < N; k++) {
      x[k] = 1.5 * StrictMath.sin(2.3 * k + 0.7);
      y[k] = StrictMath.sin(2 * x[k]) + 0.1 * StrictMath.cos(5.1 * k);
    }
    for (int k = 0; k < UNSEEN; k++) {
      x[N + k] = -1.4 + 0.7 * k;
    }
    return Problem.of(
        new Inputs.Features(1, x),
        new Targets.Reals(1, y),
        IntStream.range(0, N).toArray(),
        IntStream.range(N, N + UNSEEN).toArray());
  }

  /// @param objective the squared error of the training examples and the complexity
  /// @param slopes of the objective, by ln ℓ and by ln s
  private record Seen(double[] mean, double[] variance, double objective, double[] slopes) {}

  private static Seen seen(double logLength, double logScale) {
    Problem problem = problem();
    Network network = new GaussianProcess(logLength, logScale, NOISE).network(problem);
    Graph g = new Graph();
    var train = new Examples.Known(problem, Ints.of(problem.trainRows()));
    var unseen = new Examples.Known(problem, Ints.of(problem.validationRows()));
    Forward own = network.forward(g, train, true);
    Node error = g.mean(g.squaredError(own.logits(), train.wanted(g), LossPrecision.FLOAT64));
    Node objective = g.add(error, own.hook(Forward.COMPLEXITY));
    List<Node> slopes =
        Gradients.of(
            g, objective, List.of(g.parameter("log_length", 1, 1), g.parameter("log_scale", 1, 1)));
    Forward others = network.forward(g, unseen, false);
    Map<String, Node> wanted =
        Map.of(
            "mean", others.logits(),
            "variance", others.hook("variance"),
            "objective", objective,
            "byLength", slopes.get(0),
            "byScale", slopes.get(1));
    try (Session s = Engine.open(network.layout(), Precision.FLOAT64, 0, 1)) {
      network.initialise(s, 0);
      Executor e = s.load(Program.of(network.layout(), g, wanted).plan(1));
      e.run(0);
      return new Seen(
          read(e, "mean", UNSEEN),
          read(e, "variance", UNSEEN),
          read(e, "objective", 1)[0],
          new double[] {read(e, "byLength", 1)[0], read(e, "byScale", 1)[0]});
    }
  }

  private static double[] read(Executor e, String name, int size) {
    double[] values = new double[size];
    e.read(name, values);
    return values;
  }

  /// The objective is 2σ²/n · (−evidence) without n/2·ln 2π.
  @Test
  void meanEvidenceAndGradientAreThoseOfScikitLearn() throws IOException {
    JsonNode cases;
    try (var in = GaussianProcessTest.class.getResourceAsStream("/golden/gaussian-process.json")) {
      cases = new JsonMapper().readTree(Objects.requireNonNull(in));
    }
    assertThat(cases).hasSize(3);
    for (JsonNode each : cases) {
      Seen seen = seen(each.get("logLength").doubleValue(), each.get("logScale").doubleValue());
      for (int k = 0; k < UNSEEN; k++) {
        assertThat(seen.mean()[k]).isCloseTo(each.get("mean").get(k).doubleValue(), within(1e-10));
        assertThat(seen.variance()[k])
            .isCloseTo(each.get("variance").get(k).doubleValue(), within(1e-10));
      }
      double unit = 2 * NOISE / N;
      double constant = N / 2.0 * StrictMath.log(2 * Math.PI);
      assertThat(-(seen.objective() / unit + constant))
          .isCloseTo(each.get("evidence").doubleValue(), within(1e-8));
      assertThat(-seen.slopes()[0] / unit)
          .isCloseTo(each.get("byLength").doubleValue(), within(1e-8));
      assertThat(-seen.slopes()[1] / unit)
          .isCloseTo(each.get("byScale").doubleValue(), within(1e-8));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "model.logLength=30.0; model.logLength is 30.0",
        "model.noise=0.0; model.noise is 0.0",
        "task.trainExamples=201; model.kind is \"gaussian-process\", which takes at most 200",
        "task.kind=\"sparse-parity\"; model.kind is \"gaussian-process\", which maps one real",
        "training.loss.weight=-1.0; training.loss.weight is -1.0"
      })
  void whatDoesNotFitIsRefused(String key, String sentence) {
    assertThatThrownBy(
            () -> {
              var spec =
                  new SpecReader()
                      .parse(
                          """
                          task.kind = "noisy-sine"
                          model.kind = "gaussian-process"
                          training.loss = { kind = "error-and-complexity" }
                          """,
                          List.of(key));
              spec.model().network(spec.problem());
            })
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void aNetworkWithoutAComplexityIsRefused() {
    var spec =
        new SpecReader()
            .parse(
                """
                task.kind = "noisy-sine"
                model.kind = "mlp"
                training.loss = "error-and-complexity"
                """);
    Network network = spec.model().network(spec.problem());
    var all = new Examples.Known(spec.problem(), Ints.of(0));
    assertThatThrownBy(() -> spec.training().objective().gradientPlan(network, all, true, 1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("the network has no complexity of its own; write model.kind");
  }
}
