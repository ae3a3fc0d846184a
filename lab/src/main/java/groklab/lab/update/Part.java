package groklab.lab.update;

import groklab.engine.graph.Slot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What takes part in moving the parameters: the rule of an optimiser, and stages around it.
public interface Part {

  /// What it keeps between steps. A slot's name begins the names of its tensors in a checkpoint.
  default List<Slot> state() {
    return List.of();
  }

  /// What it keeps besides, in a checkpoint under names that its label begins.
  default List<Table> tables() {
    return List.of();
  }

  /// Numbers about itself, recorded at each probe, by name.
  default SequencedMap<String, Double> observed() {
    return new LinkedHashMap<>();
  }

  /// To be called once, when the session holds the parameters of step 0.
  default void begin() {}
}
