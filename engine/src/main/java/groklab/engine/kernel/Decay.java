package groklab.engine.kernel;

/// Weight decay of an update.
///
/// @param coupled factor of the weight that is added to the gradient
/// @param decoupled factor of the weight that is subtracted, times the learning rate
/// @param anchored whether decay pulls to the anchor of the session and not to the origin
public record Decay(double coupled, double decoupled, boolean anchored) {}
