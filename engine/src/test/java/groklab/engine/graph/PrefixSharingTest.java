package groklab.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.ParameterLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Networks of several layers on equations `a ∘ b =`, of which the first two positions are the same
/// for all b.
class PrefixSharingTest {
  private static final int P = 7;
  private static final int LENGTH = 4;
  private static final int WIDTH = 8;
  private static final int HEADS = 2;
  private static final int ALL = P * P;
  private static final int BATCH = 30;

  private static ParameterLayout layout(int layers) {
    ParameterLayout layout = new ParameterLayout();
    layout.add("E", P + 2, WIDTH);
    layout.add("P", LENGTH, WIDTH);
    for (int l = 0; l < layers; l++) {
      for (String name : List.of("Q", "K", "V", "O", "in", "out")) {
        layout.add(name + l, WIDTH, WIDTH);
      }
    }
    layout.add("U", WIDTH, P);
    return layout;
  }

  private static int[] tokens() {
    return IntStream.range(0, ALL).flatMap(i -> IntStream.of(i / P, P, i % P, P + 1)).toArray();
  }

  private static int[] targets() {
    return IntStream.range(0, ALL).map(i -> (i / P + 3 * (i % P)) % P).toArray();
  }

  private static Node loss(Graph g, int layers, boolean batch, Ints allowed) {
    return loss(g, layers, batch, allowed, 3);
  }

  private static Node loss(Graph g, int layers, boolean batch, Ints allowed, int... scored) {
    int n = batch ? BATCH : ALL;
    Index tokens = index(tokens(), LENGTH, batch);
    Node x = g.gather(parameter(g, layers, "E"), tokens);
    Ints every = Ints.of(IntStream.range(0, LENGTH).toArray());
    x = g.add(x, g.gather(parameter(g, layers, "P"), new Index.Periodic(every, n)));
    Attention shape = new Attention(n, LENGTH, LENGTH, HEADS, WIDTH / HEADS);
    for (int l = 0; l < layers; l++) {
      Node in = g.normalize(x, 1e-5, true);
      Node scores =
          g.attentionScores(
              g.matmul(in, parameter(g, layers, "Q" + l)),
              g.matmul(in, parameter(g, layers, "K" + l)),
              shape);
      Node pattern = g.softmax(g.scale(scores, 0.5), LENGTH, allowed);
      Node z = g.attentionMix(pattern, g.matmul(in, parameter(g, layers, "V" + l)), shape);
      x = g.add(x, g.matmul(z, parameter(g, layers, "O" + l)));
      Node h = g.unary(UnaryKind.GELU, g.matmul(x, parameter(g, layers, "in" + l)));
      x = g.add(x, g.matmul(h, parameter(g, layers, "out" + l)));
    }
    Node last = g.gather(x, new Index.Positions(LENGTH, Ints.of(scored), n));
    int[] repeated =
        Arrays.stream(targets()).flatMap(t -> Arrays.stream(scored).map(p -> t)).toArray();
    return g.mean(
        g.crossEntropy(
            g.matmul(last, parameter(g, layers, "U")),
            index(repeated, scored.length, batch),
            LossPrecision.FLOAT64));
  }

  private static Index index(int[] table, int width, boolean batch) {
    return batch ? new Index.Lookup(Ints.of(table), width, BATCH) : new Index.Fixed(Ints.of(table));
  }

  private static Node parameter(Graph g, int layers, String name) {
    var view = layout(layers).view(name);
    return g.parameter(name, view.rows(), view.cols());
  }

  private static List<Integer> rowsOfActivations(Node root) {
    return Gradients.topological(root).stream()
        .filter(n -> n.op() instanceof Op.Unary(UnaryKind kind) && kind == UnaryKind.GELU)
        .map(Node::rows)
        .toList();
  }

