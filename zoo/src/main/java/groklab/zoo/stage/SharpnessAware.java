package groklab.zoo.stage;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.Backward;
import groklab.lab.update.Scope;
import groklab.lab.update.Stage;
import groklab.lab.update.StageSpec;
import groklab.lab.update.UpdateProgram;

/// Sharpness-aware minimisation (arXiv 2010.01412, algorithm 1): the gradient that the rule gets is
/// that of the weights moved by `radius` uphill, on the same batch. A step costs two.
public record SharpnessAware(double radius) implements StageSpec {
  private static final double EPSILON = 1e-12;

  public static final Kind<SharpnessAware> KIND =
      Kind.of("sharpness-aware", SharpnessAware.class, SharpnessAware::read);

  public SharpnessAware {
    Check.positive(radius, "optimizer.stage.radius", "0.05");
  }

  private static SharpnessAware read(Section<SharpnessAware> s) {
    return new SharpnessAware(s.number("radius", 0.05, SharpnessAware::radius));
  }

  @Override
  public Kind<SharpnessAware> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    Slot here = scope.slot("here");
    var uphill = new UpdateProgram(scope.session());
    var back = new UpdateProgram(scope.session());
    Graph g = uphill.graph();
    Node length = Norms.of(g, scope.parameters().stream().map(uphill::gradient).toList());
    Node factor = g.divide(g.constant(radius, 1, 1), g.affine(length, 1, EPSILON));
    for (View p : scope.parameters()) {
      Node w = uphill.value(p);
      uphill.store(here, p, w);
      uphill.store(Slot.VALUES, p, g.add(w, g.multiply(uphill.gradient(p), factor)));
      back.store(Slot.VALUES, p, back.held(here, p));
    }
    return new Ascent(uphill.compile(), back.compile(), scope.backward());
  }

  private record Ascent(UpdateProgram.Running uphill, UpdateProgram.Running back, Backward backward)
      implements Stage {
    @Override
    public void afterGradient(long step) {
      uphill.run(step);
      backward.run(step);
      back.run(step);
    }
  }
}
