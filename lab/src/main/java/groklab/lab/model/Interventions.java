package groklab.lab.model;

import groklab.engine.graph.Node;
import java.util.LinkedHashMap;
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

  /// The activations of one graph under construction, by name.
  static final class Hooks {
    private final Interventions interventions;
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    Hooks(Interventions interventions) {
      this.interventions = interventions;
    }

    /// Names an activation and returns what the network goes on with.
    Node name(String hook, Node node) {
      UnaryOperator<Node> edit = interventions.edits.get(hook);
      Node edited = edit == null ? node : edit.apply(node);
      if (edited.rows() != node.rows() || edited.cols() != node.cols()) {
        throw new IllegalArgumentException(
            "the edit of %s makes [%d, %d] of [%d, %d]; expected the same shape"
                .formatted(hook, edited.rows(), edited.cols(), node.rows(), node.cols()));
      }
      nodes.put(hook, edited);
      return edited;
    }

    Forward forward(Node logits) {
      for (String hook : interventions.edits.keySet()) {
        if (!nodes.containsKey(hook)) {
          throw new IllegalArgumentException(
              "an edit of %s, which the network has no activation for; expected one of %s"
                  .formatted(hook, String.join(", ", nodes.keySet())));
        }
      }
      return new Forward(logits, nodes);
    }
  }
}
