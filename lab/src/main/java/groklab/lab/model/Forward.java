package groklab.lab.model;

import groklab.engine.graph.Node;
import java.util.Map;

/// A network's forward graph on some examples.
///
/// @param logits `[examples · scored positions, classes]`
/// @param hooks activations by TransformerLens hook name; rows are (example, position)
public record Forward(Node logits, Map<String, Node> hooks) {
  /// The hook of the outputs, which every network has.
  public static final String LOGITS = "logits";
}
