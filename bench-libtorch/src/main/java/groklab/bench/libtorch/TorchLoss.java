package groklab.bench.libtorch;

import org.bytedeco.pytorch.Tensor;

/// The forward pass of one training step.
interface TorchLoss {

  /// The mean loss of step `step`, a scalar that knows its history.
  Tensor of(long step);
}
