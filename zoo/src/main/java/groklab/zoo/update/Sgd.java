package groklab.zoo.update;

import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.LearningRate;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;

/// Gradient descent.
public record Sgd(LearningRate learningRate, WeightDecay weightDecay) implements OptimizerSpec {

  public static final Kind<Sgd> KIND = Kind.of("sgd", Sgd.class, Sgd::read);

  private static Sgd read(Section<Sgd> s) {
    return new Sgd(
        LearningRate.read(s, Sgd::learningRate),
        WeightDecay.read(s, 0, WeightDecay.Form.COUPLED, Sgd::weightDecay));
  }

  @Override
  public Kind<Sgd> kind() {
    return KIND;
  }

  @Override
  public Update on(Scope scope) {
    return new Descent(learningRate, 0, weightDecay, scope);
  }
}
