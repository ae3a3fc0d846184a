package groklab.engine.graph;

import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.Broadcast;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a forward graph smaller without changing the mathematics, before it is differentiated.
///
/// 1. *Dead positions.* Rows that nobody reads are never computed, see [DeadPositions].
/// 2. *Gather hoisting.* A gather moves towards the outputs: `f(gather(T, i)) = gather(f(T), i)`.
///    Where several gathered operands meet, f is computed once for each distinct combination of
///    rows. The p² inputs of a modular task are made of 2p (token, position) rows, so embedding,
///    keys and values are computed on those alone.
///
/// 3. *Prefixes.* Positions that look back at few different prefixes are computed once for each,
///    see [PrefixSharing].
/// 4. *Mixtures.* A product of a mixture of few different rows becomes a mixture of products, see
///    [MixtureHoisting].
///
/// A gather is hoisted only where that leaves fewer rows to compute.
public final class Simplifier {
  /// Scores by pairs are rearranged, so they must be this many times fewer.
  private static final int LEAST_SAVING = 4;

  private final Graph graph;
  private final MixtureHoisting mixtures;
  private final PrefixSharing prefixes;

  private Simplifier(Graph graph) {
    this.graph = graph;
    this.mixtures = new MixtureHoisting(graph);
    this.prefixes = new PrefixSharing(graph, this::hoistScores);
  }

  /// Equivalents of `roots`, in order.
  public static List<Node> simplify(Graph graph, List<Node> roots) {
    Simplifier s = new Simplifier(graph);
    return s.rewrite(DeadPositions.remove(graph, roots), s::hoistGather);
  }

  private interface Rule {
    Node apply(Node node);
  }

  private List<Node> rewrite(List<Node> roots, Rule rule) {
    Map<Node, Node> done = new HashMap<>();
    for (Node n : Gradients.topological(roots.toArray(Node[]::new))) {
      List<Node> inputs = n.inputs().stream().map(done::get).toList();
      done.put(n, rule.apply(graph.rebuild(n, inputs)));
    }
    return roots.stream().map(done::get).toList();
  }

  // --- gather hoisting ---------------------------------------------------------------------------

  private Node hoistGather(Node n) {
    return switch (n.op()) {
      case Op.Unary u -> hoist(n, 1);
      case Op.Affine a -> hoist(n, 1);
      case Op.GroupSum s -> hoist(n, 1);
      case Op.SwapGroups s -> hoist(n, 1);
      case Op.Normalize f -> hoist(n, 1);
      case Op.Columns c -> hoist(n, 1);
      case Op.Join j -> hoist(n, n.inputs().size());
      case Op.Softmax(int width, Ints allowed) when allowed.size() == 1 -> hoist(n, 1);
      case Op.Binary b -> hoistBinary(n, b);
      case Op.MatMul(boolean ta, boolean tb) when !ta -> {
        Node hoisted = hoist(n, 1);
        yield hoisted == n ? mixtures.hoist(n).orElse(n) : hoisted;
      }
      case Op.AttentionScores a -> prefixes.scores(n);
      case Op.AttentionMix m -> prefixes.share(n).orElse(n);
      case Op.Gather(Index index) -> gather(n.input(0), index);
      case Op op -> n;
    };
  }

  /// f(gather(T₁, i₁), ..) as gather(f(T₁', ..), i) if the first `operands` inputs are all gathers
  /// and that saves rows.
  private Node hoist(Node n, int operands) {
    List<Index> indexes = new ArrayList<>();
    for (Node x : n.inputs().subList(0, operands)) {
      if (!(x.op() instanceof Op.Gather(Index index))) {
        return n;
      }
      indexes.add(index);
    }
    if (indexes.stream().anyMatch(Index.Prefixed.class::isInstance)) {
      return indexes.stream()
          .filter(Index.Prefixed.class::isInstance)
          .map(index -> hoistPrefixed(n, operands, (Index.Prefixed) index))
          .flatMap(Optional::stream)
          .findFirst()
          .orElse(n);
    }
    Optional<Indexes.Joint> found = Indexes.join(indexes);
    if (found.isEmpty() || found.get().distinct() >= n.rows()) {
      return n;
    }
    Indexes.Joint joint = found.get();
    List<Node> inputs = new ArrayList<>(n.inputs());
    for (int i = 0; i < operands; i++) {
      inputs.set(i, rowsOf(n.input(i).input(0), joint.rows().get(i)));
    }
    return graph.gather(hoistGather(graph.reapply(n.op(), inputs)), joint.index());
  }

