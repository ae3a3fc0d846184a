package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Attention;
import groklab.engine.graph.Gradients;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.ParameterLayout;
import groklab.engine.plan.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Values and gradients of single primitives in float64 against an independent implementation.
class GoldenPrimitivesTest {
  private static final double EPSILON = 1e-5;

  /// Relative to the largest number of the array: both sides round in another order, nothing more.
  private static final double ROUNDING = 1e-14;

  private static final int BATCH = 2;
  private static final int HEADS = 3;
  private static final int POSITIONS = 5;
  private static final int HEAD_WIDTH = 4;

  /// The inputs of a primitive by name.
  private interface Inputs {
    Node of(String name);
  }

  private interface Primitive {
    Node of(Graph g, Inputs inputs);
  }

  @ParameterizedTest
  @CsvSource({"gelu, GELU", "geluTanh, GELU_TANH", "silu, SILU"})
  void activation(String name, UnaryKind kind) {
    compare(name, UnaryOperator.identity(), (g, in) -> g.unary(kind, in.of("x")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void normalisation(boolean centred) {
    compare(
        centred ? "layerNorm" : "rmsNorm",
        UnaryOperator.identity(),
        (g, in) -> {
          Node y = g.multiply(g.normalize(in.of("x"), EPSILON, centred), in.of("gain"));
          return centred ? g.add(y, in.of("bias")) : y;
        });
  }

  @Test
  void softmaxCrossEntropy() {
    JsonNode targets = stored("softmaxCrossEntropy").required("targets");
    int[] classes = targets.valueStream().mapToInt(JsonNode::intValue).toArray();
    compare(
        "softmaxCrossEntropy",
        UnaryOperator.identity(),
        (g, in) ->
            g.mean(
                g.crossEntropy(
                    in.of("logits"), new Index.Fixed(Ints.of(classes)), LossPrecision.FLOAT64)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void attention(boolean causal) {
    Attention shape = new Attention(BATCH, POSITIONS, POSITIONS, HEADS, HEAD_WIDTH);
    compare(
        causal ? "causalAttention" : "fullAttention",
        GoldenPrimitivesTest::headsLast,
        (g, in) -> {
          Node scores = g.attentionScores(in.of("q"), in.of("k"), shape);
          Ints allowed = causal ? Ints.of(1, 2, 3, 4, 5) : Ints.of(POSITIONS);
          Node pattern = g.softmax(g.scale(scores, 1 / Math.sqrt(HEAD_WIDTH)), POSITIONS, allowed);
          return g.attentionMix(pattern, in.of("v"), shape);
        });
  }

  /// From `[batch, head, position, d]` to our `[batch · position, head · d]`.
  private static double[] headsLast(double[] in) {
    double[] out = new double[in.length];
    int from = 0;
    for (int b = 0; b < BATCH; b++) {
      for (int h = 0; h < HEADS; h++) {
        for (int p = 0; p < POSITIONS; p++) {
          for (int d = 0; d < HEAD_WIDTH; d++) {
            out[((b * POSITIONS + p) * HEADS + h) * HEAD_WIDTH + d] = in[from++];
          }
        }
      }
    }
    return out;
  }

  private static JsonNode stored(String name) {
    return GoldenFiles.json("primitives.json").required("cases").required(name);
  }

  private static double[] values(JsonNode array, UnaryOperator<double[]> order) {
    return order.apply(GoldenFiles.numbers(array.required("values")));
  }

  /// The shape of an array as a matrix of ours: vectors are rows, what has four dimensions is
  /// attention's.
  private static int rows(JsonNode array) {
    JsonNode shape = array.required("shape");
    return switch (shape.size()) {
      case 0, 1 -> 1;
      case 2 -> shape.get(0).intValue();
      default -> BATCH * POSITIONS;
    };
  }

  private static void compare(String name, UnaryOperator<double[]> order, Primitive primitive) {
    JsonNode golden = stored(name);
    Graph g = new Graph();
    ParameterLayout layout = new ParameterLayout();
    Map<String, Node> inputs = new LinkedHashMap<>();
    for (var input : golden.required("inputs").properties()) {
      int rows = rows(input.getValue());
      int cols = input.getValue().required("values").size() / rows;
      layout.add(input.getKey(), rows, cols);
      inputs.put(input.getKey(), g.parameter(input.getKey(), rows, cols));
    }
    Node out = primitive.of(g, input -> Objects.requireNonNull(inputs.get(input)));
    Node scalar = out;
    if (golden.has("dOut")) {
      double[] upstream = values(golden.required("dOut"), order);
      Node literal = g.literal(upstream, out.rows(), out.cols());
      scalar = g.sum(Op.Axis.ALL, g.multiply(out, literal));
    }
    List<Node> gradients = Gradients.of(g, scalar, new ArrayList<>(inputs.values()));
    Map<String, Node> outputs = new LinkedHashMap<>(Map.of("out", out));
    int i = 0;
    for (String input : inputs.keySet()) {
      outputs.put(input, gradients.get(i++));
    }
    try (Session session = Engine.open(layout, Precision.FLOAT64, 0, 2)) {
      for (var input : golden.required("inputs").properties()) {
        int offset = layout.view(input.getKey()).offset();
        session.write(Slot.VALUES, offset, values(input.getValue(), order));
      }
      Executor e = session.load(Program.asWritten(layout, g, outputs).plan(1));
      e.run(0);
      assertClose(e, "out", values(golden.required("out"), order));
      for (String input : inputs.keySet()) {
        JsonNode gradient = golden.required("gradients").required(input);
        assertClose(e, input, values(gradient, order));
      }
    }
  }

  private static void assertClose(Executor e, String output, double[] expected) {
    double[] seen = new double[expected.length];
    assertThat(e.read(output, seen)).isEqualTo(expected.length);
    double largest = 0;
    for (double x : expected) {
      largest = Math.max(largest, Math.abs(x));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(seen[i] - expected[i]))
          .as("%s[%d]", output, i)
          .isLessThanOrEqualTo(ROUNDING * largest);
    }
  }
}
