package groklab.engine.graph;

import groklab.engine.kernel.BinaryKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Moves products from behind a mixture of rows in front of it: `(Σ a·v)·W = Σ a·(v·W)`, where the
/// values v are few different rows that many examples mix with weights of their own.
///
/// In a one-layer network on a modular task the values are those of 2p + 1 (token, position) rows,
/// while the examples are a good part of p². So the output projection is applied to the values of
/// each head (`V_h·W_O,h`, the OV circuit), of which each example then adds up a few rows, and so
/// is what follows it as long as it is linear: the first layer of the perceptron. What remains for
/// each example are the weights.
final class MixtureHoisting {
  /// A multiply-add of the mixture that projects the heads of the table's rows takes as long as
  /// this many of a product: it is small and in cache.
  private static final int PROJECTION_COST = 3;

  /// How much cheaper it must be.
  private static final double WORTHWHILE = 0.8;

  /// A product of which the rows of the right operand belong to heads.
  private static final Op PLAIN = new Op.MatMul(false, false);

  private final Graph graph;

  MixtureHoisting(Graph graph) {
    this.graph = graph;
  }

  /// `product` as a mixture of products, if its left operand is a mixture, or one with a row added
  /// to it, and that is cheaper.
  Optional<Node> hoist(Node product) {
    Node x = product.input(0);
    if (x.op() instanceof Op.Binary(BinaryKind kind, var broadcast)
        && kind == BinaryKind.ADD
        && x.input(1).rows() == 1
        && x.input(1).cols() == x.cols()) {
      return mixture(product, x.input(0))
          .map(m ->
              graph.add(m, graph.reapply(product.op(), List.of(x.input(1), product.input(1)))));
    }
    return mixture(product, x);
  }

  private Optional<Node> mixture(Node product, Node x) {
    if (!(x.op() instanceof Op.AttentionMix(Attention s))
        || !(x.input(1).op() instanceof Op.Gather(Index index))
        || !(s.summed() || product.op().equals(PLAIN))
        || !pays(s, x.input(1).input(0).rows(), x.rows())) {
      return Optional.empty();
    }
    Node table = x.input(1).input(0);
    Node projected = s.summed() ? summed(product, table, s) : byHead(product, table, s);
    Attention summed =
        new Attention(s.examples(), s.queries(), s.keys(), s.heads(), product.cols(), true);
    return Optional.of(graph.attentionMix(x.input(0), graph.gather(projected, index), summed));
  }

  /// For each column of the result: a product of all rows, or one of each head's row of the table,
  /// and the mixture.
  private static boolean pays(Attention s, int tableRows, int rows) {
    double now = (double) rows * s.queryWidth();
    double then =
        (double) tableRows * s.width() * (s.summed() ? 1 : PROJECTION_COST)
            + (double) rows * s.heads() * s.keys() * Attention.COST;
    return then < WORTHWHILE * now;
  }

  /// Row r, head h: the row of that head times W.
  private Node summed(Node product, Node table, Attention s) {
    Node rows = graph.reshape(table, table.rows() * s.heads(), s.headWidth());
    Node projected = graph.reapply(product.op(), List.of(rows, product.input(1)));
    return graph.reshape(projected, table.rows(), s.heads() * product.cols());
  }

  /// Row r, head h: the row's columns of that head times the rows of W that belong to it. That is a
  /// mixture itself: the values of a head are the weights of its rows of W.
  private Node byHead(Node product, Node table, Attention s) {
    Node w = product.input(1);
    int d = s.headWidth();
    int[] byColumn =
        IntStream.range(0, w.rows()).map(i -> i % s.heads() * d + i / s.heads()).toArray();
    Node blocks =
        graph.reshape(graph.gather(w, new Index.Fixed(Ints.of(byColumn))), d, s.heads() * w.cols());
    Index all = new Index.Periodic(Ints.of(IntStream.range(0, d).toArray()), table.rows());
    return graph.attentionMix(
        table, graph.gather(blocks, all), new Attention(table.rows(), 1, d, s.heads(), w.cols()));
  }
}