  /// As [#hoist], where one operand shares prefixes and all others can.
  private Optional<Node> hoistPrefixed(Node n, int operands, Index.Prefixed index) {
    List<Node> inputs = new ArrayList<>(n.inputs());
    for (int i = 0; i < operands; i++) {
      Optional<Node> table = prefixes.table(n.input(i), index);
      if (table.isEmpty() || index.tableRows() >= n.rows()) {
        return Optional.empty();
      }
      inputs.set(i, table.get());
    }
    return Optional.of(graph.gather(hoistGather(graph.reapply(n.op(), inputs)), index));
  }

  /// Besides hoisting: rows that are all the same are added as one row, and two such rows are added
  /// first.
  private Node hoistBinary(Node n, Op.Binary b) {
    Node hoisted = hoist(n, Graph.isRowBroadcast(b) ? 1 : 2);
    if (hoisted != n || b.kind() != BinaryKind.ADD) {
      return hoisted;
    }
    Node x = n.input(0);
    Node y = n.input(1);
    if (isOneRow(x) && x.rows() > 1) {
      return hoistGather(graph.add(y, x.input(0)));
    }
    if (isOneRow(y) && y.rows() > 1) {
      return hoistGather(graph.add(x, y.input(0)));
    }
    boolean twoRows =
        b.broadcast() == Broadcast.ROW
            && x.op() instanceof Op.Binary(BinaryKind kind, Broadcast inner)
            && kind == BinaryKind.ADD
            && inner == Broadcast.ROW;
    return twoRows ? graph.add(x.input(0), graph.add(x.input(1), y)) : n;
  }

  private static boolean isOneRow(Node n) {
    return n.op() instanceof Op.Gather && n.input(0).rows() == 1;
  }

  /// Scores of gathered queries and keys, computed once for each distinct pair of a query row and a
  /// key row: where all examples ask the same question (the last token of a one-layer network),
  /// that is one score for each key row.
  private Node hoistScores(Node n) {
    if (!(n.op() instanceof Op.AttentionScores(Attention s))
        || !(n.input(0).op() instanceof Op.Gather(Index q))
        || !(n.input(1).op() instanceof Op.Gather(Index k))
        || q instanceof Index.Prefixed
        || k instanceof Index.Prefixed) {
      return n;
    }
    int scores = s.examples() * s.queries() * s.keys();
    Optional<Indexes.Joint> found =
        Indexes.join(
            List.of(
                Indexes.repeated(q, s.queries(), 1, s.keys()),
                Indexes.repeated(k, s.keys(), s.queries(), 1)));
    if (found.isEmpty() || found.get().distinct() > scores / LEAST_SAVING) {
      return n;
    }
    Indexes.Joint joint = found.get();
    Node pairs =
        graph.attentionScores(
            rowsOf(n.input(0).input(0), joint.rows().get(0)),
            rowsOf(n.input(1).input(0), joint.rows().get(1)),
            new Attention(joint.distinct(), 1, 1, s.heads(), s.headWidth()));
    Node byKey =
        graph.reshape(
            graph.gather(pairs, joint.index()), s.examples() * s.queries(), s.keys() * s.heads());
    return graph.swapGroups(byKey, s.heads());
  }

  private Node rowsOf(Node table, Ints rows) {
    boolean all = rows.size() == table.rows();
    for (int i = 0; all && i < rows.size(); i++) {
      all = rows.get(i) == i;
    }
    if (all) {
      return table;
    }
    return gather(table, new Index.Fixed(rows));
  }

  /// The rows of `x`, of the table behind it if it is gathered itself and the two indexes make one.
  private Node gather(Node x, Index index) {
    return x.op() instanceof Op.Gather(Index inner)
        ? Indexes.compose(inner, index)
            .map(composed -> graph.gather(x.input(0), composed))
            .orElseGet(() -> graph.gather(x, index))
        : graph.gather(x, index);
  }
}
