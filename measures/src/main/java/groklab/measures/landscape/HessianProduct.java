package groklab.measures.landscape;

/// The product of a loss's Hessian at fixed weights with a vector.
@FunctionalInterface
public interface HessianProduct {
  /// @param vector read, not kept, not changed
  /// @return H · vector; may be an array that the next call overwrites
  double[] times(double[] vector);
}
