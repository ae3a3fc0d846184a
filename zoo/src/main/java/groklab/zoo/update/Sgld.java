package groklab.zoo.update;

import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Noise;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.LearningRate;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;
import java.util.List;

/// Stochastic gradient Langevin dynamics (Welling and Teh 2011), in the localised form of
/// arXiv 2308.12108: samples exp(−strength·loss − localisation/2·‖w − w₀‖²).
///
/// @param strength n·beta: what the mean loss is multiplied by
/// @param localisation how strongly the initial weights hold; 0 = not at all
public record Sgld(LearningRate learningRate, double strength, double localisation)
    implements OptimizerSpec {

  public static final Kind<Sgld> KIND = Kind.of("sgld", Sgld.class, Sgld::read);

  private static final WeightDecay NO_DECAY =
      new WeightDecay(0, WeightDecay.Form.COUPLED, WeightDecay.Anchor.ORIGIN);

  public Sgld {
    Check.notNegative(strength, "optimizer.strength", "100");
    Check.notNegative(localisation, "optimizer.localisation", "1");
  }

  private static Sgld read(Section<Sgld> s) {
    return new Sgld(
        LearningRate.read(s, Sgld::learningRate),
        s.number("strength", 100, Sgld::strength),
        s.number("localisation", 0, Sgld::localisation));
  }

  @Override
  public WeightDecay weightDecay() {
    return new WeightDecay(
        localisation, WeightDecay.Form.COUPLED, WeightDecay.Anchor.INITIALISATION);
  }

  @Override
  public boolean samples() {
    return true;
  }

  @Override
  public Kind<Sgld> kind() {
    return KIND;
  }

  @Override
  public Update on(Scope scope) {
    var rule = new RuleProgram(learningRate, NO_DECAY, scope);
    var g = rule.graph;
    for (View p : scope.parameters()) {
      Node pull = g.scale(rule.program.gradient(p), strength / 2);
      if (localisation != 0) {
        Node away = g.subtract(rule.program.value(p), rule.program.held(Slot.ANCHOR, p));
        pull = g.add(pull, g.scale(away, localisation / 2));
      }
      Node noise = g.random(scope.stream("sgld." + p.name()), Noise.NORMAL, p.rows(), p.cols());
      Node step = g.subtract(g.multiply(noise, g.sqrt(rule.rate)), g.multiply(pull, rule.rate));
      rule.program.store(Slot.VALUES, p, g.add(rule.program.value(p), step));
    }
    return new GraphUpdate(scope, weightDecay(), List.of(), rule.program.compile());
  }
}
