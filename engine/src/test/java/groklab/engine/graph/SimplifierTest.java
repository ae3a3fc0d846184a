package groklab.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The rewrites keep every value and leave only the rows that are needed.
class SimplifierTest {
  private static final int TOKENS = 5;
  private static final int LENGTH = 3;
  private static final int WIDTH = 8;
  private static final int HEADS = 2;

  private static ParameterLayout layout() {
    ParameterLayout layout = new ParameterLayout();
    layout.add("E", TOKENS + 1, WIDTH);
    layout.add("P", LENGTH, WIDTH);
    for (String name : List.of("Q", "K", "V", "O")) {
      layout.add(name, WIDTH, WIDTH);
    }
    layout.add("U", WIDTH, TOKENS);
    layout.add("gain", 1, WIDTH);
    return layout;
  }

  /// All pairs of tokens and an equals sign, in full or as a minibatch.
  private static int[] tokens() {
    return IntStream.range(0, TOKENS * TOKENS)
        .flatMap(i -> IntStream.of(i / TOKENS, i % TOKENS, TOKENS))
        .toArray();
  }

  private static Node loss(Graph g, Index tokens, Index targets, int examples) {
    ParameterLayout layout = layout();
    Node x = g.gather(parameter(g, layout, "E"), tokens);
    x =
        g.add(
            x, g.gather(parameter(g, layout, "P"), new Index.Periodic(Ints.of(0, 1, 2), examples)));
    x = g.multiply(g.normalize(x, 1e-5, true), parameter(g, layout, "gain"));
    Attention shape = new Attention(examples, LENGTH, LENGTH, HEADS, WIDTH / HEADS);
    Node q = g.matmul(x, parameter(g, layout, "Q"));
    Node k = g.matmul(x, parameter(g, layout, "K"));
    Node v = g.matmul(x, parameter(g, layout, "V"));
    Node pattern =
        g.softmax(g.scale(g.attentionScores(q, k, shape), 0.5), LENGTH, Ints.of(1, 2, 3));
    Node z = g.matmul(g.attentionMix(pattern, v, shape), parameter(g, layout, "O"));
    Node h = g.unary(UnaryKind.GELU, g.add(x, z));
    Node last = g.gather(h, new Index.Positions(LENGTH, Ints.of(2), examples));
    Node logits = g.matmul(last, parameter(g, layout, "U"));
    return g.mean(g.crossEntropy(logits, targets, LossPrecision.FLOAT64));
  }

  private static Node parameter(Graph g, ParameterLayout layout, String name) {
    var view = layout.view(name);
    return g.parameter(name, view.rows(), view.cols());
  }

  private static void assertSameLossAndGradients(
      Index tokens, Index targets, int examples, int... batch) {
    Graph g = new Graph();
    Node plain = loss(g, tokens, targets, examples);
    Node simple = Simplifier.simplify(g, List.of(plain)).getFirst();
    ParameterLayout layout = layout();
    List<Node> parameters =
        layout.views().stream()
            .map(view -> g.parameter(view.name(), view.rows(), view.cols()))
            .toList();
    try (Evaluator e = new Evaluator(layout, 2)) {
      e.fill(false);
      assertThat(e.value(simple, batch)[0]).isCloseTo(e.value(plain, batch)[0], within(1e-14));
      List<double[]> seen = e.values(Gradients.of(g, simple, parameters), batch);
      List<double[]> expected = e.values(Gradients.of(g, plain, parameters), batch);
      for (int i = 0; i < parameters.size(); i++) {
        for (int j = 0; j < seen.get(i).length; j++) {
          assertThat(seen.get(i)[j])
              .as("gradient of %s at %d", parameters.get(i).op(), j)
              .isCloseTo(expected.get(i)[j], within(1e-13));
        }
      }
    }
  }

