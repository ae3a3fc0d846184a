package groklab.lab.update;

import groklab.engine.graph.Slot;
import java.util.List;

/// What takes part in moving the parameters: the rule of an optimiser, and stages around it.
public interface Part {

  /// What it keeps between steps. A slot's name begins the names of its tensors in a checkpoint.
  default List<Slot> state() {
    return List.of();
  }

  /// What else it keeps: numbers that belong to no weight. The same arrays each time.
  default List<Table> tables() {
    return List.of();
  }

  /// To be called once, when the session holds the parameters of step 0.
  default void begin() {}
}
