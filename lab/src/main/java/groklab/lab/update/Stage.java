package groklab.lab.update;

/// What happens around the rule of an optimiser in each step. Allocates nothing.
public interface Stage extends Part {

  /// Before the gradients of step `step` are computed.
  default void beforeGradient(long step) {}

  /// Between gradients and rule. The gradients are in the session's slot of that name.
  default void afterGradient(long step) {}

  /// After the rule has moved the parameters.
  default void afterUpdate(long step) {}
}
