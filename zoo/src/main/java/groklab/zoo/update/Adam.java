package groklab.zoo.update;

import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.LearningRate;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;

/// Adam (arXiv 1412.6980), with the decay in the gradient unless told otherwise.
public record Adam(LearningRate learningRate, Moments moments, WeightDecay weightDecay)
    implements OptimizerSpec {

  public static final Kind<Adam> KIND = Kind.of("adam", Adam.class, Adam::read);

  private static Adam read(Section<Adam> s) {
    return new Adam(
        LearningRate.read(s, Adam::learningRate),
        Moments.read(s, Adam::moments),
        WeightDecay.read(s, 0, WeightDecay.Form.COUPLED, Adam::weightDecay));
  }

  @Override
  public Kind<Adam> kind() {
    return KIND;
  }

  @Override
  public Update on(Scope scope) {
    return new AdamUpdate(learningRate, moments, weightDecay, scope);
  }
}
