package groklab.measures.landscape;

/// The mean loss over some training examples, with its gradient.
@FunctionalInterface
public interface BatchLossGradient {
  /// @param weights read, not kept, not changed
  /// @param rows numbers of the examples, read, not kept
  /// @param gradient receives ∂L/∂w, as long as the weights
  /// @return the mean loss over the rows
  double at(double[] weights, int[] rows, double[] gradient);
}
