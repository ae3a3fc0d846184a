package groklab.bench.libtorch;

import groklab.bench.peer.Workload;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Linear layers with ReLU between them, squared error to one-hot targets.
final class DenseLoss implements TorchLoss {
  private final Tensor inputs;
  private final Tensor targets;
  private final List<Tensor> weights = new ArrayList<>();
  private final List<TensorOptional> biases = new ArrayList<>();

  DenseLoss(Workload.Dense problem, TorchParameters parameters) {
    inputs = Tensor.create(problem.inputs(), problem.examples(), problem.widths()[0]);
    targets = Data.oneHot(problem.targets(), problem.classes());
    for (int layer = 0; layer < problem.layers(); layer++) {
      weights.add(parameters.trainLinear("layers." + layer + ".W"));
      biases.add(new TensorOptional(parameters.train("layers." + layer + ".b")));
    }
  }

  @Override
  public Tensor of(long step) {
    Tensor x = inputs;
    for (int layer = 0; layer < weights.size(); layer++) {
      x = torch.linear(x, weights.get(layer), biases.get(layer));
      if (layer < weights.size() - 1) {
        x = x.relu();
      }
    }
    return torch.mse_loss(x, targets);
  }
}
