package groklab.bench.peer;

import groklab.lab.spec.ModelSpec;
import groklab.lab.spec.OptimizerSpec;
import groklab.lab.spec.TrainingSpec;
import groklab.lab.task.Dataset;
import java.util.List;
import java.util.function.LongFunction;

/// What is trained: network, data, loss, optimiser and initial weights.
public sealed interface Problem {

  OptimizerSpec optimizer();

  List<Weight> weights();

  /// Learning rate of update number `step`, counted from 0: with the warm-up, the schedule being
  /// constant.
  default double learningRate(long step) {
    OptimizerSpec o = optimizer();
    double warm = o.warmupSteps() == 0 ? 1 : Math.min(1, step / (double) o.warmupSteps());
    return warm * o.learningRate();
  }

  /// A network of the laboratory on a token task.
  ///
  /// @param rows example numbers of a step
  record Tokens(
      Dataset data,
      ModelSpec model,
      TrainingSpec training,
      OptimizerSpec optimizer,
      List<Weight> weights,
      LongFunction<int[]> rows)
      implements Problem {}

  /// A perceptron on dense inputs with ReLU between its layers and the squared error to one-hot
  /// targets, as a mean over examples and classes. Weights are `layers.L.W` `[in, out]` and
  /// `layers.L.b` `[out]`.
  ///
  /// @param widths of the inputs, of each hidden layer and of the outputs
  /// @param inputs `[targets.length, widths[0]]`, row-major
  /// @param targets one class per example
  record Dense(
      int[] widths, float[] inputs, int[] targets, OptimizerSpec optimizer, List<Weight> weights)
      implements Problem {

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
