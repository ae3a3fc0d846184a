package groklab.lab.model;

import groklab.engine.graph.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A network's forward graph on some examples.
///
/// @param logits `[examples · scored positions, classes]`
/// @param hooks activations by TransformerLens hook name; rows are (example, position)
/// @param penalties what the network adds to the training loss, `[1, 1]` each
public record Forward(Node logits, Map<String, Node> hooks, List<Node> penalties) {
  /// The hook of the outputs, which every network has.
  public static final String LOGITS = "logits";

  /// The hook of what a network calls its complexity, `[1, 1]`, a function of its parameters and of
  /// what it was told; most networks have none.
  public static final String COMPLEXITY = "complexity";

  /// The activation of a hook that the network has.
  public Node hook(String name) {
    return Objects.requireNonNull(hooks.get(name), name);
  }
}
