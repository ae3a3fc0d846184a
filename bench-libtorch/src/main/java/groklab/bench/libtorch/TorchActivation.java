package groklab.bench.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Activations by their names in a spec.
final class TorchActivation {
  private TorchActivation() {}

  static Tensor apply(groklab.lab.model.Activation activation, Tensor x) {
    return switch (activation) {
      case RELU -> x.relu();
      case SQUARE -> x.mul(x);
      case TANH -> x.tanh();
      case SILU -> torch.silu(x);
      case GELU -> torch.gelu(x, "none");
      case GELU_TANH -> torch.gelu(x, "tanh");
    };
  }
}
