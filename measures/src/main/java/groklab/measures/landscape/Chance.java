package groklab.measures.landscape;

import groklab.engine.kernel.DoubleMath;
import groklab.lab.measure.Subject;

/// What guessing gives.
final class Chance {
  private Chance() {}

  /// The loss of the best constant answer, over all examples.
  static double loss(Subject.Model model) {
    double classes = model.data().targets().width();
    return model.spec().training().loss().isProbabilistic()
        ? DoubleMath.log(classes)
        : (1 - 1 / classes) / classes;
  }
}
