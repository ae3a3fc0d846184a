package groklab.bench.libtorch;

import groklab.bench.peer.Workload;
import groklab.engine.kernel.LossPrecision;
import groklab.lab.loss.Loss;
import groklab.lab.problem.Targets;
import groklab.lab.spec.TrainingSpec;
import groklab.zoo.loss.CrossEntropy;
import groklab.zoo.loss.MeanSquaredError;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Tokens and targets of the steps as tensors, and the loss of logits.
final class Data {
  private final Workload.Tokens problem;
  private final boolean full;
  private final Tensor tokens;
  private final Tensor targets;

  /// @param tokens of all examples, `[N, ...]`: token numbers or one-hot vectors
  Data(Workload.Tokens problem, Tensor tokens) {
    this.problem = problem;
    this.full = problem.training().batch() instanceof TrainingSpec.Batch.Full;
    Targets.Classes classes = (Targets.Classes) problem.data().targets();
    Tensor answers =
        switch (problem.training().loss()) {
          case CrossEntropy _ ->
              longs(classes.ids(), problem.data().examples(), classes.perExample());
          case MeanSquaredError _ -> oneHot(classes.ids(), classes.width());
          case Loss other -> throw unknown(other);
        };
    // A full batch is cut out once, minibatches at each step.
    this.tokens = full ? tokens.index_select(0, rows(0)) : tokens;
    this.targets = full ? answers.index_select(0, rows(0)) : answers;
  }

  static Tensor longs(int[] values, long... shape) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return Tensor.create(out, shape);
  }

  /// `[targets.length, classes]`
  static Tensor oneHot(int[] targets, int classes) {
    float[] out = new float[targets.length * classes];
    for (int i = 0; i < targets.length; i++) {
      out[i * classes + targets[i]] = 1;
    }
    return Tensor.create(out, targets.length, classes);
  }

  private Tensor rows(long step) {
    int[] rows = problem.rows().apply(step);
    return longs(rows, rows.length);
  }

  /// A batch.
  record Batch(Tensor tokens, Tensor targets) {}

  Batch batch(long step) {
    if (full) {
      return new Batch(tokens, targets);
    }
    Tensor rows = rows(step);
    return new Batch(tokens.index_select(0, rows), targets.index_select(0, rows));
  }

  /// The mean loss of `logits`, one row per scored position.
  Tensor loss(Tensor logits, Tensor targets) {
    return switch (problem.training().loss()) {
      case MeanSquaredError _ -> torch.mse_loss(logits, targets);
      case CrossEntropy _ ->
          torch.cross_entropy_loss(precise(logits), targets.reshape(logits.size(0)));
      case Loss other -> throw unknown(other);
    };
  }

  private static IllegalArgumentException unknown(Loss loss) {
    return new IllegalArgumentException(
        "libtorch as a peer has cross-entropy and mean squared error; the problem asks for "
            + loss);
  }

  private Tensor precise(Tensor logits) {
    LossPrecision precision = problem.training().lossPrecision();
    return switch (precision) {
      case FLOAT32 -> logits;
      case FLOAT64 -> logits.to(torch.ScalarType.Double);
      case FLOAT16, BFLOAT16 ->
          throw new IllegalArgumentException(
              "libtorch as a peer computes the loss in float32 or float64, not in " + precision);
    };
  }
}
