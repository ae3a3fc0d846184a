package groklab.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.ParameterLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Products in front of mixtures: the same numbers from fewer rows, where the values are few.
class MixtureHoistingTest {
  private static final int TOKENS = 17;
  private static final int ROWS = 2 * TOKENS + 1;
  private static final int PAIRS = TOKENS * TOKENS;
  private static final int HEADS = 2;
  private static final int KEYS = 3;

  private static ParameterLayout layout(int width) {
    var layout = new ParameterLayout();
    layout.add("scores", ROWS, HEADS);
    layout.add("values", ROWS, width);
    layout.add("O", width, width);
    layout.add("rest", 1, width);
    layout.add("in", width, width + 3);
    layout.add("bias", 1, width + 3);
    return layout;
  }

  /// Rows of each pair: its first token, its second, the equals sign.
  private static int[] rows() {
    return IntStream.range(0, PAIRS)
        .flatMap(i -> IntStream.of(i / TOKENS, TOKENS + i % TOKENS, 2 * TOKENS))
        .toArray();
  }

  /// Attention, the residual stream behind it, the first layer of a perceptron, and its squared
  /// sum.
  private static Node loss(Graph g, ParameterLayout layout, Index rows, int examples) {
    int width = layout.view("O").rows();
    var shape = new Attention(examples, 1, KEYS, HEADS, width / HEADS);
    Node byKey = g.reshape(g.gather(parameter(g, layout, "scores"), rows), examples, KEYS * HEADS);
    Node pattern = g.softmax(g.swapGroups(byKey, HEADS), KEYS, Ints.of(KEYS));
    Node z = g.attentionMix(pattern, g.gather(parameter(g, layout, "values"), rows), shape);
    Node start = g.gather(parameter(g, layout, "rest"), new Index.Periodic(Ints.of(0), examples));
    Node x = g.add(start, g.matmul(z, parameter(g, layout, "O")));
    Node pre = g.add(g.matmul(x, parameter(g, layout, "in")), parameter(g, layout, "bias"));
    Node squares = g.sum(Op.Axis.ALL, g.unary(UnaryKind.SQUARE, g.unary(UnaryKind.RELU, pre)));
    return g.add(squares, g.sum(Op.Axis.ALL, g.unary(UnaryKind.TANH, x)));
  }

  private static Node parameter(Graph g, ParameterLayout layout, String name) {
    var view = layout.view(name);
    return g.parameter(name, view.rows(), view.cols());
  }

  private static List<Integer> productRows(Node root) {
    return Gradients.topological(root).stream()
        .filter(n -> n.op() instanceof Op.MatMul)
        .map(Node::rows)
        .toList();
  }

  private static void assertSameLossAndGradients(
      int width, Index rows, int examples, int... batch) {
    var g = new Graph();
    var layout = layout(width);
    Node plain = loss(g, layout, rows, examples);
    Node simple = Simplifier.simplify(g, List.of(plain)).getFirst();
    assertThat(simple).isNotSameAs(plain);
    var parameters =
        layout.views().stream().map(v -> g.parameter(v.name(), v.rows(), v.cols())).toList();
    try (var e = new Evaluator(layout, 2)) {
      e.fill(false);
      double expectedLoss = e.value(plain, batch)[0];
      assertThat(e.value(simple, batch)[0])
          .isCloseTo(expectedLoss, within(1e-13 * Math.abs(expectedLoss)));
      var seen = e.values(Gradients.of(g, simple, parameters), batch);
      var expected = e.values(Gradients.of(g, plain, parameters), batch);
      for (int i = 0; i < parameters.size(); i++) {
        double largest = Arrays.stream(expected.get(i)).map(Math::abs).max().orElseThrow();
        for (int j = 0; j < seen.get(i).length; j++) {
          assertThat(seen.get(i)[j])
              .as("gradient of %s at %d", parameters.get(i).op(), j)
              .isCloseTo(expected.get(i)[j], within(1e-12 * largest));
        }
      }
    }
  }

  @Test
  void lossAndGradientsStayTheSameOnTheFullTable() {
    assertSameLossAndGradients(96, new Index.Fixed(Ints.of(rows())), PAIRS);
  }

  @Test
  void lossAndGradientsStayTheSameOnAMinibatch() {
    int[] batch = IntStream.range(0, 250).map(i -> i * 7 % PAIRS).toArray();
    assertSameLossAndGradients(96, new Index.Lookup(Ints.of(rows()), KEYS, 250), 250, batch);
  }

  @Test
  void onlyTheRowsOfTheTableAreProjected() {
    var g = new Graph();
    var layout = layout(96);
    Node simple =
        Simplifier.simplify(g, List.of(loss(g, layout, new Index.Fixed(Ints.of(rows())), PAIRS)))
            .getFirst();
    assertThat(productRows(simple))
        .as("the residual row and each head of each row, through the first layer")
        .containsExactlyInAnyOrder(1, ROWS * HEADS);
    assertThat(Gradients.topological(simple))
        .filteredOn(n -> n.op() instanceof Op.AttentionMix(Attention s) && s.summed())
        .as("the mixtures of the residual stream and of the first layer")
        .hasSize(2);
  }

  @Test
  void productsStayWhereTheyAreWhenTheMixtureWouldCostMore() {
    var g = new Graph();
    var layout = layout(16);
    Node simple =
        Simplifier.simplify(g, List.of(loss(g, layout, new Index.Fixed(Ints.of(rows())), PAIRS)))
            .getFirst();
    assertThat(productRows(simple)).containsExactlyInAnyOrder(PAIRS, PAIRS);
  }
}
