package groklab.engine.graph;

import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.Broadcast;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.UnaryKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reverse-mode differentiation from graph to graph.
///
/// The result is made of the same primitives, so it can be differentiated again: a Hessian-vector
/// product is the gradient of the inner product of a gradient with a vector. Operations with a
/// fused backward kernel differentiate that kernel through its [Meaning] in simpler operations.
public final class Gradients {
  private final Graph graph;
  private final Map<Node, Node> adjoints = new HashMap<>();
  private final Set<Node> active;

  private Gradients(Graph graph, Set<Node> active) {
    this.graph = graph;
    this.active = active;
  }

  /// ∂loss/∂x for each x of `wrt`, in order, each of the shape of its x; zeros where loss does not
  /// depend on x. `loss` must be `[1, 1]`.
  public static List<Node> of(Graph graph, Node loss, List<Node> wrt) {
    if (loss.size() != 1) {
      throw new IllegalArgumentException(
          "the gradient of a matrix " + Shapes.of(loss) + " is not defined: sum it");
    }
    return backward(graph, loss, graph.constant(1, 1, 1), wrt, false);
  }

  /// Σ seed ⊙ ∂y/∂x for each x of `wrt`: the vector-Jacobian product. With `partial`, each x is
  /// held as a variable of its own even where one of them is computed from another.
  private static List<Node> backward(
      Graph graph, Node y, Node seed, List<Node> wrt, boolean partial) {
    List<Node> order = topological(y);
    Set<Node> active = new HashSet<>(wrt);
    for (Node n : order) {
      if (n.inputs().stream().anyMatch(active::contains)) {
        active.add(n);
      }
    }
    Gradients g = new Gradients(graph, active);
    if (active.contains(y)) {
      g.adjoints.put(y, seed);
    }
    Set<Node> held = partial ? Set.copyOf(wrt) : Set.of();
    for (Node n : order.reversed()) {
      Node adjoint = g.adjoints.get(n);
      if (adjoint != null && !held.contains(n)) {
        g.propagate(n, adjoint);
      }
    }
    return wrt.stream()
        .map(x -> g.adjoints.getOrDefault(x, graph.constant(0, x.rows(), x.cols())))
        .toList();
  }

  /// All nodes that `roots` depend on, inputs before users.
  public static List<Node> topological(Node... roots) {
    List<Node> order = new ArrayList<>();
    Set<Node> seen = new HashSet<>();
    List<Node> stack = new ArrayList<>(List.of(roots));
    while (!stack.isEmpty()) {
      Node n = stack.removeLast();
      if (seen.add(n)) {
        order.add(n);
        stack.addAll(n.inputs());
      }
    }
    order.sort((a, b) -> Integer.compare(a.id(), b.id()));
    return order;
  }

  private void propagate(Node n, Node g) {
    List<@Nullable Node> parts = vjp(n, g);
    for (int i = 0; i < parts.size(); i++) {
      Node part = parts.get(i);
      Node input = n.input(i);
      if (part != null && active.contains(input)) {
        adjoints.merge(input, part, graph::add);
      }
    }
  }

  /// The parts of `g` that flow to each input; null where nothing flows.
  private List<@Nullable Node> vjp(Node n, Node g) {
    return switch (n.op()) {
      case Op.Parameter p -> List.of();
      case Op.Held h -> List.of();
      case Op.Random r -> List.of();
      case Op.Input i -> List.of();
      case Op.Constant c -> List.of();
      case Op.Literal l -> List.of();
      case Op.OneHot o -> List.of();
      case Op.Unary(UnaryKind kind) -> list(unary(kind, n, g));
      case Op.Affine(double scale, double shift) -> list(graph.scale(g, scale));
      case Op.Binary(BinaryKind kind, Broadcast b) -> binary(kind, b, n, g);
      case Op.Dropout d -> list(graph.apply(d, g));
      case Op.MatMul(boolean ta, boolean tb) -> product(ta, tb, n.input(0), n.input(1), g);
      case Op.Sum s -> list(graph.expand(g, n.input(0).rows(), n.input(0).cols()));
      case Op.GroupSum s -> list(graph.apply(s, g));
      case Op.SwapGroups(int width) -> list(graph.swapGroups(g, n.cols() / width));
      case Op.Softmax(int width, Ints allowed) ->
          list(graph.apply(new Op.SoftmaxBackward(width), n, g));
      case Op.ClassLoss(Index t, var p) ->
          list(graph.apply(new Op.ClassLossGradient(t, p), n.input(0), g));
      case Op.SquaredError(var p) -> squaredError(p, n.input(0), n.input(1), g);
      case Op.Normalize(double e, boolean c) ->
          list(graph.apply(new Op.NormalizeBackward(e, c), n.input(0), g));
      case Op.SoftmaxBackward s -> throughMeaning(n, g);
      case Op.ClassLossGradient c -> throughMeaning(n, g);
      case Op.SquaredErrorGradient e -> throughMeaning(n, g);
      case Op.NormalizeBackward b -> throughMeaning(n, g);
      case Op.Gather(Index index) -> list(graph.scatter(g, index, n.input(0).rows()));
      case Op.Scatter(Index index, int rows) -> list(graph.gather(g, index));
      case Op.Reshape r -> list(graph.reshape(g, n.input(0).rows(), n.input(0).cols()));
      case Op.Columns(int from, int count) -> list(padded(g, from, n.input(0).cols()));
      case Op.Join j -> split(g, n.inputs());
      case Op.TopMask t -> list((Node) null);
      case Op.AttentionScores(Attention s) ->
          list(
              graph.attentionMix(g, n.input(1), s), graph.attentionMixTransposed(g, n.input(0), s));
      case Op.AttentionMix(Attention s) ->
          list(
              graph.attentionScores(g, n.input(1), s),
              graph.attentionMixTransposed(n.input(0), g, s));
      case Op.AttentionMixTransposed(Attention s) ->
          list(graph.attentionScores(n.input(1), g, s), graph.attentionMix(n.input(0), g, s));
    };
  }

