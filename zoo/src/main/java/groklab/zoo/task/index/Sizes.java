package groklab.zoo.task.index;

import groklab.lab.kind.Check;

/// How large the tasks of this package may be.
final class Sizes {
  static final int MOST_NUMBERS = 100_000;
  private static final int MOST_EXAMPLES = 1_000_000;

  private Sizes() {}

  /// @throws groklab.lab.kind.SpecException if one of the sets is empty or too large
  static void check(int trainExamples, int validationExamples) {
    Check.between(1, trainExamples, MOST_EXAMPLES, "task.trainExamples", "100");
    Check.between(1, validationExamples, MOST_EXAMPLES, "task.validationExamples", "1000");
  }
}
