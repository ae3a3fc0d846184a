package groklab.zoo.stage;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Noise;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.Scope;
import groklab.lab.update.Stage;
import groklab.lab.update.StageSpec;
import groklab.lab.update.UpdateProgram;
import java.util.List;

/// Random numbers of mean 0 and standard deviation `deviation` are added to the gradients, fresh
/// ones in each step.
public record GradientNoise(double deviation, Noise distribution) implements StageSpec {

  public static final Kind<GradientNoise> KIND =
      Kind.of("gradient-noise", GradientNoise.class, GradientNoise::read);

  public GradientNoise {
    Check.notNegative(deviation, "optimizer.stage.deviation", "0.01");
  }

  private static GradientNoise read(Section<GradientNoise> s) {
    return new GradientNoise(
        s.number("deviation", 0.01, GradientNoise::deviation),
        s.choice("distribution", Noise.NORMAL, GradientNoise::distribution));
  }

  @Override
  public Kind<GradientNoise> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    var program = new UpdateProgram(scope.session());
    Graph g = program.graph();
    for (View p : scope.parameters()) {
      Node noise = RandomNodes.centred(g, scope, p, distribution, deviation);
      program.store(Slot.GRADIENTS, p, g.add(program.gradient(p), noise));
    }
    return new GradientFilter(program.compile(), List.of());
  }
}
