package groklab.zoo.update;

import groklab.engine.graph.Slot;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import groklab.lab.update.UpdateProgram;
import groklab.lab.update.WeightDecay;
import java.util.List;

/// A rule that is a compiled graph.
record GraphUpdate(Scope scope, WeightDecay decay, List<Slot> state, UpdateProgram.Running program)
    implements Update {

  @Override
  public void begin() {
    DecaySettings.remember(scope.session(), decay);
  }

  @Override
  public void apply(long step) {
    program.run(step);
  }
}
