package groklab.bench.step;

import groklab.bench.peer.Contender;

/// Our side of a comparison.
public interface Ours extends Contender {

  /// Floating-point operations of the matrix products of a step, as planned: after hoisting.
  long flop();

  /// Name of the kernels in use.
  String kernels();
}
