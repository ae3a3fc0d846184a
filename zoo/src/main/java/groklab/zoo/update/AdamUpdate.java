package groklab.zoo.update;

import groklab.engine.exec.Session;
import groklab.engine.exec.Session.Slot;
import groklab.engine.kernel.AdamSettings;
import groklab.lab.update.LearningRate;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;
import java.util.Map;

/// Adam and AdamW, which differ in their decay alone.
final class AdamUpdate implements Update {
  private final LearningRate rate;
  private final WeightDecay decay;
  private final Session session;
  private final AdamSettings settings;

  AdamUpdate(LearningRate rate, Moments moments, WeightDecay decay, Session session) {
    this.rate = rate;
    this.decay = decay;
    this.session = session;
    this.settings =
        new AdamSettings(
            DecaySettings.settings(decay), moments.beta1(), moments.beta2(), moments.epsilon());
  }

  @Override
  public Map<String, Slot> state() {
    return Map.of("first.", Slot.FIRST_MOMENT, "second.", Slot.SECOND_MOMENT);
  }

  @Override
  public void begin() {
    DecaySettings.remember(session, decay);
  }

  @Override
  public void apply(long step) {
    session.adam(settings, rate.at(step), step);
  }
}
