package groklab.zoo.stage;

import groklab.engine.exec.Session;
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
import java.util.ArrayList;
import java.util.List;

/// Grokfast with the mean of the last gradients (arXiv 2405.20233): once the window is full, the
/// mean is added to the gradient.
///
/// The sum of the window follows it by adding what comes and taking off what goes; each time the
/// window has been gone through it is added up anew, so that rounding does not pile up.
///
/// @param window number of gradients, the present one included
/// @param lambda how strongly the mean is added
public record GrokfastMa(int window, double lambda) implements StageSpec {

  public static final Kind<GrokfastMa> KIND =
      Kind.of("grokfast-ma", GrokfastMa.class, GrokfastMa::read);

  public GrokfastMa {
    Check.between(1, window, 10_000, "optimizer.stage.window", "100");
    Check.notNegative(lambda, "optimizer.stage.lambda", "5.0");
  }

  private static GrokfastMa read(Section<GrokfastMa> s) {
    return new GrokfastMa(
        s.whole("window", 100, GrokfastMa::window), s.number("lambda", 5, GrokfastMa::lambda));
  }

  @Override
  public Kind<GrokfastMa> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    return new Window(scope, window, lambda);
  }

  /// The ring of gradients with its sum.
  private static final class Window implements Stage {
    private final Scope scope;
    private final Slot[] ring;
    private final Slot sum;

    /// What the programs call the slot of the ring that is their turn.
    private final Slot turn;

    private final UpdateProgram.Running follow;
    private final UpdateProgram.Running clear;
    private final UpdateProgram.Running addUp;

    Window(Scope scope, int window, double lambda) {
      this.scope = scope;
      sum = scope.slot("sum");
      turn = scope.slot("turn");
      ring = new Slot[window];
      for (int i = 0; i < window; i++) {
        ring[i] = scope.slot("gradient" + i);
      }
      follow = follow(lambda);
      clear = program((p, view) -> p.graph().constant(0, view.rows(), view.cols()));
      addUp = program((p, view) -> p.graph().add(p.held(sum, view), p.held(turn, view)));
    }

    private UpdateProgram.Running follow(double lambda) {
      var program = new UpdateProgram(scope.session());
      Graph g = program.graph();
      double share = lambda / ring.length;
      Node strength = program.scalar("strength", step -> isFull(step) ? share : 0);
      for (View p : scope.parameters()) {
        Node gradient = program.gradient(p);
        Node now = g.add(program.held(sum, p), g.subtract(gradient, program.held(turn, p)));
        program.store(turn, p, gradient);
        program.store(sum, p, now);
        program.store(Slot.GRADIENTS, p, g.add(gradient, g.multiply(now, strength)));
      }
      return program.compile();
    }

    private interface SumOf {
      Node node(UpdateProgram program, View parameter);
    }

    private UpdateProgram.Running program(SumOf of) {
      var program = new UpdateProgram(scope.session());
      for (View p : scope.parameters()) {
        program.store(sum, p, of.node(program, p));
      }
      return program.compile();
    }

    private boolean isFull(long step) {
      return scope.updatesBefore(step) + 1 >= ring.length;
    }

    @Override
    public List<Slot> state() {
      var state = new ArrayList<>(List.of(ring));
      state.add(sum);
      return state;
    }

    @Override
    public void afterGradient(long step) {
      Session session = scope.session();
      int place = (int) (scope.updatesBefore(step) % ring.length);
      if (place == 0) {
        clear.run(step);
        for (Slot each : ring) {
          session.alias(turn, each);
          addUp.run(step);
        }
      }
      session.alias(turn, ring[place]);
      follow.run(step);
    }
  }
}
