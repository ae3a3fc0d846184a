package groklab.zoo.stage;

import groklab.engine.graph.Slot;
import groklab.lab.update.Stage;
import groklab.lab.update.UpdateProgram;
import java.util.List;

/// A stage that is one compiled graph between gradients and rule.
///
/// @param state slots that a checkpoint keeps
public record GradientFilter(UpdateProgram.Running program, List<Slot> state) implements Stage {

  @Override
  public void afterGradient(long step) {
    program.run(step);
  }
}
