package groklab.bench.libtorch;

import groklab.bench.peer.Workload;
import groklab.lab.update.LearningRate;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.Schedule;
import groklab.lab.update.StageSpec;
import groklab.lab.update.WeightDecay;
import groklab.zoo.stage.ClipNorm;
import groklab.zoo.stage.ClipValue;
import groklab.zoo.update.AdamW;
import groklab.zoo.update.Momentum;
import groklab.zoo.update.Nesterov;
import groklab.zoo.update.RmsProp;
import groklab.zoo.update.Sgd;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/// What moves the parameters in PyTorch; gradients must not be recorded meanwhile.
interface TorchUpdate {

  /// @param gradients of all trained parameters, which may be changed
  void update(TensorVector gradients, double learningRate);

  /// @throws IllegalArgumentException if there is no code for what the problem asks for
  static TorchUpdate of(Workload problem, List<Tensor> trained) {
    check(problem.optimizer());
    TorchUpdate update = rule(problem.optimizer(), trained);
    for (StageSpec stage : problem.stages().reversed()) {
      update = around(stage, update);
    }
    return update;
  }

  private static TorchUpdate rule(OptimizerSpec optimizer, List<Tensor> trained) {
    return switch (optimizer) {
      case AdamW rule -> new FusedAdamW(trained, rule);
      case Sgd rule -> new FusedSgd(trained, rule.weightDecay(), 0, false);
      case Momentum rule -> new FusedSgd(trained, rule.weightDecay(), rule.momentum(), false);
      case Nesterov rule -> new FusedSgd(trained, rule.weightDecay(), rule.momentum(), true);
      case RmsProp rule -> new EagerRmsProp(trained, rule);
      default -> throw new IllegalArgumentException("libtorch as a peer has no " + optimizer);
    };
  }

  private static TorchUpdate around(StageSpec stage, TorchUpdate rule) {
    return switch (stage) {
      case ClipNorm clip -> Clipping.norm(clip.norm(), rule);
      case ClipValue clip -> Clipping.value(clip.value(), rule);
      default -> throw new IllegalArgumentException("libtorch as a peer has no " + stage);
    };
  }

  private static void check(OptimizerSpec optimizer) {
    LearningRate rate = optimizer.learningRate();
    boolean decoupled = optimizer.weightDecay().form() == WeightDecay.Form.DECOUPLED;
    if (!(rate.schedule() instanceof Schedule.Constant)
        || optimizer.weightDecay().to() != WeightDecay.Anchor.ORIGIN
        || decoupled != optimizer instanceof AdamW) {
      throw new IllegalArgumentException(
          "libtorch as a peer has a constant schedule, and decay to the origin, decoupled for AdamW"
              + " and coupled for the rest; the problem asks for "
              + optimizer);
    }
  }
}
