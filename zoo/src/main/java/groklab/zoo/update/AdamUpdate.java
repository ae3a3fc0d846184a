package groklab.zoo.update;

import groklab.engine.graph.Slot;
import groklab.engine.kernel.AdamSettings;
import groklab.engine.plan.ParameterLayout.Span;
import groklab.lab.update.LearningRate;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;
import java.util.List;

/// Adam and AdamW, which differ in their decay alone.
final class AdamUpdate implements Update {
  private final LearningRate rate;
  private final WeightDecay decay;
  private final Scope scope;
  private final Span[] spans;
  private final AdamSettings settings;

  AdamUpdate(LearningRate rate, Moments moments, WeightDecay decay, Scope scope) {
    this.rate = rate;
    this.decay = decay;
    this.scope = scope;
    this.spans = scope.spans().toArray(Span[]::new);
    this.settings =
        new AdamSettings(
            DecaySettings.settings(decay, scope),
            moments.beta1(),
            moments.beta2(),
            moments.epsilon());
  }

  @Override
  public List<Slot> state() {
    return List.of(Slot.FIRST_MOMENT, Slot.SECOND_MOMENT);
  }

  @Override
  public void begin() {
    DecaySettings.remember(scope.session(), decay);
  }

  @Override
  public void apply(long step) {
    double learningRate = scope.rateFactor() * rate.at(step);
    for (Span span : spans) {
      scope.session().adam(settings, learningRate, scope.updatesBefore(step), span);
    }
  }
}
