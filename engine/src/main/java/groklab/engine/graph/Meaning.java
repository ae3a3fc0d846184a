package groklab.engine.graph;

import groklab.engine.kernel.UnaryKind;

/// What the fused operations compute, written in simpler ones: the definition that their gradients
/// are derived from and that their kernels are tested against.
public final class Meaning {
  private static final double INVERSE_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);
  private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  private Meaning() {}

  /// A node of simpler operations with the same value as `n`, for the operations that have one.
  ///
  /// @throws IllegalArgumentException for an operation that is simple already
  public static Node of(Graph g, Node n) {
    return switch (n.op()) {
      case Op.SoftmaxBackward(int width) -> {
        Node y = n.input(0);
        Node inner = g.groupSum(g.multiply(y, n.input(1)), width);
        yield g.multiply(y, g.subtract(n.input(1), inner));
      }
      case Op.ClassLossGradient(Index target, var form) ->
          g.multiply(ClassLossMeaning.slope(g, form.kind(), n.input(0), target), n.input(1));
      case Op.ClassLoss(Index target, var form) ->
          ClassLossMeaning.loss(g, form.kind(), n.input(0), target);
      case Op.SquaredErrorGradient e -> {
        Node error = g.subtract(n.input(0), n.input(1));
        yield g.multiply(g.scale(error, 2.0 / n.cols()), n.input(2));
      }
      case Op.SquaredError e ->
          rowMean(g, g.unary(UnaryKind.SQUARE, g.subtract(n.input(0), n.input(1))));
      case Op.Normalize(double e, boolean center) -> normalize(g, n.input(0), e, center);
      case Op.NormalizeBackward(double e, boolean center) ->
          normalizeBackward(g, n.input(0), n.input(1), e, center);
      case Op.Unary(UnaryKind kind) -> slope(g, kind, n.input(0));
      default -> throw new IllegalArgumentException(n.op() + " is a simple operation");
    };
  }

  private static Node normalize(Graph g, Node x, double epsilon, boolean center) {
    Node c = centered(g, x, center);
    return g.multiply(c, inverseRoot(g, c, epsilon));
  }

  private static Node normalizeBackward(
      Graph g, Node x, Node grad, double epsilon, boolean center) {
    Node c = centered(g, x, center);
    Node r = inverseRoot(g, c, epsilon);
    Node y = g.multiply(c, r);
    Node alongY = g.multiply(y, rowMean(g, g.multiply(grad, y)));
    Node flat = center ? g.subtract(grad, rowMean(g, grad)) : grad;
    return g.multiply(g.subtract(flat, alongY), r);
  }

  private static Node centered(Graph g, Node x, boolean center) {
    return center ? g.subtract(x, rowMean(g, x)) : x;
  }

  private static Node rowMean(Graph g, Node x) {
    return g.scale(g.sum(Op.Axis.COLUMNS, x), 1.0 / x.cols());
  }

  private static Node inverseRoot(Graph g, Node centered, double epsilon) {
    Node meanSquare = rowMean(g, g.unary(UnaryKind.SQUARE, centered));
    return g.unary(UnaryKind.RECIPROCAL, g.unary(UnaryKind.SQRT, g.affine(meanSquare, 1, epsilon)));
  }

  /// exp(−a·x²)
  static Node gauss(Graph g, Node x, double a) {
    return g.unary(UnaryKind.EXP, g.scale(g.unary(UnaryKind.SQUARE, x), -a));
  }

  private static Node slope(Graph g, UnaryKind kind, Node x) {
    return switch (kind) {
      case GELU -> g.multiply(x, phi(g, x));
      case GELU_SLOPE ->
          g.add(phi(g, x), g.multiply(x, g.scale(gauss(g, x, 0.5), INVERSE_SQRT_2PI)));
      case GELU_TANH -> g.multiply(g.scale(x, 0.5), g.affine(inner(g, x), 1, 1));
      case GELU_TANH_SLOPE -> {
        Node t = inner(g, x);
        Node dz =
            g.affine(g.unary(UnaryKind.SQUARE, x), 3 * CUBIC * SQRT_2_OVER_PI, SQRT_2_OVER_PI);
        Node dt = g.multiply(g.affine(g.unary(UnaryKind.SQUARE, t), -1, 1), dz);
        yield g.add(g.affine(t, 0.5, 0.5), g.multiply(g.scale(x, 0.5), dt));
      }
      case SILU -> g.multiply(x, g.unary(UnaryKind.SIGMOID, x));
      case SILU_SLOPE -> {
        Node s = g.unary(UnaryKind.SIGMOID, x);
        yield g.multiply(s, g.affine(g.multiply(x, g.affine(s, -1, 1)), 1, 1));
      }
      case NEGATE, RELU, STEP, ABS, SIGN, SQUARE, SQRT, RECIPROCAL, EXP, LOG, TANH, SIGMOID, ERF ->
          throw new IllegalArgumentException(kind + " is a simple function");
    };
  }

  private static Node phi(Graph g, Node x) {
    return g.affine(g.unary(UnaryKind.ERF, g.scale(x, Math.sqrt(0.5))), 0.5, 0.5);
  }

  private static Node inner(Graph g, Node x) {
    Node z =
        g.multiply(
            x, g.affine(g.unary(UnaryKind.SQUARE, x), CUBIC * SQRT_2_OVER_PI, SQRT_2_OVER_PI));
    return g.unary(UnaryKind.TANH, z);
  }
}
