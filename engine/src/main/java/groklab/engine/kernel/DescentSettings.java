package groklab.engine.kernel;

/// What gradient descent needs beside the weights: made once for a run.
///
/// @param momentum 0 for none
public record DescentSettings(Decay decay, double momentum) {}
