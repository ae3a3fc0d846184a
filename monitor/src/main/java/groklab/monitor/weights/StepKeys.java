package groklab.monitor.weights;

import java.util.List;

/// Names under which checkpoints keep the step that they are of, in the order in which they are
/// believed.
final class StepKeys {
  static final List<String> ALL =
      List.of("global_step", "step", "iter_num", "iteration", "iter", "num_updates", "epoch");

  private StepKeys() {}
}
