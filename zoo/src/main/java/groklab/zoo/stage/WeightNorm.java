package groklab.zoo.stage;

import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
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
import java.util.List;

/// After each update the weights are scaled to a norm, or kept below it: training on a sphere, as
/// in arXiv 2210.01117, or within a ball.
///
/// @param of what has the norm
/// @param norm 0 = that of the initial weights
/// @param form whether smaller norms are raised too
public record WeightNorm(ParameterPattern parameters, Of of, double norm, Form form)
    implements StageSpec {

  /// Weights that are all 0 stay 0.
  private static final double SMALLEST = 1e-30;

  /// What has the norm.
  public enum Of {
    /// the parameters taken together
    ALL,
    /// each parameter alone
    EACH
  }

  /// What is done to the weights.
  public enum Form {
    /// they get the norm
    HOLD,
    /// larger norms are brought down to it
    CLAMP
  }

  public static final Kind<WeightNorm> KIND =
      Kind.of("weight-norm", WeightNorm.class, WeightNorm::read);

  public WeightNorm {
    Check.notNegative(norm, "optimizer.stage.norm", "30.0");
  }

  private static WeightNorm read(Section<WeightNorm> s) {
    return new WeightNorm(
        ParameterPattern.read(s, WeightNorm::parameters),
        s.choice("of", Of.ALL, WeightNorm::of),
        s.number("norm", 0, WeightNorm::norm),
        s.choice("form", Form.HOLD, WeightNorm::form));
  }

  @Override
  public Kind<WeightNorm> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    List<View> views = scope.parameters(parameters);
    List<List<View>> wholes =
        switch (of) {
          case ALL -> List.of(views);
          case EACH -> views.stream().map(List::of).toList();
        };
    return new Projection(scope, wholes);
  }

  private final class Projection implements Stage {
    private final Session session;
    private final List<List<View>> wholes;
    private final double[] targets;
    private final UpdateProgram.Running program;

    Projection(Scope scope, List<List<View>> wholes) {
      this.session = scope.session();
      this.wholes = wholes;
      this.targets = new double[wholes.size()];
      this.program = compiled();
    }

    private UpdateProgram.Running compiled() {
      var p = new UpdateProgram(session);
      Graph g = p.graph();
      for (int i = 0; i < wholes.size(); i++) {
        int number = i;
        Node wanted = p.scalar("norm" + i, step -> targets[number]);
        Node length = Norms.of(g, wholes.get(i).stream().map(p::value).toList());
        Node factor = g.divide(wanted, g.maximum(length, g.constant(SMALLEST, 1, 1)));
        Node scale =
            switch (form) {
              case HOLD -> factor;
              case CLAMP -> g.minimum(factor, g.constant(1, 1, 1));
            };
        for (View view : wholes.get(i)) {
          p.store(Slot.VALUES, view, g.multiply(p.value(view), scale));
        }
      }
      return p.compile();
    }

    @Override
    public void begin() {
      for (int i = 0; i < targets.length; i++) {
        targets[i] = norm == 0 ? present(wholes.get(i)) : norm;
      }
    }

    private double present(List<View> views) {
      double squares = 0;
      for (View view : views) {
        double[] w = new double[view.size()];
        session.read(Slot.VALUES, view.offset(), w);
        for (double each : w) {
          squares += each * each;
        }
      }
      return Math.sqrt(squares);
    }

    @Override
    public void afterUpdate(long step) {
      program.run(step);
    }
  }
}
