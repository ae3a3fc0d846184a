package groklab.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.plan.ParameterLayout;
import groklab.engine.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Gradients, and gradients of gradients, against central differences in float64.
class GradientsTest {
  private static final int[] BATCH = {2, 0, 3};

  static Stream<PrimitiveCases.Case> primitives() {
    return PrimitiveCases.all().stream();
  }

  /// Σ value ⊙ fixed random numbers, so that every entry of a result counts differently.
  private static Node projected(Graph g, Node value) {
    RandomStream stream = RandomStream.of(5, "projection");
    double[] weights = new double[value.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = stream.normal(i);
    }
    return g.sum(Op.Axis.ALL, g.multiply(value, g.literal(weights, value.rows(), value.cols())));
  }

  private static List<Node> parameters(Node loss) {
    List<Node> parameters = new ArrayList<>();
    for (Node n : Gradients.topological(loss)) {
      if (n.op() instanceof Op.Parameter) {
        parameters.add(n);
      }
    }
    return parameters;
  }

  private static Evaluator evaluator(List<Node> parameters, boolean positive) {
    ParameterLayout layout = new ParameterLayout();
    for (Node p : parameters) {
      layout.add(((Op.Parameter) p.op()).name(), p.rows(), p.cols());
    }
    Evaluator e = new Evaluator(layout, 2);
    e.fill(positive);
    return e;
  }

  /// ∂f/∂(every parameter) by central differences.
  private static double[] differences(Evaluator e, Node f, Node parameter) {
    var view = e.layout.view(((Op.Parameter) parameter.op()).name());
    double[] out = new double[parameter.size()];
    double[] x = new double[1];
    Evaluator.Compiled compiled = e.compile(List.of(f), BATCH);
    for (int i = 0; i < out.length; i++) {
      e.session.read(Slot.VALUES, view.offset() + i, x);
      double h = 1e-5;
      e.session.write(Slot.VALUES, view.offset() + i, new double[] {x[0] + h});
      double up = compiled.run().getFirst()[0];
      e.session.write(Slot.VALUES, view.offset() + i, new double[] {x[0] - h});
      double down = compiled.run().getFirst()[0];
      e.session.write(Slot.VALUES, view.offset() + i, x);
      out[i] = (up - down) / (2 * h);
    }
    return out;
  }

  private static double relativeError(double[] seen, double[] expected) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < seen.length; i++) {
      difference += (seen[i] - expected[i]) * (seen[i] - expected[i]);
      size += expected[i] * expected[i];
    }
    return size == 0 ? Math.sqrt(difference) : Math.sqrt(difference / size);
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void gradientEqualsCentralDifferences(PrimitiveCases.Case c) {
    Graph g = new Graph();
    Node loss = projected(g, c.build().apply(g));
    List<Node> parameters = parameters(loss);
    try (Evaluator e = evaluator(parameters, c.positive())) {
      List<double[]> gradients = e.values(Gradients.of(g, loss, parameters), BATCH);
      for (int i = 0; i < parameters.size(); i++) {
        assertThat(relativeError(gradients.get(i), differences(e, loss, parameters.get(i))))
            .as("%s with respect to %s", c, parameters.get(i).op())
            .isLessThan(1e-6);
      }
    }
  }

  /// The second derivative of every primitive, through a nonlinear function of it, in one
  /// direction: a Hessian-vector product against differences of gradients.
  @ParameterizedTest
  @MethodSource("primitives")
  void hessianVectorProductEqualsDifferencesOfGradients(PrimitiveCases.Case c) {
    Graph g = new Graph();
    Node y = c.build().apply(g);
    Node loss = projected(g, g.add(g.unary(groklab.engine.kernel.UnaryKind.SQUARE, y), y));
    List<Node> parameters = parameters(loss);
    List<Node> gradients = Gradients.of(g, loss, parameters);
    Node along = g.constant(0, 1, 1);
    for (Node gradient : gradients) {
      along = g.add(along, projected(g, gradient));
    }
    List<Node> products = Gradients.of(g, along, parameters);
    try (Evaluator e = evaluator(parameters, c.positive())) {
      List<double[]> seen = e.values(products, BATCH);
      for (int i = 0; i < parameters.size(); i++) {
        double[] expected = differences(e, along, parameters.get(i));
        assertThat(relativeError(seen.get(i), expected))
            .as("%s with respect to %s", c, parameters.get(i).op())
            .isLessThan(1e-6);
      }
    }
  }

  @Test
  void lossMustBeOneNumber() {
    Graph g = new Graph();
    Node matrix = g.parameter("a", 2, 3);
    assertThatThrownBy(() -> Gradients.of(g, matrix, List.of(matrix)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 3]");
  }

  @Test
  void gradientOfAnUnusedParameterIsZero() {
    Graph g = new Graph();
    Node used = g.parameter("used", 1, 1);
    Node unused = g.parameter("unused", 2, 2);
    assertThat(Gradients.of(g, used, List.of(unused)).getFirst()).isEqualTo(g.constant(0, 2, 2));
  }
}
