package groklab.lab.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.lab.model.Examples;
import groklab.lab.model.Network;

/// What training adds to the loss: a function of the weights, or a second objective on the examples
/// of the step.
@FunctionalInterface
public interface Penalty {

  /// Its value, `[1, 1]`.
  ///
  /// @param outputs of the examples in training, `[examples · scored positions, outputs]`
  Node of(Graph g, Network network, Examples examples, Node outputs);
}
