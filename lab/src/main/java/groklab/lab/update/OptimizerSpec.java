package groklab.lab.update;

import groklab.lab.kind.OfKind;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The rule by which parameters are updated: the role of updates.
public interface OptimizerSpec extends OfKind {

  LearningRate learningRate();

  WeightDecay weightDecay();

  /// Whether it samples weights from a distribution instead of training them: then all that move
  /// have to move by it.
  default boolean samples() {
    return false;
  }

  /// Whether it means anything only where each step sees the loss of all training examples.
  default boolean needsAllExamples() {
    return false;
  }

  /// The update of a scope's parameters.
  Update on(Scope scope);

  @Override
  default SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("learningRate", learningRate().peak());
    row.put("weightDecay", weightDecay().strength());
    return row;
  }
}
