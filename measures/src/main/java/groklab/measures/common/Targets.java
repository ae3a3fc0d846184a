package groklab.measures.common;

import groklab.lab.linear.Matrix;
import groklab.lab.task.Dataset;

/// The classes that examples should get.
public final class Targets {
  private Targets() {}

  /// The class of each row (example, scored position) of some examples.
  public static int[] of(Dataset data, int[] examples) {
    int scored = data.scoredPositions().length;
    int[] targets = new int[examples.length * scored];
    for (int r = 0; r < targets.length; r++) {
      targets[r] = data.targets()[examples[r / scored] * scored + r % scored];
    }
    return targets;
  }

  /// @throws IllegalArgumentException if there is not a class for each row of logits
  public static void check(Matrix logits, int[] targets) {
    if (targets.length != logits.rows() || logits.cols() < 2) {
      throw new IllegalArgumentException(
          "%d labels for logits of %d x %d; expected a label per row and at least 2 classes"
              .formatted(targets.length, logits.rows(), logits.cols()));
    }
    for (int label : targets) {
      if (label < 0 || label >= logits.cols()) {
        throw new IllegalArgumentException(
            "label %d; expected 0 to %d".formatted(label, logits.cols() - 1));
      }
    }
  }
}
