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

/// Each entry of the gradients is kept between −value and value.
public record ClipValue(double value) implements StageSpec {

  public static final Kind<ClipValue> KIND =
      Kind.of("clip-value", ClipValue.class, ClipValue::read);

  public ClipValue {
    Check.positive(value, "optimizer.stage.value", "0.01");
  }

  private static ClipValue read(Section<ClipValue> s) {
    return new ClipValue(s.number("value", 1, ClipValue::value));
  }

  @Override
  public Kind<ClipValue> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    var program = new UpdateProgram(scope.session());
    Graph g = program.graph();
    for (View p : scope.parameters()) {
      Node above = g.maximum(program.gradient(p), g.constant(-value, 1, 1));
      program.store(Slot.GRADIENTS, p, g.minimum(above, g.constant(value, 1, 1)));
    }
    return new GradientFilter(program.compile(), List.of());
  }
}
