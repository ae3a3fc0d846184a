package groklab.zoo.update;

import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.LearningRate;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;

/// Gradient descent with momentum.
///
/// @param momentum in [0, 1)
public record Momentum(LearningRate learningRate, double momentum, WeightDecay weightDecay)
    implements OptimizerSpec {

  public static final Kind<Momentum> KIND = Kind.of("momentum", Momentum.class, Momentum::read);

  public Momentum {
    Check.belowOne(momentum, "optimizer.momentum", "0.9");
  }

  private static Momentum read(Section<Momentum> s) {
    return new Momentum(
        LearningRate.read(s, Momentum::learningRate),
        s.number("momentum", 0.9, Momentum::momentum),
        WeightDecay.read(s, 0, WeightDecay.Form.COUPLED, Momentum::weightDecay));
  }

  @Override
  public Kind<Momentum> kind() {
    return KIND;
  }

  @Override
  public Update on(Scope scope) {
    return new Descent(learningRate, momentum, weightDecay, scope);
  }
}
