package groklab.engine.plan;

import groklab.engine.graph.Attention;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.UnaryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// Makes random graphs of every primitive, with values reused here and there, reshapes, residuals
/// and rows of several counts, for tests of scheduling and placement.
final class RandomGraphs {
  private static final int EXAMPLES = 30;
  private static final int POSITIONS = 3;
  private static final int[] ROWS = {1, EXAMPLES, EXAMPLES * POSITIONS};

  /// Wider than a product's tile, so that a result written over an operand would be noticed.
  private static final int WIDTH = 72;

  private static final int HEADS = 2;
  private static final int[] COLS = {1, 6, WIDTH};

  private final RandomGenerator random;
  private final Graph graph = new Graph();
  private final ParameterLayout layout = new ParameterLayout();
  private final List<Node> nodes = new ArrayList<>();

  /// A graph and the layout of its parameters.
  record Made(Graph graph, ParameterLayout layout, List<Node> nodes) {}

  private RandomGraphs(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  static Made make(long seed, int operations) {
    RandomGraphs r = new RandomGraphs(seed);
    for (int rows : ROWS) {
      for (int cols : COLS) {
        r.parameter("p" + rows + "x" + cols, rows, cols);
      }
    }
    for (int cols : COLS) {
      for (int depth : COLS) {
        r.parameter("w" + depth + "x" + cols, depth, cols);
      }
    }
    while (r.nodes.size() < r.layout.views().size() + operations) {
      Node made = r.operation();
      if (!r.nodes.contains(made)) {
        r.nodes.add(made);
      }
    }
    return new Made(r.graph, r.layout, r.nodes);
  }

  private void parameter(String name, int rows, int cols) {
    layout.add(name, rows, cols);
    nodes.add(graph.parameter(name, rows, cols));
  }

  /// Any node, recent ones more often, so that chains grow long and values die.
  private Node any() {
    int n = nodes.size();
    return random.nextInt(3) == 0
        ? nodes.get(random.nextInt(n))
        : nodes.get(n - 1 - random.nextInt(Math.min(n, 6)));
  }

  private Node withShape(int rows, int cols) {
    List<Node> fitting = nodes.stream().filter(n -> n.rows() == rows && n.cols() == cols).toList();
    return fitting.isEmpty()
        ? graph.expand(graph.parameter("p1x1", 1, 1), rows, cols)
        : fitting.get(random.nextInt(fitting.size()));
  }

  private Node operation() {
    Node x = any();
    return switch (random.nextInt(16)) {
      case 0 -> graph.unary(oneOf(UnaryKind.TANH, UnaryKind.RELU, UnaryKind.SQUARE), x);
      case 1 -> graph.affine(x, 0.7, -0.1);
      case 2 -> graph.add(x, beside(x));
      case 3 -> graph.multiply(x, beside(x));
      case 4 -> graph.subtract(x, beside(x));
      case 5 -> product(x);
      case 6 -> graph.add(product(x), graph.parameter("p1x" + WIDTH, 1, WIDTH));
      case 7 -> residual(x);
      case 8 -> graph.sum(oneOf(Op.Axis.ROWS, Op.Axis.COLUMNS, Op.Axis.ALL), x);
      case 9 -> graph.softmax(x);
      case 10 -> graph.normalize(x, 1e-3, random.nextBoolean());
      case 11 -> graph.dropout(x, "test", 0.25);
      case 12 -> rows(x);
      case 13 -> attention();
      case 14 -> graph.matmul(x, withShape(x.rows(), WIDTH), true, false);
      default -> reshaped(x);
    };
  }

  /// Something that can stand beside `x`: of its shape, a row, a column or a number.
  private Node beside(Node x) {
    return switch (random.nextInt(5)) {
      case 0 -> withShape(1, x.cols());
      case 1 -> withShape(x.rows(), 1);
      case 2 -> withShape(1, 1);
      default -> withShape(x.rows(), x.cols());
    };
  }

  private Node weights(int rows, int cols) {
    boolean small = rows == 1 || rows == 6 || rows == WIDTH;
    return small ? graph.parameter("w" + rows + "x" + cols, rows, cols) : withShape(rows, cols);
  }

  private Node product(Node x) {
    return graph.matmul(x, weights(/* rows= */ x.cols(), /* cols= */ WIDTH));
  }

  /// x + x·W: the start of the product is also its left operand.
  private Node residual(Node x) {
    boolean square = x.cols() == 6 || x.cols() == WIDTH;
    return square ? graph.add(x, graph.matmul(x, weights(x.cols(), x.cols()))) : product(x);
  }

  private Node rows(Node x) {
    int n = x.rows();
    Index some =
        new Index.Fixed(
            Ints.of(IntStream.range(0, EXAMPLES).map(i -> random.nextInt(n)).toArray()));
    return switch (random.nextInt(5)) {
      case 0 -> graph.gather(x, some);
      case 1 -> graph.scatter(withShape(EXAMPLES, WIDTH), some, n);
      case 2 ->
          n == EXAMPLES * POSITIONS
              ? graph.gather(x, new Index.Positions(POSITIONS, Ints.of(2), EXAMPLES))
              : graph.gather(x, some);
      case 3 -> graph.squaredError(x, withShape(n, x.cols()), LossPrecision.FLOAT64);
      default -> {
        Index target =
            new Index.Fixed(Ints.of(IntStream.range(0, n).map(r -> r % x.cols()).toArray()));
        yield graph.crossEntropy(x, target, LossPrecision.FLOAT64);
      }
    };
  }

  private Node attention() {
    Attention shape = new Attention(EXAMPLES, 1, POSITIONS, HEADS, WIDTH / HEADS);
    Node q = withShape(EXAMPLES, WIDTH);
    Node k = withShape(EXAMPLES * POSITIONS, WIDTH);
    Node v = random.nextBoolean() ? k : withShape(EXAMPLES * POSITIONS, WIDTH);
    Node pattern = graph.softmax(graph.attentionScores(q, k, shape), POSITIONS, Ints.of(POSITIONS));
    return random.nextBoolean()
        ? graph.attentionMix(pattern, v, shape)
        : graph.attentionMixTransposed(pattern, q, shape);
  }

  private Node reshaped(Node x) {
    return x.rows() == EXAMPLES * POSITIONS
        ? graph.reshape(x, EXAMPLES, POSITIONS * x.cols())
        : x.rows() == EXAMPLES && x.cols() % POSITIONS == 0
            ? graph.reshape(x, EXAMPLES * POSITIONS, x.cols() / POSITIONS)
            : graph.affine(x, -1, 0);
  }

  @SafeVarargs
  private <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
