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

/// Grokfast with an exponential mean (arXiv 2405.20233): the slow part of the gradient is added to
/// it once more. The mean begins with the first gradient, as in the authors' code; their algorithm
/// 2 says otherwise.
///
/// @param alpha decay of the mean, in [0, 1)
/// @param lambda how strongly the mean is added
public record GrokfastEma(double alpha, double lambda) implements StageSpec {

  public static final Kind<GrokfastEma> KIND =
      Kind.of("grokfast-ema", GrokfastEma.class, GrokfastEma::read);

  public GrokfastEma {
    Check.belowOne(alpha, "optimizer.stage.alpha", "0.98");
    Check.notNegative(lambda, "optimizer.stage.lambda", "2.0");
  }

  private static GrokfastEma read(Section<GrokfastEma> s) {
    return new GrokfastEma(
        s.number("alpha", 0.98, GrokfastEma::alpha), s.number("lambda", 2, GrokfastEma::lambda));
  }

  @Override
  public Kind<GrokfastEma> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    var program = new UpdateProgram(scope.session());
    Graph g = program.graph();
    Slot mean = scope.slot("mean");
    Node old = program.scalar("old", step -> isFirst(scope, step) ? 0 : alpha);
    Node fresh = program.scalar("fresh", step -> isFirst(scope, step) ? 1 : 1 - alpha);
    for (View p : scope.parameters()) {
      Node gradient = program.gradient(p);
      Node now = g.add(g.multiply(program.held(mean, p), old), g.multiply(gradient, fresh));
      program.store(mean, p, now);
      program.store(Slot.GRADIENTS, p, g.add(gradient, g.scale(now, lambda)));
    }
    return new GradientFilter(program.compile(), List.of(mean));
  }

  private static boolean isFirst(Scope scope, long step) {
    return scope.updatesBefore(step) == 0;
  }
}
