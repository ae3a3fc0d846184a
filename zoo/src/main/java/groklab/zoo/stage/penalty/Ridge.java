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

/// The slope of ½·strength·‖w‖² is added to the gradients, where the stages behind it see it.
/// Coupled decay of the rule is the same in front of the rule alone. The recorded losses are
/// without it.
public record Ridge(ParameterPattern parameters, double strength) implements StageSpec {

  public static final Kind<Ridge> KIND = Kind.of("l2-penalty", Ridge.class, Ridge::read);

  public Ridge {
    Check.notNegative(strength, "optimizer.stage.strength", "1e-4");
  }

  private static Ridge read(Section<Ridge> s) {
    return new Ridge(
        ParameterPattern.read(s, Ridge::parameters), s.number("strength", 1e-4, Ridge::strength));
  }

  @Override
  public Kind<Ridge> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    var program = new UpdateProgram(scope.session());
    Graph g = program.graph();
    for (View p : scope.parameters(parameters)) {
      program.store(
          Slot.GRADIENTS, p, g.add(program.gradient(p), g.scale(program.value(p), strength)));
    }
    return new GradientFilter(program.compile(), List.of());
  }
}
