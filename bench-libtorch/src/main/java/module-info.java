import groklab.bench.libtorch.LibtorchPeer;
import groklab.bench.peer.Peer;

/// libtorch as a peer of the training steps.
module groklab.bench.libtorch {
  requires groklab.bench;
  requires groklab.engine;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.openblas;
  requires org.bytedeco.pytorch;
  requires static org.jspecify;

  provides Peer with
      LibtorchPeer;
}
