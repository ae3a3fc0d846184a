package groklab.lab.train.step;

import groklab.engine.exec.Executor;
import groklab.lab.model.Examples;
import groklab.lab.model.FreshTokens;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Source;
import groklab.lab.problem.Targets;
import groklab.lab.spec.TrainingSpec.Batch.Stage;
import java.util.List;
import java.util.Optional;

/// Shows each step its fresh examples. Allocates nothing after creation.
public final class FreshExamples {
  private final Source.Stream stream;
  private final List<Stage> stages;
  private final Optional<FreshTokens> tokens;

  /// One for each stage.
  private final List<Room> rooms;

  /// @param pairs see [FreshTokens]; empty where the inputs are no tokens
  private record Room(Source.Batch batch, int[] pairs) {}

  public FreshExamples(Problem problem, Source.Stream stream, List<Stage> stages) {
    this.stream = stream;
    this.stages = List.copyOf(stages);
    this.rooms = stages.stream().map(stage -> room(problem, stage.size())).toList();
    this.tokens =
        switch (problem.inputs()) {
          case Inputs.Tokens _ -> Optional.of(FreshTokens.of(problem));
          case Inputs.Features _ -> Optional.empty();
        };
  }

  private static Room room(Problem problem, int size) {
    int pairs =
        switch (problem.inputs()) {
          case Inputs.Tokens shown -> size * shown.length();
          case Inputs.Features _ -> 0;
        };
    return new Room(Source.Batch.of(problem, size), new int[pairs]);
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
    Room room = rooms.get(numberAt(step));
    Source.Batch batch = room.batch;
    stream.fill(step, batch);
    switch (batch.inputs()) {
      case Inputs.Features features -> {
        executor.set(Examples.FEATURES, features.values());
        showTargets(batch.targets(), executor);
      }
      case Inputs.Tokens shown -> {
        int[] classes = ((Targets.Classes) batch.targets()).ids();
        tokens.orElseThrow().pairs(shown.ids(), classes, room.pairs);
        executor.batch(room.pairs);
      }
    }
  }

  private static void showTargets(Targets targets, Executor executor) {
    switch (targets) {
      case Targets.Classes classes -> executor.batch(classes.ids());
      case Targets.Reals reals -> executor.set(Examples.WANTED, reals.values());
    }
  }
}
