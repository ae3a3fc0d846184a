package groklab.lab.update;

/// Moves parameters by their gradients. What update number t does depends on t, the gradients and
/// the declared state alone, so a resumed run continues exactly.
public interface Update extends Part {

  /// The update after step `step`, counted from 0, with the session's gradients. Allocates nothing.
  void apply(long step);
}
