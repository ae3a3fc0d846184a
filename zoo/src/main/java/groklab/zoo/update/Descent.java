package groklab.zoo.update;

import groklab.engine.graph.Slot;
import groklab.engine.kernel.DescentSettings;
import groklab.engine.plan.ParameterLayout.Span;
import groklab.lab.update.LearningRate;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;
import java.util.List;

/// Gradient descent, with or without momentum.
final class Descent implements Update {
  private final LearningRate rate;
  private final WeightDecay decay;
  private final Scope scope;
  private final Span[] spans;
  private final DescentSettings settings;

  Descent(LearningRate rate, double momentum, WeightDecay decay, Scope scope) {
    this.rate = rate;
    this.decay = decay;
    this.scope = scope;
    this.spans = scope.spans().toArray(Span[]::new);
    this.settings = new DescentSettings(DecaySettings.settings(decay, scope), momentum);
  }

  @Override
  public List<Slot> state() {
    return settings.momentum() == 0 ? List.of() : List.of(Slot.FIRST_MOMENT);
  }

  @Override
  public void begin() {
    DecaySettings.remember(scope.session(), decay);
  }

  @Override
  public void apply(long step) {
    double learningRate = scope.rateFactor() * rate.at(step);
    for (Span span : spans) {
      scope.session().descend(settings, learningRate, span);
    }
  }
}
