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

/// Normal random numbers are added to the weights after each update (the update noise of arXiv
/// 2201.02177). In the authors' code the noise is part of Adam's direction and is multiplied by its
/// step size; here `deviation` is what reaches the weights, learning rate included.
public record UpdateNoise(double deviation) implements StageSpec {

  public static final Kind<UpdateNoise> KIND =
      Kind.of("update-noise", UpdateNoise.class, UpdateNoise::read);

  public UpdateNoise {
    Check.notNegative(deviation, "optimizer.stage.deviation", "1e-5");
  }

  private static UpdateNoise read(Section<UpdateNoise> s) {
    return new UpdateNoise(s.number("deviation", 1e-5, UpdateNoise::deviation));
  }

  @Override
  public Kind<UpdateNoise> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    var program = new UpdateProgram(scope.session());
    Graph g = program.graph();
    for (View p : scope.parameters()) {
      Node noise = RandomNodes.centred(g, scope, p, Noise.NORMAL, deviation);
      program.store(Slot.VALUES, p, g.add(program.value(p), noise));
    }
    UpdateProgram.Running compiled = program.compile();
    return new Stage() {
      @Override
      public void afterUpdate(long step) {
        compiled.run(step);
      }
    };
  }
}
