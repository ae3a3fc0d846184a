package groklab.engine.graph;

import groklab.engine.graph.Op.Axis;
import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.UnaryKind;

/// The losses of a class and their gradients in simpler operations.
final class ClassLossMeaning {
  private ClassLossMeaning() {}

  /// `[rows, 1]`
  static Node loss(Graph g, ClassLossForm.Kind kind, Node z, Index target) {
    Node own = g.oneHot(target, z.cols());
    return switch (kind) {
      case SOFTMAX, SOFTMAX_LESS_ONE, SOFTMAX_MUTED ->
          g.scale(g.unary(UnaryKind.LOG, picked(g, g.softmax(z), own)), -1);
      case STABLEMAX -> {
        Node s = stable(g, z);
        Node share = g.divide(picked(g, s, own), g.sum(Axis.COLUMNS, s));
        yield g.scale(g.unary(UnaryKind.LOG, share), -1);
      }
      case HINGE -> {
        Node missing = g.multiply(g.unary(UnaryKind.RELU, margin(g, z, own)), others(g, own));
        yield rowMean(g, missing);
      }
      case LOGISTIC -> {
        // log(1 + exp z) = −log sigmoid(−z)
        Node log = g.unary(UnaryKind.LOG, g.unary(UnaryKind.SIGMOID, g.scale(z, -1)));
        yield rowMean(g, g.scale(g.add(log, g.multiply(z, own)), -1));
      }
    };
  }

  /// `[rows, columns]`
  static Node slope(Graph g, ClassLossForm.Kind kind, Node z, Index target) {
    Node own = g.oneHot(target, z.cols());
    return switch (kind) {
      case SOFTMAX, SOFTMAX_LESS_ONE -> g.subtract(g.softmax(z), own);
      case SOFTMAX_MUTED -> g.multiply(g.softmax(z), others(g, own));
      case STABLEMAX -> {
        Node s = stable(g, z);
        Node of = g.unary(UnaryKind.RECIPROCAL, g.sum(Axis.COLUMNS, s));
        Node inner = g.scale(g.divide(own, s), -1);
        Node all = g.add(inner, g.expand(of, z.rows(), z.cols()));
        yield g.multiply(stableSlope(g, z), all);
      }
      case HINGE -> {
        Node violated = g.multiply(g.unary(UnaryKind.STEP, margin(g, z, own)), others(g, own));
        Node pull = g.multiply(own, g.sum(Axis.COLUMNS, violated));
        yield g.scale(g.subtract(violated, pull), 1.0 / z.cols());
      }
      case LOGISTIC -> g.scale(g.subtract(g.unary(UnaryKind.SIGMOID, z), own), 1.0 / z.cols());
    };
  }

  private static Node rowMean(Graph g, Node x) {
    return g.scale(g.sum(Axis.COLUMNS, x), 1.0 / x.cols());
  }

  private static Node picked(Graph g, Node x, Node own) {
    return g.sum(Axis.COLUMNS, g.multiply(x, own));
  }

  private static Node others(Graph g, Node own) {
    return g.affine(own, -1, 1);
  }

  /// 1 − z_t + z_j
  private static Node margin(Graph g, Node z, Node own) {
    return g.affine(g.subtract(z, picked(g, z, own)), 1, 1);
  }

  /// 1/(1 + relu(−z))
  private static Node below(Graph g, Node z) {
    return g.unary(UnaryKind.RECIPROCAL, g.affine(g.unary(UnaryKind.RELU, g.scale(z, -1)), 1, 1));
  }

  private static Node stable(Graph g, Node z) {
    return g.add(g.unary(UnaryKind.RELU, z), below(g, z));
  }

  /// 1 for z ≥ 0, else s²
  private static Node stableSlope(Graph g, Node z) {
    return g.square(below(g, z));
  }
}
