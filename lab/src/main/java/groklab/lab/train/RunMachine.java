package groklab.lab.train;

import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.file.RunFileException;
import groklab.lab.file.Tensor;
import groklab.lab.kind.SpecException;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.model.Parameter;
import groklab.lab.rundir.Checkpoint;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.RunSpec;
import groklab.lab.turn.Action;
import groklab.lab.turn.TurnList;
import groklab.lab.update.ParameterPattern;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What trains and measures: a trainer with its probes. A turn that sets a key makes new ones from
/// the changed spec and hands weights and state over to them.
final class RunMachine implements AutoCloseable {
  private final int threads;
  private RunSpec spec;
  private Trainer trainer;
  private ProbeMeter meter;
  private CheckpointCodec codec;

  /// @param trainer of the spec; closed with this
  RunMachine(RunSpec spec, Trainer trainer, int threads) {
    this.threads = threads;
    this.spec = spec;
    this.trainer = trainer;
    this.meter = RunMeasures.meter(spec, trainer);
    this.codec = new CheckpointCodec(spec, trainer);
    trainer.initialise();
  }

  Trainer trainer() {
    return trainer;
  }

  ProbeMeter meter() {
    return meter;
  }

  Checkpoint save(long step) {
    return codec.save(step);
  }

  /// Goes on from a stored state, with the spec that holds at its step.
  void load(RunSpec at, Checkpoint checkpoint) {
    if (!at.equals(spec)) {
      replace(at);
    }
    codec.load(checkpoint);
  }

