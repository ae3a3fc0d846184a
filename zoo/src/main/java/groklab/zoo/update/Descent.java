package groklab.zoo.update;

import groklab.engine.exec.Session;
import groklab.engine.exec.Session.Slot;
import groklab.engine.kernel.DescentSettings;
import groklab.lab.update.LearningRate;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;
import java.util.Map;

/// Gradient descent, with or without momentum.
final class Descent implements Update {
  private final LearningRate rate;
  private final WeightDecay decay;
  private final Session session;
  private final DescentSettings settings;

  Descent(LearningRate rate, double momentum, WeightDecay decay, Session session) {
    this.rate = rate;
    this.decay = decay;
    this.session = session;
    this.settings = new DescentSettings(DecaySettings.settings(decay), momentum);
  }

  @Override
  public Map<String, Slot> state() {
    return settings.momentum() == 0 ? Map.of() : Map.of("first.", Slot.FIRST_MOMENT);
  }

  @Override
  public void begin() {
    DecaySettings.remember(session, decay);
  }

  @Override
  public void apply(long step) {
    session.descend(settings, rate.at(step));
  }
}
