package groklab.engine.graph;

import groklab.engine.kernel.Broadcast;
import java.util.List;

/// The shape rule of every primitive.
final class Shapes {
  record Shape(int rows, int cols) {
    @Override
    public String toString() {
      return "[" + rows + ", " + cols + "]";
    }
  }

  private Shapes() {}

  static Shape of(Node n) {
    return new Shape(n.rows(), n.cols());
  }

  /// How `b` must be read beside `a`; an error if it does not fit.
  static Broadcast broadcast(Node a, Node b) {
    if (a.rows() == b.rows() && a.cols() == b.cols()) {
      return Broadcast.NONE;
    }
    if (b.size() == 1) {
      return Broadcast.SCALAR;
    }
    if (b.rows() == 1 && b.cols() == a.cols()) {
      return Broadcast.ROW;
    }
    if (b.cols() == 1 && b.rows() == a.rows()) {
      return Broadcast.COLUMN;
    }
    throw new IllegalArgumentException(
        "operand " + of(b) + " fits " + of(a) + " neither whole nor as row, column or number");
  }

  static Shape infer(Op op, List<Node> in) {
    return switch (op) {
      case Op.Parameter p -> throw leaf(op);
      case Op.Held h -> throw leaf(op);
      case Op.Random r -> throw leaf(op);
      case Op.Input i -> throw leaf(op);
      case Op.Constant c -> throw leaf(op);
      case Op.Literal l -> throw leaf(op);
      case Op.OneHot o -> throw leaf(op);
      case Op.Reshape r -> throw leaf(op);
      case Op.Unary u -> of(in.get(0));
      case Op.Affine a -> of(in.get(0));
      case Op.Dropout d -> of(in.get(0));
      case Op.Normalize n -> of(in.get(0));
      case Op.NormalizeBackward n -> same(op, in);
      case Op.Binary(var kind, var broadcast) -> {
        require(op, broadcast == broadcast(in.get(0), in.get(1)), in);
        yield of(in.get(0));
      }
      case Op.MatMul(boolean ta, boolean tb) -> product(in.get(0), in.get(1), ta, tb);
      case Op.Sum(var axis) ->
          switch (axis) {
            case ROWS -> new Shape(1, in.get(0).cols());
            case COLUMNS -> new Shape(in.get(0).rows(), 1);
            case ALL -> new Shape(1, 1);
          };
      case Op.GroupSum(int width) -> grouped(op, in, width);
      case Op.SwapGroups(int width) -> grouped(op, in, width);
      case Op.Softmax(int width, Ints allowed) -> {
        require(op, in.get(0).rows() % allowed.size() == 0, in);
        yield grouped(op, in, width);
      }
      case Op.SoftmaxBackward(int width) -> {
        grouped(op, in, width);
        yield same(op, in);
      }
      case Op.ClassLoss(Index target, var precision) -> {
        require(op, target.length() == in.get(0).rows(), in);
        yield new Shape(in.get(0).rows(), 1);
      }
      case Op.ClassLossGradient(Index target, var precision) -> {
        Node x = in.get(0);
        require(
            op,
            target.length() == x.rows() && in.get(1).rows() == x.rows() && in.get(1).cols() == 1,
            in);
        yield of(x);
      }
      case Op.SquaredError e -> new Shape(same(op, in).rows(), 1);
      case Op.SquaredErrorGradient e -> {
        Shape z = same(op, in);
        require(op, in.get(2).rows() == z.rows() && in.get(2).cols() == 1, in);
        yield z;
      }
      case Op.Gather(Index index) -> new Shape(index.length(), in.get(0).cols());
      case Op.Scatter(Index index, int rows) -> {
        require(op, index.length() == in.get(0).rows(), in);
        yield new Shape(rows, in.get(0).cols());
      }
      case Op.Columns(int from, int count) -> {
        require(op, from >= 0 && count > 0 && from + count <= in.get(0).cols(), in);
        yield new Shape(in.get(0).rows(), count);
      }
      case Op.Join j -> {
        require(op, in.stream().allMatch(n -> n.rows() == in.get(0).rows()), in);
        yield new Shape(in.get(0).rows(), in.stream().mapToInt(Node::cols).sum());
      }
      case Op.TopMask(int count) -> {
        require(op, count > 0 && count <= in.get(0).cols(), in);
        yield of(in.get(0));
      }
      case Op.AttentionScores(Attention s) -> {
        require(op, rows(in.get(0), s.examples() * s.queries(), s.queryWidth()), in);
        require(op, rows(in.get(1), s.examples() * s.keys(), s.width()), in);
        yield new Shape(s.examples() * s.queries(), s.heads() * s.keys());
      }
      case Op.AttentionMix(Attention s) -> {
        require(op, rows(in.get(0), s.examples() * s.queries(), s.heads() * s.keys()), in);
        require(op, rows(in.get(1), s.examples() * s.keys(), s.width()), in);
        yield new Shape(s.examples() * s.queries(), s.queryWidth());
      }
      case Op.AttentionMixTransposed(Attention s) -> {
        require(op, rows(in.get(0), s.examples() * s.queries(), s.heads() * s.keys()), in);
        require(op, rows(in.get(1), s.examples() * s.queries(), s.queryWidth()), in);
        yield new Shape(s.examples() * s.keys(), s.width());
      }
    };
  }

  private static Shape product(Node a, Node b, boolean ta, boolean tb) {
    int inner = ta ? a.rows() : a.cols();
    int innerB = tb ? b.cols() : b.rows();
    if (inner != innerB) {
      throw new IllegalArgumentException(
          "product of "
              + of(a)
              + (ta ? "ᵀ" : "")
              + " and "
              + of(b)
              + (tb ? "ᵀ" : "")
              + ": "
              + inner
              + " != "
              + innerB);
    }
    return new Shape(ta ? a.cols() : a.rows(), tb ? b.rows() : b.cols());
  }

  private static boolean rows(Node n, int rows, int cols) {
    return n.rows() == rows && n.cols() == cols;
  }

  private static Shape grouped(Op op, List<Node> in, int width) {
    require(op, in.get(0).cols() % width == 0, in);
    return of(in.get(0));
  }

  private static Shape same(Op op, List<Node> in) {
    require(op, of(in.get(0)).equals(of(in.get(1))), in);
    return of(in.get(0));
  }

  private static void require(Op op, boolean condition, List<Node> in) {
    if (!condition) {
      throw new IllegalArgumentException(
          op + " does not take the shapes " + in.stream().map(Shapes::of).toList());
    }
  }

  private static IllegalArgumentException leaf(Op op) {
    return new IllegalArgumentException(op + " needs its shape: use the graph's own method for it");
  }
}
