package groklab.bench.libtorch;

import groklab.zoo.update.AdamW;
import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/// `torch.optim.AdamW(..., fused=True)`: one call of `aten::_fused_adamw_` for all parameters,
/// through the dispatcher, because the binding has no method for it. The library's own class
/// `AdamW` makes about ten passes over each parameter instead.
final class FusedAdamW implements TorchUpdate {
  private final AdamW spec;
  private final OperatorHandle fused;
  private final IValue parameters;
  private final IValue first;
  private final IValue second;
  private final IValue steps;
  private final IValue none = new IValue();
  private final IValue no = new IValue(false);
  private final IValue empty = list(List.of());
  private final Tensor counter = torch.zeros(1).select(0, 0);

  FusedAdamW(List<Tensor> trained, AdamW spec) {
    this.spec = spec;
    this.fused = Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adamw_", "");
    this.parameters = list(trained);
    this.first = list(trained.stream().map(torch::zeros_like).toList());
    this.second = list(trained.stream().map(torch::zeros_like).toList());
    this.steps = list(trained.stream().map(t -> counter).toList());
  }

  static IValue list(List<Tensor> tensors) {
    var list = new GenericList(new Type.TypePtr(TensorType.get()));
    tensors.forEach(t -> list.push_back(new IValue(t)));
    return new IValue(list);
  }

  static IValue list(TensorVector tensors) {
    var list = new GenericList(new Type.TypePtr(TensorType.get()));
    for (long i = 0; i < tensors.size(); i++) {
      list.push_back(new IValue(tensors.get(i)));
    }
    return new IValue(list);
  }

  @Override
  public void update(TensorVector gradients, double learningRate) {
    counter.add_(ONE);
    fused.callBoxed(
        new IValueVector(
            parameters,
            list(gradients),
            first,
            second,
            empty,
            steps,
            new IValue(learningRate),
            new IValue(spec.moments().beta1()),
            new IValue(spec.moments().beta2()),
            new IValue(spec.weightDecay().strength()),
            new IValue(spec.moments().epsilon()),
            no,
            no,
            none,
            none));
  }

  private static final org.bytedeco.pytorch.Scalar ONE = new org.bytedeco.pytorch.Scalar(1.0);
}
