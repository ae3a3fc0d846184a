package groklab.lab.train;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.meter.MeasureSchedule;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.ProbeAccount;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.RunSpec;
import groklab.lab.train.steering.Steering;
import java.util.ArrayList;
import java.util.List;

/// What a run does and when, whatever becomes of its records: at each step a probe if one is due,
/// then turns, then the update. A function of the spec alone, so a run that is kept in a directory
/// and one that is not have the same numbers.
final class RunCourse implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final RunSpec spec;
  private final RunMachine machine;
  private final RunTurns turns;
  private final MeasureSchedule measures;
  private final ProbeSchedule schedule;
  private final RunCriterion criterion;
  private final RunHistory history;
  private long probeNanos;
  private long step;

  /// What a probe has found.
  ///
  /// @param events what it makes known
  record Found(Probe probe, List<RunEvent> events) {}

  /// @param machine of the spec; closed with this
  RunCourse(RunSpec spec, RunMachine machine, RunCriterion criterion) {
    this.spec = spec;
    this.machine = machine;
    this.criterion = criterion;
    Trainer trainer = machine.trainer();
    double density = spec.probes().density();
    turns = new RunTurns(spec, criterion);
    measures = new MeasureSchedule(machine.meter(), Catalogue.core(), trainer.stepWork(), density);
    schedule =
        new ProbeSchedule(
            criterion,
            density,
            measures.regularCost(),
            trainer.stepWork(),
            measures.regularShare());
    history = new RunHistory(spec, criterion, RunFacts.known(spec, trainer.network().anatomy()));
  }

  /// Takes the events that were recorded before, all of them, before the first probe.
  void recorded(List<RunEvent> events) {
    turns.recorded(events);
  }

  /// Takes a probe that was recorded before, in their order.
  void recorded(Probe p) {
    schedule.probed(p);
    measures.probed(p.step());
    turns.past(p.step() - 1).forEach(history::turned);
    history.accept(p);
    turns.accept(p);
  }

  /// Goes on at a step whose state was stored.
  ///
  /// @return the spec that holds there
  RunSpec goOnAt(long at) {
    step = at;
    turns.past(at).forEach(history::turned); // done before this state was stored
    return turns.spec();
  }

  RunMachine machine() {
    return machine;
  }

  RunCriterion criterion() {
    return criterion;
  }

  RunHistory history() {
    return history;
  }

  /// Updates done.
  long step() {
    return step;
  }

  /// Whether the run ends here.
  boolean isOver() {
    return step >= spec.budget().steps() || history.wantsToStop(step);
  }

  /// @param over as [#isOver] says
  boolean isProbeDue(boolean over) {
    return step >= schedule.next() || (over && history.isNew(step));
  }

  /// Whether the curves moved between the last two probes.
  boolean isMoving() {
    return schedule.isMoving();
  }

  /// Takes the probe that is due.
  Found probe(boolean over) {
    long begin = System.nanoTime();
    Probe taken = machine.meter().take(step, measures.due(step, over));
    Probe probe = machine.trainer().completed(taken);
    probeNanos += System.nanoTime() - begin;
    schedule.probed(probe);
    measures.probed(step);
    List<RunEvent> events = new ArrayList<>(history.accept(probe));
    for (Steering.Refused each : turns.accept(probe)) {
      events.add(new RunEvent.Distrusted(step, each.controller(), each.because()));
    }
    return new Found(probe, events);
  }

  /// Does what the spec or a controller changes before the next update.
  List<RunEvent> turn() {
    List<RunTurns.Outcome> due =
        turns.due(step, (cause, action, after) -> machine.turn(step, cause, action, after));
    due.forEach(history::turned);
    return due.stream().map(this::event).toList();
  }

  private RunEvent event(RunTurns.Outcome outcome) {
    return switch (outcome) {
      case RunTurns.Done(var cause, var action, var _, var _) ->
          switch (cause) {
            case RunTurns.Turn(int number) -> new RunEvent.Turned(step, number, action.words());
            case RunTurns.Controlled(String name, var _, String why) ->
                new RunEvent.Steered(step, name, action.words(), why);
          };
      case RunTurns.NotDone(var cause, var action, String why) ->
          switch (cause) {
            case RunTurns.Turn(int number) ->
                new RunEvent.NotTurned(step, number, action.words(), why);
            case RunTurns.Controlled(String name, var _, var _) ->
                new RunEvent.Distrusted(step, name, why);
          };
    };
  }

  /// The next update.
  ///
  /// @return the training loss that it saw
  double update() {
    machine.trainer().step(step);
    step++;
    return machine.trainer().lossOfLastStep();
  }

  /// What probes have cost.
  ///
  /// @param secondsBefore spent on them before this process
  ProbeAccount account(double secondsBefore) {
    return new ProbeAccount(
        measures.regularCost(),
        machine.trainer().stepWork(),
        measures.thinned(),
        machine.meter().notApplicable(),
        secondsBefore + probeNanos / NANOS);
  }

  /// That the run is over, and why.
  RunEvent.Finished finished() {
    return new RunEvent.Finished(step, history.reason(step));
  }

  Summary summary(double seconds, double stepsPerSecond, String digest) {
    return history.summary(step, seconds, stepsPerSecond, digest);
  }

  @Override
  public void close() {
    machine.close();
  }
}
