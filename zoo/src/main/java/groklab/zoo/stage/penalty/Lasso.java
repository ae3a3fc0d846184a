package groklab.zoo.stage.penalty;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.ParameterPattern;
import groklab.lab.update.Scope;
import groklab.lab.update.Stage;
import groklab.lab.update.StageSpec;
import groklab.lab.update.UpdateProgram;
import groklab.zoo.stage.GradientFilter;
import java.util.List;

/// The slope of strength·Σ|w| is added to the gradients: `strength` times the sign of each weight,
/// 0 at 0. The recorded losses are without it.
public record Lasso(ParameterPattern parameters, double strength) implements StageSpec {

  public static final Kind<Lasso> KIND = Kind.of("l1-penalty", Lasso.class, Lasso::read);

  public Lasso {
    Check.notNegative(strength, "optimizer.stage.strength", "1e-5");
  }

  private static Lasso read(Section<Lasso> s) {
    return new Lasso(
        ParameterPattern.read(s, Lasso::parameters), s.number("strength", 1e-5, Lasso::strength));
  }

  @Override
  public Kind<Lasso> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    var program = new UpdateProgram(scope.session());
    Graph g = program.graph();
    for (View p : scope.parameters(parameters)) {
      program.store(
          Slot.GRADIENTS,
          p,
          g.add(program.gradient(p), g.scale(g.sign(program.value(p)), strength)));
    }
    return new GradientFilter(program.compile(), List.of());
  }
}
