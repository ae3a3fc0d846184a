package groklab.bench.libtorch;

import groklab.bench.peer.Contender;
import groklab.bench.peer.Workload;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// A training loop of PyTorch: forward, gradients by autograd, update. What a step makes is freed
/// at its end.
final class TorchContender implements Contender {
  private final Workload problem;
  private final TorchLoss loss;
  private final int threads;
  private final TensorVector trained;
  private final TorchUpdate optimizer;
  private double last = Double.NaN;

  TorchContender(Workload problem, TorchParameters parameters, TorchLoss loss, int threads) {
    this.problem = problem;
    this.loss = loss;
    this.threads = threads;
    this.trained = new TensorVector(parameters.trained().toArray(Tensor[]::new));
    this.optimizer = TorchUpdate.of(problem, parameters.trained());
  }

  /// libtorch's own threads, and those of OpenBLAS, which it does not set.
  @Override
  public void begin() {
    torch.set_num_threads(threads);
    openblas_nolapack.blas_set_num_threads(threads);
  }

  @Override
  public void step(long step) {
    try (var _ = new PointerScope()) {
      Tensor value = loss.of(step);
      TensorVector gradients = torch.grad(new TensorVector(value), trained);
      try (var _ = new NoGradGuard()) {
        optimizer.update(gradients, problem.optimizer().learningRate().at(step));
      }
      last = value.item().toDouble();
    }
  }

  @Override
  public double loss() {
    return last;
  }

  @Override
  public void close() {
    trained.close();
  }
}
