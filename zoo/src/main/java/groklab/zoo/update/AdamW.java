package groklab.zoo.update;

import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.update.LearningRate;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;

/// Adam with decoupled decay (arXiv 1711.05101).
public record AdamW(LearningRate learningRate, Moments moments, WeightDecay weightDecay)
    implements OptimizerSpec {

  public static final Kind<AdamW> KIND = Kind.of("adamw", AdamW.class, AdamW::read);

  public AdamW {
    if (weightDecay.form() == WeightDecay.Form.COUPLED) {
      throw new SpecException(
          "optimizer.decay is \"coupled\" but AdamW is Adam with decoupled decay;"
              + " write optimizer.kind = \"adam\" for decay inside the gradient");
    }
  }

  private static AdamW read(Section<AdamW> s) {
    return new AdamW(
        LearningRate.read(s, AdamW::learningRate),
        Moments.read(s, AdamW::moments),
        WeightDecay.read(s, 1, WeightDecay.Form.DECOUPLED, AdamW::weightDecay));
  }

  @Override
  public Kind<AdamW> kind() {
    return KIND;
  }

  @Override
  public Update on(Scope scope) {
    return new AdamUpdate(learningRate, moments, weightDecay, scope);
  }
}
