package groklab.lab.update;

import groklab.engine.exec.Session;
import java.util.Map;

/// Moves the parameters of a session by its gradients. Stateless beyond the session: the update of
/// step t depends on t, the gradients and the declared state alone, so a resumed run continues
/// exactly.
public interface Update {

  /// What it keeps between steps, in slots of the session, by the prefix of the tensors' names in a
  /// checkpoint.
  default Map<String, Session.Slot> state() {
    return Map.of();
  }

  /// To be called once, when the session holds the parameters of step 0.
  default void begin() {}

  /// Update number `step`, counted from 0, with the session's gradients. Allocates nothing.
  void apply(long step);
}
