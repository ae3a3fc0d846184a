package groklab.lab.measure.function;

/// The mean loss on minibatches of the training set as a function of all weights, in float64;
/// weights as in [groklab.lab.measure.function.LossFunction].
public interface BatchLoss {

  /// Number of training examples.
  int examples();

  /// Examples of a minibatch, at most [#examples].
  int size();

  /// The weights of the subject at this probe; a fresh array.
  double[] here();

  /// @param rows which training examples, by their places in the training set: [#size] or all of
  ///     them
  /// @param gradient receives the gradient
  double withGradient(double[] weights, int[] rows, double[] gradient);
}
