package groklab.zoo.update;

import groklab.engine.exec.Session;
import groklab.engine.exec.Session.Slot;
import groklab.lab.update.WeightDecay;

/// The initial weights as what decay pulls to.
final class InitialAnchor {
  private InitialAnchor() {}

  /// Keeps the present parameters of a session as the anchor, if the decay asks for that.
  static void remember(Session session, WeightDecay decay) {
    if (decay.isAnchored()) {
      double[] w = new double[session.layout().length()];
      session.read(Slot.VALUES, 0, w);
      session.write(Slot.ANCHOR, 0, w);
    }
  }
}
