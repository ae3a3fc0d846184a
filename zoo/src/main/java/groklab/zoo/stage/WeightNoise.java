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

/// Gradients are taken at weights with normal random numbers added, fresh ones in each step, and
/// applied to the weights without (the weight noise of arXiv 2201.02177 and 2412.09810). The loss
/// of the step is that of the noisy weights.
public record WeightNoise(double deviation) implements StageSpec {

  public static final Kind<WeightNoise> KIND =
      Kind.of("weight-noise", WeightNoise.class, WeightNoise::read);

  public WeightNoise {
    Check.notNegative(deviation, "optimizer.stage.deviation", "0.01");
  }

  private static WeightNoise read(Section<WeightNoise> s) {
    return new WeightNoise(s.number("deviation", 0.01, WeightNoise::deviation));
  }

  @Override
  public Kind<WeightNoise> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    Slot clean = scope.slot("clean");
    var away = new UpdateProgram(scope.session());
    var back = new UpdateProgram(scope.session());
    Graph g = away.graph();
    for (View p : scope.parameters()) {
      Node w = away.value(p);
      away.store(clean, p, w);
      away.store(
          Slot.VALUES, p, g.add(w, RandomNodes.centred(g, scope, p, Noise.NORMAL, deviation)));
      back.store(Slot.VALUES, p, back.held(clean, p));
    }
    return new Around(away.compile(), back.compile());
  }

  private record Around(UpdateProgram.Running away, UpdateProgram.Running back) implements Stage {
    @Override
    public void beforeGradient(long step) {
      away.run(step);
    }

    @Override
    public void afterGradient(long step) {
      back.run(step);
    }
  }
}
