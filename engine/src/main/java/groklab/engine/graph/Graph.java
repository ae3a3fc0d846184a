package groklab.engine.graph;

import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.Broadcast;
import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Noise;
import groklab.engine.kernel.UnaryKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Builds nodes, checks their shapes and interns them, so that equal subexpressions are computed
/// once.
///
/// Arithmetic with constants is folded here (`x + 0`, `x · c`, scale of a scale); every other
/// rewrite is a separate pass. Not thread-safe. Shape errors throw [IllegalArgumentException]
/// naming both shapes.
public final class Graph {
  private record Key(Op op, List<Node> inputs, int rows, int cols) {}

  private final Map<Key, Node> interned = new HashMap<>();

  /// The node of `op` on `inputs`; the shape follows from them except for leaves and reshapes,
  /// which have methods of their own.
  public Node apply(Op op, Node... inputs) {
    return apply(op, List.of(inputs));
  }

  /// As [#apply(Op, Node...)].
  public Node apply(Op op, List<Node> inputs) {
    Shapes.Shape s = Shapes.infer(op, inputs);
    return intern(op, inputs, s.rows(), s.cols());
  }

  private Node intern(Op op, List<Node> inputs, int rows, int cols) {
    if (rows <= 0 || cols <= 0) {
      throw new IllegalArgumentException(
          op + " has shape [" + rows + ", " + cols + "]; both must be positive");
    }
    return interned.computeIfAbsent(
        new Key(op, inputs, rows, cols), k -> new Node(interned.size(), op, inputs, rows, cols));
  }

  /// `node` rebuilt in this graph on other inputs of the same shapes.
  Node rebuild(Node node, List<Node> inputs) {
    return node.inputs().equals(inputs) ? node : build(node.op(), inputs, node.rows(), node.cols());
  }

  private Node build(Op op, List<Node> inputs, int rows, int cols) {
    return op instanceof Op.Reshape ? reshape(inputs.getFirst(), rows, cols) : reapply(op, inputs);
  }

  /// `op` on other inputs than it was made for: with other numbers of rows an operand may be
  /// broadcast otherwise.
  Node reapply(Op op, List<Node> inputs) {
    return op instanceof Op.Binary(BinaryKind kind, Broadcast b)
        ? binary(kind, inputs.get(0), inputs.get(1))
        : apply(op, inputs);
  }

  // --- leaves ------------------------------------------------------------------------------------

  public Node parameter(String name, int rows, int cols) {
    return intern(new Op.Parameter(name), List.of(), rows, cols);
  }

  /// What a slot holds for a parameter of this shape when the plan begins.
  public Node held(Slot.Part part, int rows, int cols) {
    return intern(new Op.Held(part), List.of(), rows, cols);
  }

  /// Random numbers, new ones at each step.
  ///
  /// @param stream names them; equal names give equal numbers
  public Node random(String stream, Noise noise, int rows, int cols) {
    return intern(new Op.Random(stream, noise), List.of(), rows, cols);
  }

  public Node input(String name, int rows, int cols) {
    return intern(new Op.Input(name), List.of(), rows, cols);
  }

  public Node constant(double value, int rows, int cols) {
    return intern(new Op.Constant(value), List.of(), rows, cols);
  }

  /// A matrix of given values, row-major.
  public Node literal(double[] values, int rows, int cols) {
    if (values.length != (long) rows * cols) {
      throw new IllegalArgumentException(
          values.length + " values do not fill [" + rows + ", " + cols + "]");
    }
    return intern(new Op.Literal(Doubles.of(values)), List.of(), rows, cols);
  }

  /// `[target.length, classes]` with a 1 at each row's class.
  public Node oneHot(Index target, int classes) {
    return intern(new Op.OneHot(target), List.of(), target.length(), classes);
  }

  // --- elementwise -------------------------------------------------------------------------------

