package groklab.measures.common;

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
}
