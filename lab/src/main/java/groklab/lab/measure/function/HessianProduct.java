package groklab.lab.measure.function;

/// The Hessian of the training loss at the weights of this probe as a linear map, in float64. The
/// order of the elements is that of [groklab.lab.measure.function.LossFunction].
public interface HessianProduct {

  /// Number of weights.
  int dimension();

  /// Hessian · `direction` into `into`, which must be another array.
  void apply(double[] direction, double[] into);
}
