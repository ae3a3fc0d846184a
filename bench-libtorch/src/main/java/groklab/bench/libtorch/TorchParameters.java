package groklab.bench.libtorch;

import groklab.bench.peer.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/// The initial weights, and the tensors that the network trains, made of them in the layout that
/// suits it.
final class TorchParameters {
  private final Map<String, Weight> weights = new LinkedHashMap<>();
  private final List<Tensor> trained = new ArrayList<>();

  TorchParameters(List<Weight> weights) {
    weights.forEach(w -> this.weights.put(w.name(), w));
  }

  boolean has(String name) {
    return weights.containsKey(name);
  }

  /// The stored tensor, not trained.
  Tensor stored(String name) {
    Weight w = weights.get(name);
    if (w == null) {
      throw new IllegalArgumentException(
          "there is no weight %s among %s".formatted(name, weights.keySet()));
    }
    return Tensor.create(w.values(), w.shape());
  }

  /// A trained tensor with the values of `initial`.
  Tensor train(Tensor initial) {
    Tensor leaf = initial.contiguous().detach().clone().requires_grad_(true);
    trained.add(leaf);
    return leaf;
  }

  /// The stored tensor, trained as it is.
  Tensor train(String name) {
    return train(stored(name));
  }

  /// The stored `[in, out]` matrix, trained as the `[out, in]` matrix of a linear layer.
  Tensor trainLinear(String name) {
    return train(stored(name).transpose(0, 1));
  }

  List<Tensor> trained() {
    return trained;
  }
}
