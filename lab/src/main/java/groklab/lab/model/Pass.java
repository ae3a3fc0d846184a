package groklab.lab.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// One forward pass while its graph is built. Layers take it, name their activations with it and
/// go on with what it gives back, so that an edit of an activation needs no word in any layer.
public final class Pass {
  private final Graph graph;
  private final Examples examples;
  private final boolean training;
  private final Interventions interventions;
  private final Map<String, Node> hooks = new LinkedHashMap<>();
  private final List<Node> penalties = new ArrayList<>();

  /// @param training whether dropout is part of the pass
  /// @param interventions edits of named activations
  public Pass(Graph graph, Examples examples, boolean training, Interventions interventions) {
    this.graph = graph;
    this.examples = examples;
    this.training = training;
    this.interventions = interventions;
  }

  public Graph graph() {
    return graph;
  }

  public Examples examples() {
    return examples;
  }

  /// Names an activation and returns what the network goes on with.
  public Node name(String hook, Node node) {
    UnaryOperator<Node> edit = interventions.edits().get(hook);
    Node edited = edit == null ? node : edit.apply(node);
    if (edited.rows() != node.rows() || edited.cols() != node.cols()) {
      throw new IllegalArgumentException(
          "the edit of %s makes [%d, %d] of [%d, %d]; expected the same shape"
              .formatted(hook, edited.rows(), edited.cols(), node.rows(), node.cols()));
    }
    hooks.put(hook, edited);
    return edited;
  }

  /// `x` with dropout in a training pass, else `x`.
  ///
  /// @param part of the network; the random stream is `dropout.PART`
  public Node dropout(String part, Node x, double rate) {
    return training ? graph.dropout(x, "dropout." + part, rate) : x;
  }

  /// Adds to the training loss; what is measured of the loss is without it.
  ///
  /// @param value `[1, 1]`
  public void penalise(Node value) {
    penalties.add(value);
  }

  /// Ends the pass.
  ///
  /// @param logits `[examples · scored positions, classes]`
  public Forward end(Node logits) {
    Node named = name(Forward.LOGITS, logits);
    for (String hook : interventions.edits().keySet()) {
      if (!hooks.containsKey(hook)) {
        throw new IllegalArgumentException(
            "an edit of %s, which the network has no activation for; expected one of %s"
                .formatted(hook, String.join(", ", hooks.keySet())));
      }
    }
    return new Forward(named, hooks, List.copyOf(penalties));
  }
}