  public Node unary(UnaryKind kind, Node x) {
    return kind == UnaryKind.NEGATE ? affine(x, -1, 0) : apply(new Op.Unary(kind), x);
  }

  /// scale·x + shift
  public Node affine(Node x, double scale, double shift) {
    if (scale == 1 && shift == 0) {
      return x;
    }
    return switch (x.op()) {
      case Op.Constant(double v) -> constant(scale * v + shift, x.rows(), x.cols());
      case Op.Affine(double s, double t) -> affine(x.input(0), scale * s, scale * t + shift);
      default -> apply(new Op.Affine(scale, shift), x);
    };
  }

  public Node scale(Node x, double factor) {
    return affine(x, factor, 0);
  }

  public Node add(Node a, Node b) {
    if (a.isConstant(0) && fits(a, b)) {
      return b;
    }
    return b.op() instanceof Op.Constant(double v) ? affine(a, 1, v) : binary(BinaryKind.ADD, a, b);
  }

  public Node subtract(Node a, Node b) {
    return b.op() instanceof Op.Constant(double v)
        ? affine(a, 1, -v)
        : binary(BinaryKind.SUBTRACT, a, b);
  }

  public Node multiply(Node a, Node b) {
    if (b.op() instanceof Op.Constant(double v)) {
      return affine(a, v, 0);
    }
    if (a.op() instanceof Op.Constant(double v) && fits(a, b)) {
      return affine(b, v, 0);
    }
    return binary(BinaryKind.MULTIPLY, a, b);
  }

  public Node divide(Node a, Node b) {
    return b.op() instanceof Op.Constant(double v)
        ? affine(a, 1 / v, 0)
        : binary(BinaryKind.DIVIDE, a, b);
  }

  /// The smaller one of each entry and that of `b`.
  public Node minimum(Node a, Node b) {
    return binary(BinaryKind.MINIMUM, a, b);
  }

  /// The larger one of each entry and that of `b`.
  public Node maximum(Node a, Node b) {
    return binary(BinaryKind.MAXIMUM, a, b);
  }

  public Node sign(Node x) {
    return unary(UnaryKind.SIGN, x);
  }

  public Node square(Node x) {
    return unary(UnaryKind.SQUARE, x);
  }

  public Node sqrt(Node x) {
    return unary(UnaryKind.SQRT, x);
  }

  /// Sum of the products of corresponding entries, `[1, 1]`.
  public Node dot(Node a, Node b) {
    return sum(Op.Axis.ALL, a.equals(b) ? square(a) : multiply(a, b));
  }

  private Node binary(BinaryKind kind, Node a, Node b) {
    return apply(new Op.Binary(kind, Shapes.broadcast(a, b)), a, b);
  }

  private static boolean fits(Node a, Node b) {
    return a.rows() == b.rows() && a.cols() == b.cols();
  }

  public Node dropout(Node x, String stream, double rate) {
    return rate == 0 ? x : apply(new Op.Dropout(stream, 1 - rate), x);
  }

  /// x to the power n, by repeated multiplication.
  public Node power(Node x, int n) {
    if (n < 1) {
      throw new IllegalArgumentException(
          "power " + n + " is not positive; use RECIPROCAL for negative ones");
    }
    Node half =
        n == 1
            ? x
            : n % 2 == 0 ? unary(UnaryKind.SQUARE, power(x, n / 2)) : multiply(power(x, n - 1), x);
    return half;
  }

  /// `x` repeated to `[rows, cols]`, x being one row, one column or one number.
  public Node expand(Node x, int rows, int cols) {
    if (x.op() instanceof Op.Constant(double v)) {
      return constant(v, rows, cols);
    }
    return x.rows() == rows && x.cols() == cols
        ? x
        : binary(BinaryKind.MULTIPLY, constant(1, rows, cols), x);
  }

  // --- products and reductions -------------------------------------------------------------------

  public Node matmul(Node a, Node b) {
    return matmul(a, b, false, false);
  }

