package groklab.lab.train.step;

import groklab.engine.exec.Executor;
import groklab.lab.model.Examples;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Source;
import groklab.lab.problem.Targets;
import groklab.lab.spec.TrainingSpec.Batch.Stage;
import java.util.List;

/// Shows each step its fresh examples. Allocates nothing after creation.
public final class FreshExamples {
  private final Source.Stream stream;
  private final List<Stage> stages;

  /// One for each stage.
  private final List<Source.Batch> rooms;

  public FreshExamples(Problem problem, Source.Stream stream, List<Stage> stages) {
    this.stream = stream;
    this.stages = List.copyOf(stages);
    this.rooms = stages.stream().map(stage -> Source.Batch.of(problem, stage.size())).toList();
  }

  private int numberAt(long step) {
    int number = stages.size() - 1;
    while (step < stages.get(number).from()) {
      number--;
    }
    return number;
  }

  /// Number of examples of step `step`.
  public int sizeAt(long step) {
    return stages.get(numberAt(step)).size();
  }

  /// Sets the inputs and targets of a plan on [Examples.Fresh] to those of step `step`.
  public void show(long step, Executor executor) {
    Source.Batch room = rooms.get(numberAt(step));
    stream.fill(step, room);
    if (room.inputs() instanceof Inputs.Features features) {
      executor.set(Examples.FEATURES, features.values());
    }
    switch (room.targets()) {
      case Targets.Classes classes -> executor.batch(classes.ids());
      case Targets.Reals reals -> executor.set(Examples.WANTED, reals.values());
    }
  }
}
