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

  /// The activation of a hook that the network has.
  public Node hook(String name) {
    return Objects.requireNonNull(hooks.get(name), name);
  }
}