  public Node matmul(Node a, Node b, boolean transposeA, boolean transposeB) {
    return apply(new Op.MatMul(transposeA, transposeB), a, b);
  }

  public Node sum(Op.Axis axis, Node x) {
    return apply(new Op.Sum(axis), x);
  }

  /// Mean of all entries, `[1, 1]`.
  public Node mean(Node x) {
    return scale(sum(Op.Axis.ALL, x), 1.0 / x.size());
  }

  public Node groupSum(Node x, int width) {
    return apply(new Op.GroupSum(width), x);
  }

  /// Each row, read as a matrix of `width` columns, transposed.
  public Node swapGroups(Node x, int width) {
    return width == 1 || width == x.cols() ? x : apply(new Op.SwapGroups(width), x);
  }

  // --- softmax, loss, normalisation --------------------------------------------------------------

  public Node softmax(Node x, int width, Ints allowed) {
    return apply(new Op.Softmax(width, allowed), x);
  }

  /// Softmax over whole rows.
  public Node softmax(Node x) {
    return softmax(x, x.cols(), Ints.of(x.cols()));
  }

  /// Per row −log softmax at its class, `[rows, 1]`.
  public Node crossEntropy(Node logits, Index target, LossPrecision precision) {
    return classLoss(logits, target, ClassLossForm.softmax(precision));
  }

  /// Per row the loss of its class, `[rows, 1]`.
  public Node classLoss(Node outputs, Index target, ClassLossForm form) {
    return apply(new Op.ClassLoss(target, form), outputs);
  }

  /// Per row the mean of (z − target)² over its columns, `[rows, 1]`.
  ///
  /// @param target of the shape of z
  public Node squaredError(Node z, Node target, LossPrecision precision) {
    return apply(new Op.SquaredError(precision), z, target);
  }

  public Node normalize(Node x, double epsilon, boolean center) {
    return apply(new Op.Normalize(epsilon, center), x);
  }

  // --- columns -----------------------------------------------------------------------------------

  /// Columns [from, from + count) of x.
  public Node columns(Node x, int from, int count) {
    return from == 0 && count == x.cols() ? x : apply(new Op.Columns(from, count), x);
  }

  /// Matrices side by side.
  public Node join(List<Node> parts) {
    return parts.size() == 1 ? parts.getFirst() : apply(new Op.Join(), parts);
  }

  /// 1 for the `count` largest entries of each row, else 0.
  public Node topMask(Node x, int count) {
    return apply(new Op.TopMask(count), x);
  }

  // --- rows and attention ------------------------------------------------------------------------

  public Node gather(Node table, Index index) {
    return apply(new Op.Gather(index), table);
  }

  public Node scatter(Node x, Index index, int rows) {
    return apply(new Op.Scatter(index, rows), x);
  }

  public Node reshape(Node x, int rows, int cols) {
    if ((long) rows * cols != x.size()) {
      throw new IllegalArgumentException(
          "[" + x.rows() + ", " + x.cols() + "] cannot be read as [" + rows + ", " + cols + "]");
    }
    if (x.rows() == rows) {
      return x;
    }
    return x.op() instanceof Op.Reshape()
        ? reshape(x.input(0), rows, cols)
        : intern(new Op.Reshape(), List.of(x), rows, cols);
  }

  public Node attentionScores(Node q, Node k, Attention shape) {
    return apply(new Op.AttentionScores(shape), q, k);
  }

  public Node attentionMix(Node weights, Node v, Attention shape) {
    return apply(new Op.AttentionMix(shape), weights, v);
  }

  public Node attentionMixTransposed(Node weights, Node x, Attention shape) {
    return apply(new Op.AttentionMixTransposed(shape), weights, x);
  }

  /// Number of distinct nodes made so far.
  public int size() {
    return interned.size();
  }

  static boolean isRowBroadcast(Op.Binary op) {
    return op.broadcast() == Broadcast.ROW || op.broadcast() == Broadcast.SCALAR;
  }
}
