package groklab.engine.graph;

import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.UnaryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Every primitive as a small function of parameters `a` [6, 8], `b` [6, 8], `w` [8, 5], `row`
/// [1, 8], `col` [6, 1], `one` [1, 1], `weights` [6, 6] and `kv` [9, 8]; shared by the tests that
/// differentiate them.
final class PrimitiveCases {
  /// @param positive whether the parameters must be positive
  record Case(String name, boolean positive, Function<Graph, Node> build) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final int ROWS = 6;
  private static final int COLS = 8;

  private PrimitiveCases() {}

  static Node a(Graph g) {
    return g.parameter("a", ROWS, COLS);
  }

  static Node b(Graph g) {
    return g.parameter("b", ROWS, COLS);
  }

  static Node w(Graph g) {
    return g.parameter("w", COLS, 5);
  }

  static Node row(Graph g) {
    return g.parameter("row", 1, COLS);
  }

  static Node col(Graph g) {
    return g.parameter("col", ROWS, 1);
  }

  static Node one(Graph g) {
    return g.parameter("one", 1, 1);
  }

  static Node weights(Graph g) {
    return g.parameter("weights", ROWS, 6);
  }

  static Node kv(Graph g) {
    return g.parameter("kv", 9, COLS);
  }

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (UnaryKind kind : UnaryKind.values()) {
      boolean positive = kind == UnaryKind.LOG || kind == UnaryKind.SQRT;
      cases.add(new Case("unary " + kind, positive, g -> g.unary(kind, a(g))));
    }
    elementwise(cases);
    products(cases);
    softmaxAndNorms(cases);
    rowsAndAttention(cases);
    return cases;
  }

  private static void elementwise(List<Case> cases) {
    add(cases, "affine", g -> g.affine(a(g), -2.5, 0.75));
    add(cases, "add", g -> g.add(a(g), b(g)));
    add(cases, "add to itself", g -> g.add(a(g), a(g)));
    add(cases, "add row", g -> g.add(a(g), row(g)));
    add(cases, "add column", g -> g.add(a(g), col(g)));
    add(cases, "add number", g -> g.add(a(g), one(g)));
    add(cases, "subtract row", g -> g.subtract(a(g), row(g)));
    add(cases, "multiply", g -> g.multiply(a(g), b(g)));
    add(cases, "multiply by itself", g -> g.multiply(a(g), a(g)));
    add(cases, "multiply by row", g -> g.multiply(a(g), row(g)));
    add(cases, "multiply by column", g -> g.multiply(a(g), col(g)));
    add(cases, "multiply by number", g -> g.multiply(a(g), one(g)));
    add(cases, "minimum", g -> g.minimum(a(g), b(g)));
    add(cases, "maximum", g -> g.maximum(a(g), b(g)));
    add(cases, "minimum by row", g -> g.minimum(a(g), row(g)));
    add(cases, "maximum by column", g -> g.maximum(a(g), col(g)));
    add(cases, "columns", g -> g.multiply(g.columns(a(g), 2, 3), g.columns(b(g), 5, 3)));
    add(cases, "join", g -> g.multiply(g.join(List.of(b(g), a(g))), g.join(List.of(a(g), a(g)))));
    add(cases, "largest three of a row", g -> g.multiply(g.topMask(a(g), 3), b(g)));
    add(cases, "largest of a row, kept", g -> g.multiply(a(g), g.topMask(a(g), 1)));
    add(cases, "divide", g -> g.divide(a(g), b(g)));
    add(cases, "divide by row", g -> g.divide(a(g), row(g)));
    add(cases, "divide by column", g -> g.divide(a(g), col(g)));
    add(cases, "power 3", g -> g.power(a(g), 3));
    add(cases, "power 4", g -> g.power(a(g), 4));
    add(cases, "dropout", g -> g.dropout(a(g), "test", 0.4));
    add(cases, "reshape", g -> g.matmul(g.reshape(a(g), 3, 16), g.reshape(b(g), 16, 3)));
  }

  private static void products(List<Case> cases) {
    add(cases, "product", g -> g.matmul(a(g), w(g)));
    add(cases, "product with transposed left", g -> g.matmul(a(g), b(g), true, false));
    add(cases, "product with transposed right", g -> g.matmul(a(g), b(g), false, true));
    add(cases, "product and row", g -> g.add(g.matmul(b(g), a(g), true, false), row(g)));
    add(
        cases,
        "product and residual",
        g -> g.add(a(g), g.matmul(g.matmul(a(g), w(g)), w(g), false, true)));
    add(cases, "sum over rows", g -> g.sum(Op.Axis.ROWS, g.multiply(a(g), b(g))));
    add(cases, "sum over columns", g -> g.sum(Op.Axis.COLUMNS, g.multiply(a(g), b(g))));
    add(cases, "sum of all", g -> g.sum(Op.Axis.ALL, g.multiply(a(g), b(g))));
    add(cases, "mean", g -> g.mean(g.unary(UnaryKind.SQUARE, a(g))));
    add(cases, "swapped groups", g -> g.multiply(g.swapGroups(g.multiply(a(g), b(g)), 2), b(g)));
    add(cases, "group sum", g -> g.groupSum(g.multiply(a(g), b(g)), 4));
  }

  private static void softmaxAndNorms(List<Case> cases) {
    Index target = new Index.Fixed(Ints.of(3, 0, 7, 3, 1, 5));
    add(cases, "softmax", g -> g.softmax(a(g)));
    add(cases, "softmax of groups, causal", g -> g.softmax(a(g), 2, Ints.of(1, 2)));
    add(
        cases,
        "softmax backward",
        g -> g.apply(new Op.SoftmaxBackward(4), g.softmax(a(g), 4, Ints.of(4)), b(g)));
    for (ClassLossForm.Kind kind : ClassLossForm.Kind.values()) {
      var form = new ClassLossForm(kind, LossPrecision.FLOAT64);
      if (kind != ClassLossForm.Kind.SOFTMAX_MUTED) { // whose gradient is not that of its value
        add(cases, kind + " loss", g -> g.classLoss(a(g), target, form));
      }
      add(
          cases,
          kind + " loss gradient",
          g -> g.apply(new Op.ClassLossGradient(target, form), a(g), col(g)));
    }
    add(
        cases,
        "mean square",
        g -> g.mean(g.unary(UnaryKind.SQUARE, g.subtract(a(g), g.oneHot(target, COLS)))));
    add(cases, "squared error", g -> g.squaredError(a(g), b(g), LossPrecision.FLOAT64));
    add(
        cases,
        "squared error from classes",
        g -> g.squaredError(a(g), g.oneHot(target, COLS), LossPrecision.FLOAT64));
    add(
        cases,
        "squared error gradient",
        g -> g.apply(new Op.SquaredErrorGradient(LossPrecision.FLOAT64), a(g), b(g), col(g)));
    for (boolean center : new boolean[] {true, false}) {
      String name = center ? "layer norm" : "rms norm";
      add(cases, name, g -> g.normalize(a(g), 1e-5, center));
      add(
          cases,
          name + " backward",
          g -> g.apply(new Op.NormalizeBackward(1e-5, center), a(g), b(g)));
    }
  }

  private static void rowsAndAttention(List<Case> cases) {
    Index rows = new Index.Fixed(Ints.of(5, 0, 0, 3, 5, 5, 2, 1, 1, 1));
    Index lookup = new Index.Lookup(Ints.of(0, 5, 3, 3, 1, 0, 2, 4), 2, 3);
    Index periodic = new Index.Periodic(Ints.of(2, 4), 3);
    add(cases, "gather", g -> g.unary(UnaryKind.SQUARE, g.gather(a(g), rows)));
    add(cases, "gather by batch", g -> g.unary(UnaryKind.SQUARE, g.gather(a(g), lookup)));
    add(cases, "gather periodic", g -> g.multiply(g.gather(a(g), periodic), b(g)));
    add(cases, "gather positions", g -> g.gather(a(g), new Index.Positions(3, Ints.of(0, 2), 2)));
    add(cases, "scatter", g -> g.scatter(a(g), new Index.Fixed(Ints.of(1, 1, 3, 0, 3, 3)), 5));
    add(cases, "scatter by batch", g -> g.scatter(a(g), lookup, 7));
    Attention shape = new Attention(3, 2, 3, 2, 4);
    add(cases, "attention scores", g -> g.attentionScores(a(g), kv(g), shape));
    add(cases, "attention mix", g -> g.attentionMix(weights(g), kv(g), shape));
    add(cases, "attention mix transposed", g -> g.attentionMixTransposed(weights(g), a(g), shape));
    add(
        cases,
        "attention through gathers",
        g -> {
          Attention s = new Attention(3, 2, 2, 2, 4);
          Node q = g.gather(b(g), periodic);
          Node k = g.gather(a(g), lookup);
          return g.attentionMix(g.softmax(g.attentionScores(q, k, s), 2, Ints.of(1, 2)), k, s);
        });
  }

  private static void add(List<Case> cases, String name, Function<Graph, Node> build) {
    cases.add(new Case(name, false, build));
  }
}
