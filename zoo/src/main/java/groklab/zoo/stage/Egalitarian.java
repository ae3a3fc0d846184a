package groklab.zoo.stage;

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
import java.util.List;

/// Egalitarian gradient descent (arXiv 2510.04930): all singular values of a gradient matrix are
/// made 1, G ← (GGᵀ)^(−1/2)·G = U·Vᵀ. The authors decompose the matrix and floor its singular
/// values; here it is iterated to, so that singular values below about 1e-5 of the norm stay
/// smaller than 1.
///
/// @param iterations of [NewtonSchulz#EXACT]
public record Egalitarian(ParameterPattern parameters, int iterations) implements StageSpec {

  public static final Kind<Egalitarian> KIND =
      Kind.of("egalitarian", Egalitarian.class, Egalitarian::read);

  public Egalitarian {
    Check.between(1, iterations, 100, "optimizer.stage.iterations", "24");
  }

  private static Egalitarian read(Section<Egalitarian> s) {
    return new Egalitarian(
        ParameterPattern.read(s, Egalitarian::parameters),
        s.whole("iterations", 24, Egalitarian::iterations));
  }

  @Override
  public Kind<Egalitarian> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    var program = new UpdateProgram(scope.session());
    var orthogonal = new NewtonSchulz(NewtonSchulz.EXACT, iterations);
    for (View p : scope.parameters(parameters)) {
      Node equal = orthogonal.of(program.graph(), program.gradient(p));
      program.store(Slot.GRADIENTS, p, equal);
    }
    return new GradientFilter(program.compile(), List.of());
  }
}
