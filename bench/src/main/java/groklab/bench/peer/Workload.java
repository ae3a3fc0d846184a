package groklab.bench.peer;

import groklab.lab.model.ModelSpec;
import groklab.lab.problem.Problem;
import groklab.lab.spec.TrainingSpec;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.StageSpec;
import java.util.List;
import java.util.function.LongFunction;

/// What is trained: network, data, loss, optimiser and initial weights.
public sealed interface Workload {

  OptimizerSpec optimizer();

  /// What is done to gradients and weights around the rule.
  List<StageSpec> stages();

  List<Weight> weights();

  /// A network of the laboratory on a token task.
  ///
  /// @param rows example numbers of a step
  record Tokens(
      Problem data,
      ModelSpec model,
      TrainingSpec training,
      OptimizerSpec optimizer,
      List<StageSpec> stages,
      List<Weight> weights,
      LongFunction<int[]> rows)
      implements Workload {}

  /// A perceptron on dense inputs with ReLU between its layers and the squared error to one-hot
  /// targets, as a mean over examples and classes. Weights are `layers.L.W` `[in, out]` and
  /// `layers.L.b` `[out]`.
  ///
  /// @param widths of the inputs, of each hidden layer and of the outputs
  /// @param inputs `[targets.length, widths[0]]`, row-major
  /// @param targets one class per example
  record Dense(
      int[] widths, float[] inputs, int[] targets, OptimizerSpec optimizer, List<Weight> weights)
      implements Workload {

    @Override
    public List<StageSpec> stages() {
      return List.of();
    }

    public int layers() {
      return widths.length - 1;
    }

    public int examples() {
      return targets.length;
    }

    public int classes() {
      return widths[layers()];
    }
  }
}
