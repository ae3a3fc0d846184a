package groklab.zoo.stage.penalty;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.update.ParameterPattern;
import groklab.lab.update.Scope;
import groklab.lab.update.Stage;
import groklab.lab.update.StageSpec;
import groklab.lab.update.UpdateProgram;
import groklab.zoo.stage.GradientFilter;
import java.util.List;

/// What a circuit of two weights costs (arXiv 2309.02390): strength/2 · cost² · |w|^(2/kappa) of
/// their product w, whose gradient is added.
///
/// @param parameters two, of one number each
/// @param cost P: the parameter norm that a logit of 1 needs
/// @param kappa in (0, 2): logits grow as the kappa-th power of the norm
public record CircuitCost(ParameterPattern parameters, double strength, double cost, double kappa)
    implements StageSpec {

  /// Keeps the logarithm of 0 away; its power is 0 to the last digit.
  private static final double SMALLEST = 1e-300;

  public static final Kind<CircuitCost> KIND =
      Kind.of("circuit-cost", CircuitCost.class, CircuitCost::read);

  public CircuitCost {
    Check.notNegative(strength, "optimizer.stage.strength", "0.005");
    Check.positive(cost, "optimizer.stage.cost", "1.0");
    Check.that(kappa > 0 && kappa < 2, "optimizer.stage.kappa", kappa, "above 0, below 2", "1.2");
  }

  private static CircuitCost read(Section<CircuitCost> s) {
    return new CircuitCost(
        ParameterPattern.read(s, CircuitCost::parameters),
        s.number("strength", 0.005, CircuitCost::strength),
        s.number("cost", 1, CircuitCost::cost),
        s.number("kappa", 1.2, CircuitCost::kappa));
  }

  @Override
  public Kind<CircuitCost> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    List<View> two = scope.parameters(parameters);
    if (two.size() != 2 || two.stream().anyMatch(p -> p.size() != 1)) {
      throw new SpecException(
          "%s.parameters names %s for circuit-cost; expected two of one number each"
              .formatted(
                  scope.place(), two.stream().map(p -> p.name() + " of " + p.size()).toList()));
    }
    var program = new UpdateProgram(scope.session());
    Graph g = program.graph();
    Node first = program.value(two.getFirst());
    Node second = program.value(two.getLast());
    Node w = g.multiply(first, second);
    // d/dw = strength · cost² / kappa · sign(w) · |w|^(2/kappa − 1)
    Node size = g.maximum(g.unary(UnaryKind.ABS, w), g.constant(SMALLEST, 1, 1));
    Node power = g.unary(UnaryKind.EXP, g.scale(g.unary(UnaryKind.LOG, size), 2 / kappa - 1));
    Node slope = g.scale(g.multiply(g.sign(w), power), strength * cost * cost / kappa);
    program.store(
        Slot.GRADIENTS,
        two.getFirst(),
        g.add(program.gradient(two.getFirst()), g.multiply(slope, second)));
    program.store(
        Slot.GRADIENTS,
        two.getLast(),
        g.add(program.gradient(two.getLast()), g.multiply(slope, first)));
    return new GradientFilter(program.compile(), List.of());
  }
}