  /// Does a turn before step `step`. Where it cannot be done, nothing is changed.
  ///
  /// @param changed the spec after it
  /// @return why it cannot be done; empty = it is done
  Optional<String> turn(long step, RunTurns.Cause cause, Action action, RunSpec changed) {
    try {
      turn(step, place(cause), action, changed);
      return Optional.empty();
    } catch (SpecException | RunFileException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String place(RunTurns.Cause cause) {
    return switch (cause) {
      case RunTurns.Turn(int number) -> TurnList.name(number);
      case RunTurns.Controlled(String name, var _, var _) ->
          "the controller \"%s\"".formatted(name);
    };
  }

  private void turn(long step, String place, Action action, RunSpec changed) {
    switch (action) {
      case Action.Set _ -> {
        Checkpoint state = codec.save(step);
        boolean otherRule = !changed.optimizer().kind().equals(spec.optimizer().kind());
        replace(changed);
        codec.adopt(state, otherRule);
      }
      case Action.Reset(var pattern) ->
          named(pattern).forEach(p -> write(p, trainer.network().initial(p, spec.seed())));
      case Action.Scale(var pattern, double factor) ->
          named(pattern).forEach(p -> write(p, scaled(read(p), factor)));
      case Action.Norm(var pattern, double norm) -> {
        double squares = named(pattern).stream().mapToDouble(p -> squares(read(p))).sum();
        double factor = squares == 0 ? 0 : norm / Math.sqrt(squares);
        named(pattern).forEach(p -> write(p, scaled(read(p), factor)));
      }
      case Action.Transplant transplant ->
          taken(place, transplant, trainer).forEach(this::write); // once all of them are there
    }
  }

  private void replace(RunSpec changed) {
    Trainer next = new Trainer(changed, threads);
    try {
      requireSameParameters(trainer, next);
      ProbeMeter measuring = RunMeasures.meter(changed, next);
      next.initialise();
      meter.close();
      trainer.close();
      meter = measuring;
    } catch (RuntimeException e) {
      next.close();
      throw e;
    }
    trainer = next;
    spec = changed;
    codec = new CheckpointCodec(spec, trainer);
  }

  private static void requireSameParameters(Trainer now, Trainer next) {
    List<View> before = now.session().layout().views();
    List<View> after = next.session().layout().views();
    if (!before.equals(after)) {
      throw new SpecException(
          "it gives the network other parameters than it has; set keys that leave their shapes"
              + " alone");
    }
  }

  /// Refuses what a run could not measure, and tries all its turns before its first step. One that
  /// events bring in another order than the expected one may still be impossible when it comes.
  ///
  /// @throws SpecException as one sentence
  static void check(RunSpec spec, Trainer trainer) {
    List<Integer> expected = RunTurns.check(spec);
    RunMeasures.requireApplicable(spec, trainer);
    RunSpec after = spec;
    for (int number : expected) {
      String place = TurnList.name(number);
      Action action = spec.turns().get(number).action();
      switch (action) {
        case Action.Set set -> after = tried(place, set, after, trainer);
        case Action.Reset(var pattern) -> check(place, pattern, trainer);
        case Action.Scale(var pattern, double _) -> check(place, pattern, trainer);
        case Action.Norm(var pattern, double _) -> check(place, pattern, trainer);
        case Action.Transplant transplant -> {
          check(place, transplant.parameters(), trainer);
          taken(place, transplant, trainer);
        }
      }
    }
  }

  /// The spec after a turn that sets a key.
  private static RunSpec tried(String place, Action.Set set, RunSpec before, Trainer trainer) {
    RunSpec after;
    try {
      after = RunTurns.turned(before, set);
      if (after.training().precision() != before.training().precision()) {
        throw new SpecException(
            "a run keeps the precision of its weights; set training.lossPrecision, or branch a new"
                + " run");
      }
      try (Trainer tried = new Trainer(after, 1)) {
        requireSameParameters(trainer, tried);
      }
    } catch (SpecException e) {
      throw new SpecException(
          "%s (%s) cannot be done: %s".formatted(place, set.words(), e.getMessage()));
    }
    return after;
  }

  private static void check(String place, ParameterPattern pattern, Trainer trainer) {
    pattern.check(
        place + ".parameters",
        trainer.session().layout().views().stream().map(View::name).toList());
  }

  private List<Parameter> named(ParameterPattern pattern) {
    return trainer.network().parameters().stream().filter(p -> pattern.matches(p.name())).toList();
  }

  private double[] read(Parameter p) {
    double[] w = new double[p.view().size()];
    session().read(Slot.VALUES, p.view().offset(), w);
    return w;
  }

  private void write(Parameter p, double[] w) {
    session().write(Slot.VALUES, p.view().offset(), w);
  }

  private Session session() {
    return trainer.session();
  }

  private static double[] scaled(double[] w, double factor) {
    return Arrays.stream(w).map(each -> each * factor).toArray();
  }

  private static double squares(double[] w) {
    double sum = 0;
    for (double each : w) {
      sum += each * each;
    }
    return sum;
  }

  /// What parameters are after a transplant.
  ///
  /// @throws SpecException if the other run has not all of them
  private static Map<Parameter, double[]> taken(
      String place, Action.Transplant transplant, Trainer trainer) {
    String run = "%s.run is \"%s\", ".formatted(place, transplant.run());
    RunDirectory directory = RunDirectory.open(Path.of(transplant.run()));
    List<Long> steps = directory.checkpointSteps();
    if (steps.isEmpty()) {
      throw new SpecException(run + "which has no checkpoint to take parameters from");
    }
    Checkpoint from = directory.readCheckpoint(steps.getLast());
    Map<Parameter, double[]> taken = new LinkedHashMap<>();
    for (Parameter p : trainer.network().parameters()) {
      if (transplant.parameters().matches(p.name())) {
        taken.put(p, p.fromStored(stored(from, p, run)));
      }
    }
    return taken;
  }

  /// @param run begins the sentence where there is no such tensor
  private static double[] stored(Checkpoint from, Parameter p, String run) {
    Tensor tensor = from.weights().get(p.name());
    List<Integer> shape =
        tensor == null ? List.of() : Arrays.stream(tensor.shape()).boxed().toList();
    if (tensor == null || !shape.equals(p.shape())) {
      throw new SpecException(
          "%swhose %s %s, but this network's has the shape %s; name other parameters"
              .formatted(
                  run,
                  p.name(),
                  tensor == null ? "is missing" : "has the shape " + shape,
                  p.shape()));
    }
    return switch (tensor) {
      case Tensor.F32 single -> single.widened();
      case Tensor.F64(int[] _, double[] data) -> data;
      case Tensor.I64 _ ->
          throw new SpecException("%swhose %s holds whole numbers".formatted(run, p.name()));
    };
  }

  @Override
  public void close() {
    meter.close();
    trainer.close();
  }
}