  private static List<@Nullable Node> list(@Nullable Node... nodes) {
    List<@Nullable Node> out = new ArrayList<>();
    for (Node n : nodes) {
      out.add(n);
    }
    return out;
  }

  /// `g` as the columns from `from` on of a matrix that is 0 elsewhere.
  private Node padded(Node g, int from, int cols) {
    List<Node> parts = new ArrayList<>();
    if (from > 0) {
      parts.add(graph.constant(0, g.rows(), from));
    }
    parts.add(g);
    int rest = cols - from - g.cols();
    if (rest > 0) {
      parts.add(graph.constant(0, g.rows(), rest));
    }
    return graph.join(parts);
  }

  private List<@Nullable Node> split(Node g, List<Node> parts) {
    List<@Nullable Node> out = new ArrayList<>();
    int from = 0;
    for (Node part : parts) {
      out.add(graph.columns(g, from, part.cols()));
      from += part.cols();
    }
    return out;
  }

  private List<@Nullable Node> throughMeaning(Node n, Node g) {
    Node meaning = Meaning.of(graph, n);
    return new ArrayList<>(backward(graph, meaning, g, n.inputs(), true));
  }

  private @Nullable Node unary(UnaryKind kind, Node y, Node g) {
    Node x = y.input(0);
    return switch (kind) {
      case NEGATE -> graph.scale(g, -1);
      case RELU -> graph.multiply(g, graph.unary(UnaryKind.STEP, y));
      case STEP, SIGN -> null;
      case ABS -> graph.multiply(g, graph.unary(UnaryKind.SIGN, x));
      case SQUARE -> graph.multiply(g, graph.scale(x, 2));
      case SQRT -> graph.divide(graph.scale(g, 0.5), y);
      case RECIPROCAL -> graph.multiply(graph.scale(g, -1), graph.unary(UnaryKind.SQUARE, y));
      case EXP -> graph.multiply(g, y);
      case LOG -> graph.divide(g, x);
      case TANH -> graph.multiply(g, graph.affine(graph.unary(UnaryKind.SQUARE, y), -1, 1));
      case SIGMOID -> graph.multiply(g, graph.multiply(y, graph.affine(y, -1, 1)));
      case ERF ->
          graph.multiply(graph.scale(g, 2 / Math.sqrt(Math.PI)), Meaning.gauss(graph, x, 1));
      case GELU -> graph.multiply(g, graph.unary(UnaryKind.GELU_SLOPE, x));
      case GELU_TANH -> graph.multiply(g, graph.unary(UnaryKind.GELU_TANH_SLOPE, x));
      case SILU -> graph.multiply(g, graph.unary(UnaryKind.SILU_SLOPE, x));
      case GELU_SLOPE, GELU_TANH_SLOPE, SILU_SLOPE ->
          backward(graph, Meaning.of(graph, y), g, y.inputs(), true).getFirst();
    };
  }

  private List<@Nullable Node> binary(BinaryKind kind, Broadcast broadcast, Node y, Node g) {
    Node a = y.input(0);
    Node b = y.input(1);
    return switch (kind) {
      case ADD -> list(g, reduce(g, broadcast));
      case SUBTRACT -> list(g, reduce(graph.scale(g, -1), broadcast));
      case MULTIPLY -> list(graph.multiply(g, b), reduce(graph.multiply(g, a), broadcast));
      case DIVIDE ->
          list(
              graph.divide(g, b),
              reduce(graph.scale(graph.divide(graph.multiply(g, y), b), -1), broadcast));
      case MINIMUM -> extreme(graph.sign(graph.subtract(a, b)), -0.5, broadcast, g);
      case MAXIMUM -> extreme(graph.sign(graph.subtract(a, b)), 0.5, broadcast, g);
    };
  }

  /// The larger operand has the slope, or the smaller one; equal ones share it.
  private List<@Nullable Node> extreme(Node sign, double half, Broadcast broadcast, Node g) {
    return list(
        graph.multiply(g, graph.affine(sign, half, 0.5)),
        reduce(graph.multiply(g, graph.affine(sign, -half, 0.5)), broadcast));
  }

  private List<@Nullable Node> squaredError(LossPrecision p, Node z, Node t, Node g) {
    Node dz = graph.apply(new Op.SquaredErrorGradient(p), z, t, g);
    return list(dz, active.contains(t) ? graph.scale(dz, -1) : null);
  }

  private Node reduce(Node g, Broadcast broadcast) {
    return switch (broadcast) {
      case NONE -> g;
      case ROW -> graph.sum(Op.Axis.ROWS, g);
      case COLUMN -> graph.sum(Op.Axis.COLUMNS, g);
      case SCALAR -> graph.sum(Op.Axis.ALL, g);
    };
  }

  private List<@Nullable Node> product(boolean ta, boolean tb, Node a, Node b, Node g) {
    Node da = null;
    if (active.contains(a)) {
      da = ta ? graph.matmul(b, g, tb, true) : graph.matmul(g, b, false, !tb);
    }
    Node db = null;
    if (active.contains(b)) {
      db = tb ? graph.matmul(g, a, true, ta) : graph.matmul(a, g, !ta, false);
    }
    return list(da, db);
  }
}
