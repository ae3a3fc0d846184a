package groklab.measures.common;

import groklab.lab.measure.Subject;
import java.util.Optional;

/// What the spec of a subject's run says.
public final class SubjectSpec {
  private SubjectSpec() {}

  /// The seed of the random streams; of weights without a network 0.
  public static long seed(Subject subject) {
    return subject instanceof Subject.Model model ? model.spec().seed() : 0;
  }

  /// Why measures of the softmax do not apply.
  public static Optional<String> noSoftmax(Subject subject) {
    return subject instanceof Subject.Model model
            && !model.spec().training().loss().isProbabilistic()
        ? Optional.of(
            "the loss %s takes no softmax".formatted(model.spec().training().loss().kind()))
        : Optional.empty();
  }
}
