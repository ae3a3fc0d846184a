package groklab.zoo.stage;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.Scope;
import groklab.lab.update.Stage;
import groklab.lab.update.StageSpec;
import groklab.lab.update.UpdateProgram;
import java.util.List;

/// Gradients that are longer than `norm`, all parameters together, are brought down to it: times
/// min(1, norm/(‖g‖ + 1e-6)), as PyTorch has it.
public record ClipNorm(double norm) implements StageSpec {
  private static final double EPSILON = 1e-6;

  public static final Kind<ClipNorm> KIND = Kind.of("clip-norm", ClipNorm.class, ClipNorm::read);

  public ClipNorm {
    Check.positive(norm, "optimizer.stage.norm", "1.0");
  }

  private static ClipNorm read(Section<ClipNorm> s) {
    return new ClipNorm(s.number("norm", 1, ClipNorm::norm));
  }

  @Override
  public Kind<ClipNorm> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    var program = new UpdateProgram(scope.session());
    Graph g = program.graph();
    Node length = Norms.of(g, scope.parameters().stream().map(program::gradient).toList());
    Node factor =
        g.minimum(
            g.divide(g.constant(norm, 1, 1), g.affine(length, 1, EPSILON)), g.constant(1, 1, 1));
    for (View p : scope.parameters()) {
      program.store(Slot.GRADIENTS, p, g.multiply(program.gradient(p), factor));
    }
    return new GradientFilter(program.compile(), List.of());
  }
}
