package groklab.zoo.stage;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Noise;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.Scope;
import groklab.lab.update.Stage;
import groklab.lab.update.StageSpec;
import groklab.lab.update.UpdateProgram;
import java.util.List;

/// Each weight is multiplied by exp(strength·ε), ε normal and fresh in each step, before the rule
/// moves it: the decay that arXiv 2201.02177's code calls jiggle, `strength` being its learning
/// rate times its weight decay.
public record JiggledDecay(double strength) implements StageSpec {

  public static final Kind<JiggledDecay> KIND =
      Kind.of("jiggled-decay", JiggledDecay.class, JiggledDecay::read);

  public JiggledDecay {
    Check.notNegative(strength, "optimizer.stage.strength", "1e-3");
  }

  private static JiggledDecay read(Section<JiggledDecay> s) {
    return new JiggledDecay(s.number("strength", 1e-3, JiggledDecay::strength));
  }

  @Override
  public Kind<JiggledDecay> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    var program = new UpdateProgram(scope.session());
    Graph g = program.graph();
    for (View p : scope.parameters()) {
      Node noise = RandomNodes.centred(g, scope, p, Noise.NORMAL, strength);
      program.store(Slot.VALUES, p, g.multiply(program.value(p), g.unary(UnaryKind.EXP, noise)));
    }
    return new GradientFilter(program.compile(), List.of());
  }
}
