package groklab.lab.model.layer;

import groklab.engine.graph.Node;
import groklab.lab.model.Pass;

/// What a block does with each position by itself.
public sealed interface PositionWise permits FeedForward, Experts {

  /// `[rows, width]` of x, `[rows, width]`.
  Node apply(Pass pass, Node x);
}
