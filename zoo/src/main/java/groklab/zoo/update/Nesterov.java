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

/// Gradient descent with Nesterov's momentum, in the form of Sutskever et al. 2013 that PyTorch
/// has.
///
/// @param momentum in [0, 1)
public record Nesterov(LearningRate learningRate, double momentum, WeightDecay weightDecay)
    implements OptimizerSpec {

  public static final Kind<Nesterov> KIND = Kind.of("nesterov", Nesterov.class, Nesterov::read);

  public Nesterov {
    Check.belowOne(momentum, "optimizer.momentum", "0.9");
  }

  private static Nesterov read(Section<Nesterov> s) {
    return new Nesterov(
        LearningRate.read(s, Nesterov::learningRate),
        s.number("momentum", 0.9, Nesterov::momentum),
        WeightDecay.read(s, 0, WeightDecay.Form.COUPLED, Nesterov::weightDecay));
  }

  @Override
  public Kind<Nesterov> kind() {
    return KIND;
  }

  @Override
  public Update on(Scope scope) {
    var rule = new RuleProgram(learningRate, weightDecay, scope);
    for (View p : scope.parameters()) {
      Node g = rule.slope(p);
      Node velocity = rule.program.held(Slot.FIRST_MOMENT, p);
      Node u = rule.graph.add(rule.graph.scale(velocity, momentum), g);
      rule.program.store(Slot.FIRST_MOMENT, p, u);
      Node ahead = rule.graph.add(g, rule.graph.scale(u, momentum));
      rule.program.store(Slot.VALUES, p, rule.moved(p, ahead));
    }
    return rule.compiled(Slot.FIRST_MOMENT);
  }
}
