package groklab.zoo.update;

import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Decay;
import groklab.lab.update.Scope;
import groklab.lab.update.WeightDecay;

/// Weight decay as the engine takes it, with the initial weights as its anchor where it asks.
final class DecaySettings {
  private DecaySettings() {}

  /// Keeps the present parameters of a session as the anchor, if the decay asks for that.
  static void remember(Session session, WeightDecay decay) {
    if (decay.isAnchored()) {
      double[] w = new double[session.layout().length()];
      session.read(Slot.VALUES, 0, w);
      session.write(Slot.ANCHOR, 0, w);
    }
  }

  /// The decay as the engine takes it.
  static Decay settings(WeightDecay decay, Scope scope) {
    double strength = scope.decayFactor() * decay.strength();
    return switch (decay.form()) {
      case COUPLED -> new Decay(strength, 0, decay.isAnchored());
      case DECOUPLED -> new Decay(0, strength, decay.isAnchored());
    };
  }
}
