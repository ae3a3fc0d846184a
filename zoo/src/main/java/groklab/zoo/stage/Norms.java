package groklab.zoo.stage;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import java.util.List;

/// Euclidean norms.
final class Norms {
  private Norms() {}

  /// Of several matrices taken together, `[1, 1]`.
  static Node of(Graph g, List<Node> matrices) {
    Node squares = g.constant(0, 1, 1);
    for (Node matrix : matrices) {
      squares = g.add(squares, g.dot(matrix, matrix));
    }
    return g.sqrt(squares);
  }
}