  @Test
  void scoresAreComputedOnceForEachPairOfAQueryRowAndAKeyRow() {
    Graph g = new Graph();
    Index tokens = new Index.Fixed(Ints.of(tokens()));
    Index targets = new Index.Fixed(Ints.of(new int[TOKENS * TOKENS]));
    Node simple =
        Simplifier.simplify(g, List.of(loss(g, tokens, targets, TOKENS * TOKENS))).getFirst();
    // one query, the equals sign's; keys: every token at two positions and the equals sign
    assertThat(Gradients.topological(simple))
        .filteredOn(n -> n.op() instanceof Op.AttentionScores)
        .singleElement()
        .satisfies(n -> assertThat(n.rows()).isEqualTo(2 * TOKENS + 1));
  }

  @Test
  void lossAndGradientsStayTheSameOnTheFullTable() {
    int n = TOKENS * TOKENS;
    Index targets =
        new Index.Fixed(Ints.of(IntStream.range(0, n).map(i -> (i * 7) % TOKENS).toArray()));
    assertSameLossAndGradients(new Index.Fixed(Ints.of(tokens())), targets, n);
  }

  @Test
  void lossAndGradientsStayTheSameOnAMinibatch() {
    int n = TOKENS * TOKENS;
    int[] targets = IntStream.range(0, n).map(i -> (i * 7) % TOKENS).toArray();
    int[] batch = IntStream.range(0, 20).map(i -> (i * 11) % n).toArray();
    assertSameLossAndGradients(
        new Index.Lookup(Ints.of(tokens()), LENGTH, 20),
        new Index.Lookup(Ints.of(targets), 1, 20),
        20,
        batch);
  }

  @Test
  void onlyDistinctRowsAreEmbeddedAndOnlyTheLastPositionAsks() {
    int n = TOKENS * TOKENS;
    Graph g = new Graph();
    Index targets = new Index.Fixed(Ints.of(new int[n]));
    Node plain = loss(g, new Index.Fixed(Ints.of(tokens())), targets, n);
    Node simple = Simplifier.simplify(g, List.of(plain)).getFirst();
    List<Integer> productRows = new ArrayList<>();
    for (Node node : Gradients.topological(simple)) {
      if (node.op() instanceof Op.MatMul) {
        productRows.add(node.rows());
      }
    }
    int distinct = 2 * TOKENS + 1;
    assertThat(productRows)
        .as(
            "queries of one row, keys and values of the distinct rows, output and logits of every"
                + " pair")
        .containsExactlyInAnyOrder(1, distinct, distinct, n, n);
  }

  /// Rows of a layer that the next one reads whole are not computed a second time for those that
  /// are selected. Dropout shows it: drawn for the selected rows once more, it would be another
  /// mask.
  @Test
  void whatIsReadWholeIsComputedOnce() {
    int n = TOKENS * TOKENS;
    Graph g = new Graph();
    Node x = g.input("x", n * LENGTH, WIDTH);
    Node first = g.dropout(g.unary(UnaryKind.GELU, x), "first", 0.5);
    Attention shape = new Attention(n, LENGTH, LENGTH, HEADS, WIDTH / HEADS);
    Node pattern =
        g.softmax(g.attentionScores(g.scale(first, 2), first, shape), LENGTH, Ints.of(1, 2, 3));
    Node second = g.add(first, g.attentionMix(pattern, first, shape));
    Index.Positions last = new Index.Positions(LENGTH, Ints.of(2), n);
    Node simple = Simplifier.simplify(g, List.of(g.gather(second, last))).getFirst();
    assertThat(Gradients.topological(simple))
        .filteredOn(node -> node.op() instanceof Op.Dropout)
        .singleElement()
        .isSameAs(first);
    assertThat(Gradients.topological(simple))
        .filteredOn(node -> node.op() instanceof Op.Affine || node.op() instanceof Op.Binary)
        .allSatisfy(node -> assertThat(node.rows()).isEqualTo(n));
  }

  @Test
  void dropoutIsNotHoistedOverAGather() {
    Graph g = new Graph();
    Node gathered = g.gather(g.parameter("E", 3, 4), new Index.Fixed(Ints.of(0, 0, 1, 1, 2, 2)));
    Node dropped = g.dropout(gathered, "test", 0.5);
    assertThat(Simplifier.simplify(g, List.of(dropped)).getFirst()).isSameAs(dropped);
  }
}
