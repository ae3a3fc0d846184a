package groklab.lab.model;

import groklab.engine.graph.Node;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Edits of a network's activations while its graph is built: everything that follows an edited
/// activation sees the edited one. So a removed head or neuron is a change of the graph, and no
/// layer knows of it.
///
/// An edit returns a node of the same shape, built in the graph that the network is built in. A
/// name that the network has no activation for is an error.
///
/// @param edits by TransformerLens hook name, see [Forward#hooks]
public record Interventions(Map<String, UnaryOperator<Node>> edits) {

  /// The network as it is.
  public static final Interventions NONE = new Interventions(Map.of());

  public Interventions {
    edits = Map.copyOf(edits);
  }

  /// One edit alone.
  public static Interventions at(String hook, UnaryOperator<Node> edit) {
    return new Interventions(Map.of(hook, edit));
  }
}
