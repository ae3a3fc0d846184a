package groklab.lab.measure;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.function.BatchLoss;
import groklab.lab.measure.function.Continuation;
import groklab.lab.measure.function.HessianProduct;
import groklab.lab.measure.function.Intervention;
import groklab.lab.measure.function.LossFunction;
import groklab.lab.measure.function.OutputFunction;
import groklab.lab.measure.function.OutputGradient;
import groklab.lab.measure.function.Scores;
import groklab.lab.problem.ExampleSet;
import java.util.List;
import java.util.Map;

/// What the measures of one subject share: each need is met when it is first asked for at a probe,
/// and once. Every matrix handed out is a buffer that the next probe fills again, so keep copies.
/// Measures are held to the needs that they declare.
public interface ProbeData {
  /// What is measured.
  Subject subject();

  /// What several measures are made of, computed when it is first asked for at a probe.
  <T> T derived(Derivation<T> derivation);

  /// A weight matrix as [Subject.Weight] describes it.
  Matrix weights(String name);

  /// All weight matrices in the subject's order, by name.
  Map<String, Matrix> weights();

  /// The weights of the subject as one vector, in the order of [LossFunction]; a fresh array.
  double[] weightVector();

  /// A weight matrix at step 0, rounded as the run rounds it.
  Matrix initialWeights(String name);

  /// The gradient of the training loss with respect to a weight matrix, in its shape.
  Matrix gradient(String name);

  /// The network's outputs, `[examples · scored positions, classes]`, in the set's order.
  Matrix outputs(ExampleSet set);

  /// Activations, `[examples · positions, width]`, in the set's order.
  Matrix activations(ExampleSet set, String hook, Need.At at);

  /// What each scored position says, of all examples that this probe evaluates; [#scoreRows] finds
  /// those of a set.
  Scores scores(ExampleSet set);

  /// The first row in [#scores] of each example of a set, in the set's order; those of its other
  /// scored positions follow it. The same at each probe.
  int[] scoreRows(ExampleSet set);

  /// The network with one of its activations edited.
  Intervention intervention(String hook, Need.Edit edit);

  /// The network from one of its activations on.
  Continuation continuation(String from, List<String> read, int examples);

  /// The Hessian of the training loss at the subject's weights.
  HessianProduct hessian();

  /// The loss on a set as a function of the weights.
  LossFunction loss(ExampleSet set);

  /// The outputs on a set as a function of the weights.
  OutputFunction outputsOfWeights(ExampleSet set);

  /// The loss on minibatches of the training set as a function of the weights.
  BatchLoss batchLoss(int size);

  /// Gradients of single outputs with respect to the weights.
  OutputGradient outputGradient(ExampleSet set, int most);
}
