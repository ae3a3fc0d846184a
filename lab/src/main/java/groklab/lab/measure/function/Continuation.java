package groklab.lab.measure.function;

import groklab.lab.linear.Matrix;

/// The network from one of its activations on: what comes out when that activation is given,
/// instead of being made from an example's tokens.
///
/// Give an activation that everything later passes through (the residual stream between two parts
/// of a block, the embedding, a layer of a perceptron); what goes past it is that of example 0.
public interface Continuation {
  /// Runs one pass.
  ///
  /// @param given the activation, `[examples · rows of an example, width]`
  void run(double[] given);

  /// What one of the hooks read in the last pass, `[examples · scored positions, width]`; the next
  /// call overwrites it.
  Matrix read(String hook);
}
