package groklab.lab.measure.function;

/// The loss on a set of examples as a function of all weights, in float64.
///
/// A vector of weights holds the matrices of [groklab.lab.measure.Subject#weights] one after
/// another, row-major.
public interface LossFunction {

  /// Number of weights.
  int dimension();

  /// The weights of the subject at this probe; a fresh array.
  double[] here();

  /// The loss at `weights`.
  double at(double[] weights);

  /// The loss at `weights`, and its gradient into `gradient`.
  double withGradient(double[] weights, double[] gradient);
}
