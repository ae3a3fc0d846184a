package groklab.zoo.stage;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.ParameterPattern;
import groklab.lab.update.Scope;
import groklab.lab.update.Stage;
import groklab.lab.update.StageSpec;
import groklab.lab.update.UpdateProgram;
import java.util.List;

/// The gradient without its part along the weights (arXiv 2501.04697): for each parameter
/// g − (w·g/(w·w))·w, then brought back to the length of g. The paper's formula has no such length;
/// the authors' code has, and `rescale = false` leaves it out.
public record PerpendicularGradient(ParameterPattern parameters, boolean rescale)
    implements StageSpec {
  private static final double EPSILON = 1e-30;

  public static final Kind<PerpendicularGradient> KIND =
      Kind.of("perpendicular-gradient", PerpendicularGradient.class, PerpendicularGradient::read);

  private static PerpendicularGradient read(Section<PerpendicularGradient> s) {
    return new PerpendicularGradient(
        ParameterPattern.read(s, PerpendicularGradient::parameters),
        s.flag("rescale", true, PerpendicularGradient::rescale));
  }

  @Override
  public Kind<PerpendicularGradient> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    var program = new UpdateProgram(scope.session());
    Graph g = program.graph();
    for (View p : scope.parameters(parameters)) {
      Node w = program.value(p);
      Node gradient = program.gradient(p);
      Node along = g.divide(g.dot(w, gradient), g.affine(g.dot(w, w), 1, EPSILON));
      Node rest = g.subtract(gradient, g.multiply(w, along));
      if (rescale) {
        Node longer = g.affine(g.sqrt(g.dot(rest, rest)), 1, EPSILON);
        rest = g.multiply(rest, g.divide(g.sqrt(g.dot(gradient, gradient)), longer));
      }
      program.store(Slot.GRADIENTS, p, rest);
    }
    return new GradientFilter(program.compile(), List.of());
  }
}
