package groklab.bench.libtorch;

import groklab.bench.peer.Workload;
import groklab.lab.problem.Inputs;
import groklab.zoo.model.Mlp;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Perceptron on one-hot vectors: the first layer is a dense product with them, as such networks
/// are written.
final class MlpLoss implements TorchLoss {
  private final Mlp spec;
  private final Data data;
  private final List<Tensor> weights = new ArrayList<>();
  private final List<TensorOptional> biases = new ArrayList<>();

  MlpLoss(Workload.Tokens problem, Mlp spec, TorchParameters parameters) {
    if (!(spec.input() instanceof Mlp.Input.OneHot)
        || spec.dropout() != 0
        || !spec.depth().isPlain()
        || spec.parametrisation() != Mlp.Parametrisation.STANDARD
        || !spec.output().isPlain()) {
      throw new IllegalArgumentException(
          "libtorch as a peer has plain perceptrons on one-hot inputs without dropout; the problem"
              + " asks for "
              + spec);
    }
    this.spec = spec;
    this.data = new Data(problem, oneHotExamples(problem));
    for (int layer = 0; layer <= spec.hiddenLayers(); layer++) {
      String name = layer == spec.hiddenLayers() ? "output" : "layers." + layer;
      weights.add(parameters.trainLinear(name + ".W"));
      biases.add(
          spec.bias() ? new TensorOptional(parameters.train(name + ".b")) : new TensorOptional());
    }
  }

  /// `[N, T·vocabulary]`
  private static Tensor oneHotExamples(Workload.Tokens problem) {
    Inputs.Tokens tokens = problem.data().tokens("libtorch as a peer");
    return Data.oneHot(tokens.ids(), tokens.vocabulary())
        .reshape(tokens.examples(), (long) tokens.length() * tokens.vocabulary());
  }

  @Override
  public Tensor of(long step) {
    Data.Batch batch = data.batch(step);
    Tensor x = batch.tokens();
    for (int layer = 0; layer < spec.hiddenLayers(); layer++) {
      x =
          TorchActivation.apply(
              spec.activation(), torch.linear(x, weights.get(layer), biases.get(layer)));
    }
    return data.loss(torch.linear(x, weights.getLast(), biases.getLast()), batch.targets());
  }
}
