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

/// RMSProp (Tieleman and Hinton 2012) without momentum and without bias correction.
///
/// @param beta2 decay of the mean square, in [0, 1)
/// @param epsilon added to the root of the mean square
public record RmsProp(
    LearningRate learningRate, double beta2, double epsilon, WeightDecay weightDecay)
    implements OptimizerSpec {

  public static final Kind<RmsProp> KIND = Kind.of("rmsprop", RmsProp.class, RmsProp::read);

  public RmsProp {
    Check.belowOne(beta2, "optimizer.beta2", "0.99");
    Check.positive(epsilon, "optimizer.epsilon", "1e-8");
  }

  private static RmsProp read(Section<RmsProp> s) {
    return new RmsProp(
        LearningRate.read(s, RmsProp::learningRate),
        s.number("beta2", 0.99, RmsProp::beta2),
        s.number("epsilon", 1e-8, RmsProp::epsilon),
        WeightDecay.read(s, 0, WeightDecay.Form.COUPLED, RmsProp::weightDecay));
  }

  @Override
  public Kind<RmsProp> kind() {
    return KIND;
  }

  @Override
  public Update on(Scope scope) {
    var rule = new RuleProgram(learningRate, weightDecay, scope);
    for (View p : scope.parameters()) {
      Node g = rule.slope(p);
      Node square = rule.mean(Slot.SECOND_MOMENT, p, rule.graph.square(g), beta2);
      rule.program.store(Slot.SECOND_MOMENT, p, square);
      Node root = rule.graph.affine(rule.graph.sqrt(square), 1, epsilon);
      rule.program.store(Slot.VALUES, p, rule.moved(p, rule.graph.divide(g, root)));
    }
    return rule.compiled(Slot.SECOND_MOMENT);
  }
}
