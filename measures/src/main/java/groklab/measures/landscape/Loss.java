package groklab.measures.landscape;

/// A loss as a function of all weights.
@FunctionalInterface
public interface Loss {
  /// @param weights read, not kept, not changed
  double at(double[] weights);
}
