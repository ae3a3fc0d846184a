package groklab.bench.libtorch;

import groklab.lab.update.WeightDecay;
import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// `torch.optim.SGD(..., fused=True)`: one call of `aten::_fused_sgd_` for all parameters, through
/// the dispatcher.
final class FusedSgd implements TorchUpdate {
  private final OperatorHandle fused =
      Dispatcher.singleton().findSchemaOrThrow("aten::_fused_sgd_", "");
  private final IValue parameters;
  private final IValue velocities;
  private final IValue decay;
  private final IValue momentum;
  private final IValue nesterov;
  private final IValue none = new IValue();
  private final IValue no = new IValue(false);
  private final IValue zero = new IValue(0.0);
  private boolean isFirst = true;

  /// @param momentum 0 = plain gradient descent, which keeps nothing
  FusedSgd(List<Tensor> trained, WeightDecay decay, double momentum, boolean nesterov) {
    this.parameters = FusedAdamW.list(trained);
    this.velocities =
        FusedAdamW.list(
            momentum == 0 ? List.of() : trained.stream().map(torch::zeros_like).toList());
    this.decay = new IValue(decay.strength());
    this.momentum = new IValue(momentum);
    this.nesterov = new IValue(nesterov);
  }

  @Override
  public void update(TensorVector gradients, double learningRate) {
    fused.callBoxed(
        new IValueVector(
            parameters,
            FusedAdamW.list(gradients),
            velocities,
            decay,
            momentum,
            new IValue(learningRate),
            zero,
            nesterov,
            no,
            new IValue(isFirst),
            none,
            none));
    isFirst = false;
  }
}
