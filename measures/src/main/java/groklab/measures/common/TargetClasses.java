package groklab.measures.common;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.Subject;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import java.util.Optional;

/// The classes that examples should get.
public final class TargetClasses {
  private TargetClasses() {}

  /// The class of each row (example, scored position) of some examples.
  ///
  /// @throws IllegalArgumentException if real numbers are expected
  public static int[] of(Problem data, int[] examples) {
    if (!(data.targets() instanceof Targets.Classes classes)) {
      throw new IllegalArgumentException("the targets are real numbers and no classes");
    }
    return classes.idsOf(examples);
  }

  /// Why a subject's problem has none.
  public static Optional<String> obstacle(Subject subject) {
    return subject instanceof Subject.Model model
            && !(model.data().targets() instanceof Targets.Classes)
        ? Optional.of("the task's targets are real numbers and no classes")
        : Optional.empty();
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
