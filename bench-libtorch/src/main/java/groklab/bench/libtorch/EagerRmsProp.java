package groklab.bench.libtorch;

import groklab.zoo.update.RmsProp;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// `torch.optim.RMSprop`, which has no fused form: the operations that it makes of each parameter.
final class EagerRmsProp implements TorchUpdate {
  private final RmsProp spec;
  private final List<Tensor> trained;
  private final List<Tensor> squares;
  private final Scalar keep;
  private final Scalar take;
  private final Scalar epsilon;
  private final Scalar decay;

  EagerRmsProp(List<Tensor> trained, RmsProp spec) {
    this.spec = spec;
    this.trained = trained;
    this.squares = trained.stream().map(torch::zeros_like).toList();
    this.keep = new Scalar(spec.beta2());
    this.take = new Scalar(1 - spec.beta2());
    this.epsilon = new Scalar(spec.epsilon());
    this.decay = new Scalar(spec.weightDecay().strength());
  }

  @Override
  public void update(TensorVector gradients, double learningRate) {
    var back = new Scalar(-learningRate);
    for (int i = 0; i < trained.size(); i++) {
      Tensor weights = trained.get(i);
      Tensor gradient = gradients.get(i);
      if (spec.weightDecay().strength() != 0) {
        gradient = gradient.add(weights, decay);
      }
      Tensor square = squares.get(i);
      square.mul_(keep).addcmul_(gradient, gradient, take);
      weights.addcdiv_(gradient, square.sqrt().add_(epsilon), back);
    }
  }
}
