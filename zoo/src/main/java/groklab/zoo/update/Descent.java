package groklab.zoo.update;

import groklab.engine.exec.Session;
import groklab.engine.exec.Session.Slot;
import groklab.lab.update.LearningRate;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;
import java.util.Map;

/// Gradient descent, with or without momentum.
record Descent(LearningRate rate, double momentum, WeightDecay decay, Session session)
    implements Update {

  @Override
  public Map<String, Slot> state() {
    return momentum == 0 ? Map.of() : Map.of("first.", Slot.FIRST_MOMENT);
  }

  @Override
  public void begin() {
    InitialAnchor.remember(session, decay);
  }

  @Override
  public void apply(long step) {
    double now = rate.at(step);
    session.sgd(
        0,
        session.layout().length(),
        decay.isAnchored(),
        decay.coupled(),
        decay.decoupled(now),
        momentum,
        now);
  }
}
