package groklab.zoo.update;

import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.update.LearningRate;
import groklab.lab.update.NewtonSchulz;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;
import java.util.List;

/// Muon: momentum whose singular values are all made about 1 (Jordan et al. 2024; as used for
/// grokking in arXiv 2607.20512). Meant for hidden matrices; give embeddings and biases a group
/// with another rule.
///
/// @param momentum in [0, 1)
/// @param nesterov whether to orthogonalise gradient + momentum·velocity instead of the velocity
/// @param iterations of [NewtonSchulz]
/// @param coefficients three of them, a, b, c
/// @param scaled whether the step is multiplied by √max(1, outputs/inputs)
public record Muon(
    LearningRate learningRate,
    double momentum,
    boolean nesterov,
    int iterations,
    List<Double> coefficients,
    boolean scaled,
    WeightDecay weightDecay)
    implements OptimizerSpec {

  public static final Kind<Muon> KIND = Kind.of("muon", Muon.class, Muon::read);

  public Muon {
    coefficients = List.copyOf(coefficients);
    Check.belowOne(momentum, "optimizer.momentum", "0.95");
    Check.between(1, iterations, 100, "optimizer.iterations", "5");
    if (coefficients.size() != 3) {
      throw new SpecException(
          "optimizer.coefficients has %d numbers; expected the three a, b, c of X ← aX + b(XXᵀ)X +"
                  .formatted(coefficients.size())
              + " c(XXᵀ)²X, e.g. [3.4445, -4.7750, 2.0315]");
    }
  }

  private static Muon read(Section<Muon> s) {
    return new Muon(
        LearningRate.read(s, Muon::learningRate),
        s.number("momentum", 0.95, Muon::momentum),
        s.flag("nesterov", false, Muon::nesterov),
        s.whole("iterations", 5, Muon::iterations),
        s.numbers("coefficients", NewtonSchulz.FAST, Muon::coefficients),
        s.flag("scaled", true, Muon::scaled),
        WeightDecay.read(s, 0, WeightDecay.Form.DECOUPLED, Muon::weightDecay));
  }

  @Override
  public Kind<Muon> kind() {
    return KIND;
  }

  @Override
  public Update on(Scope scope) {
    var rule = new RuleProgram(learningRate, weightDecay, scope);
    var orthogonal = new NewtonSchulz(coefficients, iterations);
    for (View p : scope.parameters()) {
      Node g = rule.slope(p);
      Node velocity = rule.program.held(Slot.FIRST_MOMENT, p);
      Node u = rule.graph.add(rule.graph.scale(velocity, momentum), g);
      rule.program.store(Slot.FIRST_MOMENT, p, u);
      Node direction = nesterov ? rule.graph.add(g, rule.graph.scale(u, momentum)) : u;
      double scale = scaled ? Math.sqrt(Math.max(1, p.cols() / (double) p.rows())) : 1;
      Node step = rule.graph.scale(orthogonal.of(rule.graph, direction), scale);
      rule.program.store(Slot.VALUES, p, rule.moved(p, step));
    }
    return rule.compiled(Slot.FIRST_MOMENT);
  }
}
