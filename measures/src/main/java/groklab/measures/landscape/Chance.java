package groklab.measures.landscape;

import groklab.engine.kernel.DoubleMath;
import groklab.lab.measure.Subject;

/// What guessing gives.
final class Chance {
  private Chance() {}

  /// The loss of giving every class the same probability, or the same output of least squared
  /// error.
  static double loss(Subject.Model model) {
    double classes = model.data().classes();
    return switch (model.spec().training().loss()) {
      case CROSS_ENTROPY -> DoubleMath.log(classes);
      case MEAN_SQUARED_ERROR -> (1 - 1 / classes) / classes;
    };
  }
}
