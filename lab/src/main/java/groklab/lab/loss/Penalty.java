package groklab.lab.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.lab.model.Network;

/// A function of the weights that training adds to the loss.
@FunctionalInterface
public interface Penalty {

  /// Its value, `[1, 1]`.
  Node of(Graph g, Network network);
}