  @ParameterizedTest(name = "{0} layers, minibatch: {1}, scored positions: {2}")
  @CsvSource({
    "2, false, 3",
    "2, true, 3",
    "3, false, 3",
    "3, true, 3",
    "2, false, 1 3",
    "2, true, 1 3"
  })
  void lossAndGradientsStayTheSame(int layers, boolean batch, String positions) {
    Graph g = new Graph();
    int[] scored = Arrays.stream(positions.split(" ")).mapToInt(Integer::parseInt).toArray();
    Node plain = loss(g, layers, batch, Ints.of(1, 2, 3, 4), scored);
    Node simple = Simplifier.simplify(g, List.of(plain)).getFirst();
    ParameterLayout layout = layout(layers);
    List<Node> parameters =
        layout.views().stream()
            .map(view -> g.parameter(view.name(), view.rows(), view.cols()))
            .toList();
    int[] examples = IntStream.range(0, BATCH).map(i -> (i * 11 + 5) % ALL).toArray();
    try (Evaluator e = new Evaluator(layout, 2)) {
      e.fill(false);
      assertThat(e.value(simple, examples)[0])
          .isCloseTo(e.value(plain, examples)[0], within(1e-13));
      List<double[]> seen = e.values(Gradients.of(g, simple, parameters), examples);
      List<double[]> expected = e.values(Gradients.of(g, plain, parameters), examples);
      for (int i = 0; i < parameters.size(); i++) {
        assertThat(seen.get(i))
            .as("gradient of %s", parameters.get(i).op())
            .containsExactly(expected.get(i), within(1e-12));
      }
    }
  }

  @ParameterizedTest(name = "minibatch: {0}")
  @CsvSource({"false", "true"})
  void everyLayerButTheLastComputesThePositionsThatSeeOneNumberOnceForEachNumber(boolean batch) {
    Graph g = new Graph();
    Node simple =
        Simplifier.simplify(g, List.of(loss(g, 3, batch, Ints.of(1, 2, 3, 4)))).getFirst();
    int n = batch ? BATCH : ALL;
    int shared = 2 * P + 2 * n;
    assertThat(rowsOfActivations(simple)).containsExactlyInAnyOrder(shared, shared, n);
  }

  @Test
  void aSelectionOfFewerRowsThanTheTableHasIsNotComputedForTheWholeTable() {
    Graph g = new Graph();
    int[] classes = IntStream.range(0, ALL).map(i -> i / P).toArray();
    Index.Prefixed index =
        new Index.Prefixed(Ints.of(classes), P, 2, LENGTH, Ints.of(1, 3), ALL, false);
    Node table = g.parameter("X", index.tableRows(), WIDTH);
    Node selected = g.unary(UnaryKind.GELU, g.gather(table, index));
    assertThat(index.tableRows()).isGreaterThan(selected.rows());
    assertThat(Simplifier.simplify(g, List.of(selected)).getFirst()).isSameAs(selected);
  }

  @Test
  void withoutAMaskNothingIsShared() {
    Graph g = new Graph();
    Node simple = Simplifier.simplify(g, List.of(loss(g, 2, false, Ints.of(LENGTH)))).getFirst();
    assertThat(rowsOfActivations(simple)).containsExactlyInAnyOrder(LENGTH * ALL, ALL);
  }

  @Test
  void aBatchSmallerThanTheNumberOfPrefixesIsLeftAsItIs() {
    Graph g = new Graph();
    int few = P / 2;
    Attention shape = new Attention(few, LENGTH, LENGTH, HEADS, WIDTH / HEADS);
    Node x =
        g.gather(g.parameter("E", P + 2, WIDTH), new Index.Lookup(Ints.of(tokens()), LENGTH, few));
    Node pattern = g.softmax(g.attentionScores(x, x, shape), LENGTH, Ints.of(1, 2, 3, 4));
    Node mix = g.attentionMix(pattern, x, shape);
    assertThat(new PrefixSharing(g, scores -> scores).share(mix)).isEmpty();
  }
}
