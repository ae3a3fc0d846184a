package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.plan.Program;
import groklab.lab.model.Examples;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.problem.Problem;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every kind of network, and the keys that change what it computes, against an independent
/// implementation in float64: `golden/networks.py`.
class GoldenNetworksTest {
  /// Of the largest number of an array: both sides round in another order, nothing more.
  private static final double ROUNDING = 1e-12;

  private static final int GRADIENT_STRIDE = 5;
  private static final int LOGIT_STRIDE = 7;

  private static final String MODULAR =
      """
      [task]
      modulus = 5
      trainFraction = 1.0
      tokens = "%s"
      """;

  private static final String PLAIN =
      """
      [task]
      kind = "plain-addition"
      size = 5
      trainExamples = 15
      """;

  /// The networks of the script are this small.
  private static final Map<String, List<String>> SIZES =
      Map.of(
          "transformer",
          List.of("model.width=8", "model.heads=2", "model.mlpWidth=12"),
          "moe-transformer",
          List.of("model.width=8", "model.heads=2", "model.mlpWidth=12"),
          "mlp",
          List.of("model.width=6"),
          "pair-mlp",
          List.of("model.width=6"),
          "embedding-decoder",
          List.of("model.width=6"));

  static List<JsonNode> cases() {
    return GoldenFiles.json("networks.json").required("cases").valueStream().toList();
  }

  private static RunSpec spec(JsonNode golden) {
    String examples = golden.required("examples").stringValue();
    String network = golden.required("network").stringValue();
    List<String> keys = new ArrayList<>(SIZES.getOrDefault(network, List.of()));
    for (var key : golden.required("keys").properties()) {
      String section = key.getKey().equals("loss") ? "training." : "model.";
      JsonNode value = key.getValue();
      keys.add(section + key.getKey() + "=" + (value.isString() ? value.stringValue() : value));
    }
    if (network.equals("mlp") && keys.contains("model.input=embedding")) {
      keys.add("model.embeddingWidth=3");
    }
    String task = examples.equals("plain") ? PLAIN : MODULAR.formatted(examples);
    String model = "[training]\nprecision = \"float64\"\n[model]\nkind = \"%s\"\n";
    return new SpecReader().parse(task + model.formatted(network), keys);
  }

  /// Stored entry i of a parameter, see the script.
  private static double[] weights(Parameter t) {
    String name = t.name();
    long key = IntStream.range(0, name.length()).mapToLong(i -> (i + 1L) * name.charAt(i)).sum();
    int gain = ("." + name).contains(".ln") && name.endsWith(".w") ? 1 : 0;
    return IntStream.range(0, t.view().size())
        .mapToDouble(i -> (7919L * i + key) % 1009 / 1009.0 - 0.5 + gain)
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossLogitsAndGradientsAreThoseOfPyTorch(JsonNode golden) {
    RunSpec spec = spec(golden);
    Problem data = spec.problem();
    Network network = spec.model().network(data);
    var examples = new Examples.Known(data, Ints.of(IntStream.range(0, data.examples()).toArray()));
    try (Session session = Engine.open(network.layout(), spec.training().precision(), 0, 1)) {
      for (Parameter t : network.parameters()) {
        session.write(Slot.VALUES, t.view().offset(), t.fromStored(weights(t)));
      }
      Executor step =
          session.load(
              spec.training().objective().gradientPlan(network, examples, true, session.workers()));
      step.run(0);
      compare("loss", new double[] {step.scalar("loss")}, golden.required("loss").doubleValue());
      JsonNode gradients = golden.required("gradient");
      assertThat(network.parameters().stream().map(Parameter::name))
          .containsExactlyInAnyOrderElementsOf(gradients.propertyNames());
      for (Parameter t : network.parameters()) {
        double[] gradient = new double[t.view().size()];
        session.read(Slot.GRADIENTS, t.view().offset(), gradient);
        compare(
            t.name(),
            every(GRADIENT_STRIDE, t.toStored(gradient)),
            GoldenFiles.numbers(gradients.required(t.name())));
      }
      compare(
          "logits",
          every(LOGIT_STRIDE, logits(session, network, examples)),
          GoldenFiles.numbers(golden.required("logits")));
    }
  }

  private static double[] logits(Session session, Network network, Examples examples) {
    Graph g = new Graph();
    Node logits = network.forward(g, examples, false).logits();
    Executor forward =
        session.load(
            Program.asWritten(network.layout(), g, Map.of("logits", logits))
                .plan(session.workers()));
    forward.run(0);
    double[] out = new double[logits.rows() * logits.cols()];
    forward.read("logits", out);
    return out;
  }

  private static double[] every(int stride, double[] all) {
    return IntStream.range(0, (all.length + stride - 1) / stride)
        .mapToDouble(i -> all[i * stride])
        .toArray();
  }

  private static void compare(String what, double[] seen, double... expected) {
    assertThat(seen).as(what).hasSameSizeAs(expected);
    double largest = 1e-3; // of a gradient that is 0 on paper, such as that of a bias of the keys
    for (double e : expected) {
      largest = Math.max(largest, Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(seen[i] - expected[i]) / largest)
          .as("%s, entry %d: %s against %s", what, i, seen[i], expected[i])
          .isLessThan(ROUNDING);
    }
  }
}
