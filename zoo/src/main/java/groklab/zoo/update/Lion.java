package groklab.zoo.update;

import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.LearningRate;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;

/// Lion (arXiv 2302.06675, algorithm 2): the sign of a mixture of momentum and gradient.
///
/// @param beta1 share of the momentum in the direction, in [0, 1)
/// @param beta2 decay of the momentum, in [0, 1)
public record Lion(LearningRate learningRate, double beta1, double beta2, WeightDecay weightDecay)
    implements OptimizerSpec {

  public static final Kind<Lion> KIND = Kind.of("lion", Lion.class, Lion::read);

  public Lion {
    Check.belowOne(beta1, "optimizer.beta1", "0.9");
    Check.belowOne(beta2, "optimizer.beta2", "0.99");
  }

  private static Lion read(Section<Lion> s) {
    return new Lion(
        LearningRate.read(s, Lion::learningRate),
        s.number("beta1", 0.9, Lion::beta1),
        s.number("beta2", 0.99, Lion::beta2),
        WeightDecay.read(s, 0, WeightDecay.Form.DECOUPLED, Lion::weightDecay));
  }

  @Override
  public Kind<Lion> kind() {
    return KIND;
  }

  @Override
  public Update on(Scope scope) {
    var rule = new RuleProgram(learningRate, weightDecay, scope);
    for (View p : scope.parameters()) {
      Node g = rule.slope(p);
      Node direction = rule.graph.sign(rule.mean(Slot.FIRST_MOMENT, p, g, beta1));
      rule.program.store(Slot.FIRST_MOMENT, p, rule.mean(Slot.FIRST_MOMENT, p, g, beta2));
      rule.program.store(Slot.VALUES, p, rule.moved(p, direction));
    }
    return rule.compiled(Slot.FIRST_MOMENT);
  }
}
