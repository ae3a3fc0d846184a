package groklab.engine.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Moves a selection of rows towards the inputs: `select(f(x)) = f(select(x))` for every row-wise
/// f, so that rows nobody reads are never computed. Attention narrows its queries.
///
/// A value that somebody reads whole is computed whole, and the selection stays behind it: in a
/// network of several layers the keys of the last one need every row of the layer before, among
/// which are those that are selected. That does not hold for what is made of looked up rows alone:
/// of that, gather hoisting leaves the different rows.
final class DeadPositions {
  private final Graph graph;

  /// What is read whole.
  private final Set<Node> whole = new HashSet<>();

  /// What is read in part, perhaps in whole too.
  private final Set<Node> visited = new HashSet<>();

  private final Map<Node, Boolean> lookedUp = new HashMap<>();

  private DeadPositions(Graph graph) {
    this.graph = graph;
  }

  /// Equivalents of `roots`, in order.
  static List<Node> remove(Graph graph, List<Node> roots) {
    DeadPositions d = new DeadPositions(graph);
    roots.forEach(d::needWhole);
    Map<Node, Node> done = new HashMap<>();
    for (Node n : Gradients.topological(roots.toArray(Node[]::new))) {
      Node same = graph.rebuild(n, n.inputs().stream().map(done::get).toList());
      Node made =
          same.op() instanceof Op.Gather(Index.Positions p) ? d.select(same.input(0), p) : same;
      done.put(n, made);
      if (d.whole.contains(n)) {
        d.whole.add(made);
      }
    }
    return roots.stream().map(done::get).toList();
  }

  private void needWhole(Node x) {
    if (!whole.add(x)) {
      return;
    }
    if (x.op() instanceof Op.Gather(Index.Positions p)) {
      needRows(x.input(0), p);
    } else {
      x.inputs().forEach(this::needWhole);
    }
  }

  private void needRows(Node x, Index.Positions p) {
    Optional<Integer> rows = sameRows(x, p);
    if (rows.isEmpty()) {
      needWhole(x);
    } else if (visited.add(x)) {
      for (int i = 0; i < x.inputs().size(); i++) {
        if (i < rows.get()) {
          needRows(x.input(i), p);
        } else {
          needWhole(x.input(i));
        }
      }
    }
  }

  /// How many of the first inputs of `x` need to be known in the rows `p` only, for those rows of
  /// `x`; empty if these can only be picked out of all of them.
  private static Optional<Integer> sameRows(Node x, Index.Positions p) {
    return switch (x.op()) {
      case Op.Constant c -> Optional.of(0);
      case Op.Gather g -> Optional.of(0);
      case Op.Unary u -> Optional.of(1);
      case Op.Affine f -> Optional.of(1);
      case Op.GroupSum s -> Optional.of(1);
      case Op.SwapGroups s -> Optional.of(1);
      case Op.Normalize f -> Optional.of(1);
      case Op.Dropout d -> Optional.of(1);
      case Op.Softmax s -> Optional.of(1);
      case Op.Columns c -> Optional.of(1);
      case Op.Join j -> Optional.of(x.inputs().size());
      case Op.Binary b -> Optional.of(Graph.isRowBroadcast(b) ? 1 : 2);
      case Op.MatMul(boolean ta, boolean tb) when !ta -> Optional.of(1);
      case Op.AttentionScores(Attention s) when p.examples() == s.examples() -> Optional.of(1);
      case Op.AttentionMix(Attention s) when p.examples() == s.examples() -> Optional.of(1);
      case Op op -> Optional.empty();
    };
  }

  /// The rows `p` of `x`, computed from as few rows as possible.
  private Node select(Node x, Index.Positions p) {
    if ((whole.contains(x) && !isLookedUp(x)) || sameRows(x, p).isEmpty()) {
      return graph.gather(x, p);
    }
    Node a = x.inputs().isEmpty() ? x : x.input(0);
    return switch (x.op()) {
      case Op.Constant(double v) -> graph.constant(v, p.length(), x.cols());
      case Op.Gather(Index index) ->
          Indexes.compose(index, p)
              .map(composed -> graph.gather(a, composed))
              .orElseGet(() -> graph.gather(x, p));
      case Op.Softmax(int width, Ints allowed) -> {
        int[] kept = Index.resolve(new Index.Positions(p.span(), p.positions(), 1));
        Ints narrowed =
            Ints.of(Arrays.stream(kept).map(q -> allowed.get(q % allowed.size())).toArray());
        yield graph.softmax(select(a, p), width, narrowed);
      }
      case Op.Binary b -> {
        Node second = Graph.isRowBroadcast(b) ? x.input(1) : select(x.input(1), p);
        yield graph.reapply(b, List.of(select(a, p), second));
      }
      case Op.Join j -> graph.join(x.inputs().stream().map(part -> select(part, p)).toList());
      case Op.MatMul(boolean ta, boolean tb) -> graph.matmul(select(a, p), x.input(1), false, tb);
      case Op.AttentionScores(Attention s) ->
          graph.attentionScores(select(a, p), x.input(1), s.withQueries(p.positions().size()));
      case Op.AttentionMix(Attention s) ->
          graph.attentionMix(select(a, p), x.input(1), s.withQueries(p.positions().size()));
      case Op rowWise -> graph.apply(rowWise, select(a, p));
    };
  }

  /// Whether the rows of `x` are made row by row of rows of tables, without a product.
  private boolean isLookedUp(Node x) {
    Boolean known = lookedUp.get(x);
    if (known == null) {
      known =
          switch (x.op()) {
            case Op.Gather g -> true;
            case Op.Constant c -> true;
            case Op.Unary u -> isLookedUp(x.input(0));
            case Op.Affine f -> isLookedUp(x.input(0));
            case Op.Normalize f -> isLookedUp(x.input(0));
            case Op.Binary b ->
                isLookedUp(x.input(0)) && (Graph.isRowBroadcast(b) || isLookedUp(x.input(1)));
            case Op op -> false;
          };
      lookedUp.put(x, known);
    }
    return known;
  }
}
