package groklab.bench.libtorch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// `torch.nn.utils.clip_grad_norm_` and `clip_grad_value_`: the operations that they make of the
/// gradients before a rule takes them.
final class Clipping {
  private static final double EPSILON = 1e-6;

  private Clipping() {}

  static TorchUpdate norm(double most, TorchUpdate rule) {
    var one = new ScalarOptional(new Scalar(1.0));
    var none = new ScalarOptional();
    var epsilon = new Scalar(EPSILON);
    var bound = new Scalar(most);
    return (gradients, rate) -> {
      var norms = new TensorVector();
      for (long i = 0; i < gradients.size(); i++) {
        norms.push_back(gradients.get(i).norm());
      }
      Tensor total = torch.stack(norms).norm();
      Tensor factor = total.add(epsilon).reciprocal().mul(bound).clamp(none, one);
      for (long i = 0; i < gradients.size(); i++) {
        gradients.get(i).mul_(factor);
      }
      rule.update(gradients, rate);
    };
  }

  static TorchUpdate value(double most, TorchUpdate rule) {
    var low = new ScalarOptional(new Scalar(-most));
    var high = new ScalarOptional(new Scalar(most));
    return (gradients, rate) -> {
      for (long i = 0; i < gradients.size(); i++) {
        gradients.get(i).clamp_(low, high);
      }
      rule.update(gradients, rate);
    };
  }
}
