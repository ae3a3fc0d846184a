package groklab.measures.landscape;

/// A loss with its gradient.
@FunctionalInterface
public interface LossGradient {
  /// @param weights read, not kept, not changed
  /// @param gradient receives ∂L/∂w, as long as the weights
  /// @return the loss
  double at(double[] weights, double[] gradient);
}
