package groklab.lab.measure.function;

/// Gradients of single outputs with respect to all weights, in float64; weights as in
/// [groklab.lab.measure.function.LossFunction].
public interface OutputGradient {

  /// Number of weights.
  int dimension();

  /// The weights of the subject at this probe; a fresh array.
  double[] here();

  /// Numbers of the examples whose rows these are; read only.
  int[] examples();

  /// The class that each row (example, scored position) should get, none where real numbers are
  /// wanted; read only.
  int[] targets();

  /// The gradient of the output of a row and a class at `weights`, into `gradient`.
  void at(double[] weights, int row, int output, double[] gradient);
}
