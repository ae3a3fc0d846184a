package groklab.bench.libtorch;

import groklab.bench.peer.Contender;
import groklab.bench.peer.Peer;
import groklab.bench.peer.Workload;
import groklab.zoo.model.Mlp;
import groklab.zoo.model.Transformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;

/// PyTorch's C++ library through its Java binding: eager operations, autograd, AdamW in the fused
/// form.
public final class LibtorchPeer implements Peer {

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public String version() {
    return "2.10.0 (org.bytedeco:pytorch 2.10.0-1.5.13), OpenBLAS 0.3.31, oneDNN 3.7.1";
  }

  /// OpenBLAS chooses its kernels by the processor's name, which virtual machines do not always
  /// tell; SkylakeX are those for AVX-512.
  @Override
  public List<Map<String, String>> environments() {
    return List.of(Map.of(), Map.of("OPENBLAS_CORETYPE", "SkylakeX"));
  }

  @Override
  public Contender start(Workload problem, int threads) {
    unpack();
    TorchParameters parameters = new TorchParameters(problem.weights());
    TorchLoss loss =
        switch (problem) {
          case Workload.Dense dense -> new DenseLoss(dense, parameters);
          case Workload.Tokens tokens ->
              switch (tokens.model()) {
                case Transformer t -> new TransformerLoss(tokens, t, parameters);
                case Mlp m -> new MlpLoss(tokens, m, parameters);
                default ->
                    throw new IllegalArgumentException(
                        "libtorch as a peer has transformers and perceptrons; the problem asks for "
                            + tokens.model());
              };
        };
    return new TorchContender(problem, parameters, loss, threads);
  }

  /// Unpacks all native libraries before the first is loaded. Left to itself the binding unpacks
  /// one library as it loads another, and on a first use the process then dies in
  /// `pthread_mutex_lock`.
  private static void unpack() {
    for (String library : List.of("javacpp", "openblas", "pytorch")) {
      String folder = "/org/bytedeco/%s/%s/".formatted(library, Loader.getPlatform());
      try {
        if (Loader.cacheResources(LibtorchPeer.class, folder).length == 0) {
          throw new IllegalArgumentException(
              "libtorch as a peer was built for another kind of machine than this one (%s)."
                  .formatted(Loader.getPlatform()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the libraries of libtorch cannot be unpacked", e);
      }
    }
  }
}
