package groklab.lab.update;

import groklab.engine.exec.Session;
import groklab.lab.kind.OfKind;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// How parameters are updated: the role of updates.
public interface OptimizerSpec extends OfKind {

  LearningRate learningRate();

  WeightDecay weightDecay();

  /// The update of a session's parameters.
  Update on(Session session);

  @Override
  default SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("learningRate", learningRate().peak());
    row.put("weightDecay", weightDecay().strength());
    return row;
  }
}
