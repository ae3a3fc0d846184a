package groklab.bench.step;

import groklab.bench.peer.Workload;

/// A training step to be measured.
public sealed interface StepCase permits SpecCase, DeepMlpCase {

  String name();

  /// What is trained, in a phrase.
  String about();

  /// Steps that are timed together: one, or an epoch where batches differ in size.
  int stride();

  Ours ours(int threads);

  /// The same problem for a peer.
  Workload workload();
}
