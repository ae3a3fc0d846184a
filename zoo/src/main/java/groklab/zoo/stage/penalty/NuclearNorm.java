package groklab.zoo.stage.penalty;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.NewtonSchulz;
import groklab.lab.update.ParameterPattern;
import groklab.lab.update.Scope;
import groklab.lab.update.Stage;
import groklab.lab.update.StageSpec;
import groklab.lab.update.UpdateProgram;
import groklab.zoo.stage.GradientFilter;
import java.util.List;

/// The slope of strength·Σ(singular values of a weight matrix) is added to its gradient:
/// strength·U·Vᵀ, iterated to ([NewtonSchulz#EXACT]). The recorded losses are without it.
public record NuclearNorm(ParameterPattern parameters, double strength, int iterations)
    implements StageSpec {

  public static final Kind<NuclearNorm> KIND =
      Kind.of("nuclear-penalty", NuclearNorm.class, NuclearNorm::read);

  public NuclearNorm {
    Check.notNegative(strength, "optimizer.stage.strength", "1e-4");
    Check.between(1, iterations, 100, "optimizer.stage.iterations", "24");
  }

  private static NuclearNorm read(Section<NuclearNorm> s) {
    return new NuclearNorm(
        ParameterPattern.read(s, NuclearNorm::parameters),
        s.number("strength", 1e-4, NuclearNorm::strength),
        s.whole("iterations", 24, NuclearNorm::iterations));
  }

  @Override
  public Kind<NuclearNorm> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    var program = new UpdateProgram(scope.session());
    Graph g = program.graph();
    var orthogonal = new NewtonSchulz(NewtonSchulz.EXACT, iterations);
    for (View p : scope.parameters(parameters)) {
      Node slope = g.scale(orthogonal.of(g, program.value(p)), strength);
      program.store(Slot.GRADIENTS, p, g.add(program.gradient(p), slope));
    }
    return new GradientFilter(program.compile(), List.of());
  }
}
