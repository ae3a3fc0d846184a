package groklab.engine.graph;

import java.util.List;

/// A value of the graph: an operation on earlier values, with the shape of its result. Nodes are
/// interned by their [Graph]: within one graph, equal operations on equal inputs are the same
/// object.
public final class Node {
  private final int id;
  private final Op op;
  private final List<Node> inputs;
  private final int rows;
  private final int cols;

  Node(int id, Op op, List<Node> inputs, int rows, int cols) {
    this.id = id;
    this.op = op;
    this.inputs = inputs;
    this.rows = rows;
    this.cols = cols;
  }

  /// Order of creation; inputs have smaller numbers.
  public int id() {
    return id;
  }

  public Op op() {
    return op;
  }

  public List<Node> inputs() {
    return inputs;
  }

  public Node input(int i) {
    return inputs.get(i);
  }

  public int rows() {
    return rows;
  }

  public int cols() {
    return cols;
  }

  /// rows · cols
  public int size() {
    return Math.multiplyExact(rows, cols);
  }

  boolean isConstant(double value) {
    return op instanceof Op.Constant(double v) && v == value;
  }

  @Override
  public String toString() {
    return "%"
        + id
        + " = "
        + op
        + " ["
        + rows
        + ", "
        + cols
        + "] of "
        + inputs.stream().map(n -> "%" + n.id).toList();
  }
}
