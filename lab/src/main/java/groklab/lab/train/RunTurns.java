package groklab.lab.train;

import groklab.lab.criterion.CrossingDetector;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.kind.SpecException;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.train.steering.Steering;
import groklab.lab.turn.Action;
import groklab.lab.turn.Trigger;
import groklab.lab.turn.TurnSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.stream.IntStream;

/// What changes a run while it goes on, its turns and its controllers: what has happened, and the
/// spec that follows from it. A function of the spec and the probes so far, so a resumed run shows
/// it the recorded ones again.
final class RunTurns {
  private final List<TurnSpec> turns;
  private final RunCriterion criterion;
  private final Map<String, CrossingDetector> crossings = new HashMap<>();
  private final boolean[] met;
  private final boolean[] done;
  private final Steering steering;
  private final Queue<Steering.Wanted> wanted = new ArrayDeque<>();
  private RunSpec spec;

  RunTurns(RunSpec spec, RunCriterion criterion) {
    this.spec = spec;
    this.turns = spec.turns();
    this.met = new boolean[turns.size()];
    this.done = new boolean[turns.size()];
    for (String set : List.of(Probe.TRAIN, Probe.VALIDATION)) {
      crossings.put(set, criterion.crossing(set));
    }
    this.criterion = criterion;
    this.steering = new Steering(spec.controllers(), criterion);
  }

  /// The spec as it is now.
  RunSpec spec() {
    return spec;
  }

  /// Takes a probe, by which triggers may be met and controllers may decide.
  ///
  /// @return the controllers that have lost their say by it
  List<Steering.Refused> accept(Probe probe) {
    crossings.forEach(
        (set, detector) -> detector.accept(probe.step(), criterion.value(probe, set)));
    for (int i = 0; i < met.length; i++) {
      met[i] = met[i] || isMet(turns.get(i).trigger(), probe);
    }
    return steered(probe);
  }

  /// A branch's controllers begin where it branched off: what the other run's have decided is in
  /// its spec.
  private List<Steering.Refused> steered(Probe probe) {
    List<Steering.Refused> refused = new ArrayList<>();
    if (spec.branch().filter(from -> probe.step() <= from.step()).isEmpty()) {
      for (Steering.Answer answer : steering.decide(probe, spec)) {
        switch (answer) {
          case Steering.Wanted each -> wanted.add(each);
          case Steering.Refused each -> refused.add(each);
        }
      }
    }
    return refused;
  }

  private boolean isMet(Trigger trigger, Probe probe) {
    return switch (trigger) {
      case Trigger.AtStep _ -> false;
      case Trigger.Reached(String set) ->
          Objects.requireNonNull(crossings.get(set)).crossing().first().isPresent();
      case Trigger.Crosses(String measure, var side, double level) -> {
        double value = probe.valueOrNaN(measure);
        yield switch (side) {
          case ABOVE -> value > level;
          case BELOW -> value < level;
        };
      }
    };
  }

  /// A change that is made now.
  ///
  /// @param before the spec until then
  /// @param spec after it
  record Done(Cause cause, Action action, RunSpec before, RunSpec spec) {}

  /// Who changes something.
  sealed interface Cause {}

  /// @param number in the spec's list, from 0
  record Turn(int number) implements Cause {}

  /// @param name of its kind
  /// @param why the numbers that its decision follows from
  record Controlled(String name, String why) implements Cause {}

  /// The changes to be made before step `step`: the turns in the order of the spec, then what
  /// controllers have decided. They count as done.
  List<Done> due(long step) {
    List<Done> due = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      if (!done[i] && (met[i] || isAt(turns.get(i), step))) {
        done[i] = true;
        RunSpec before = spec;
        spec = turned(before, i, step);
        due.add(new Done(new Turn(i), turns.get(i).action(), before, spec));
      }
    }
    for (Steering.Wanted each = wanted.poll(); each != null; each = wanted.poll()) {
      RunSpec before = spec;
      spec = Steering.changed(before, each.decision());
      due.add(
          new Done(
              new Controlled(each.controller(), each.decision().why()),
              new Action.Set(each.decision().key(), each.decision().to()),
              before,
              spec));
    }
    return due;
  }

  private static boolean isAt(TurnSpec turn, long step) {
    return turn.trigger() instanceof Trigger.AtStep(long at) && at <= step;
  }

  /// @throws SpecException if the turns before it, in the order in which they came, have left a
  ///     spec in which it cannot be done
  private RunSpec turned(RunSpec before, int number, long step) {
    try {
      return turned(before, turns.get(number));
    } catch (SpecException e) {
      throw new SpecException(
          "turn[%d] cannot be done at step %,d: %s".formatted(number, step, e.getMessage()));
    }
  }

  /// The spec after a turn.
  static RunSpec turned(RunSpec spec, TurnSpec turn) {
    return turn.action() instanceof Action.Set(String path, String to)
        ? new SpecReader().override(spec, List.of(path + "=" + to))
        : spec;
  }

  /// The spec of a run in which the turns that had happened by a step are settled: their keys are
  /// set, and they wait no more.
  static RunSpec settled(RunDirectory run, long step) {
    RunSpec spec = run.readSpec();
    if (spec.turns().isEmpty() && spec.controllers().isEmpty()) {
      return spec;
    }
    var turns = new RunTurns(spec, run.readCriterion());
    for (Probe probe : run.readMetrics()) {
      if (probe.step() <= step) {
        turns.due(probe.step() - 1); // a controller sees the spec that held then
        turns.accept(probe);
      }
    }
    turns.due(step);
    return turns.spec.withTurns(
        IntStream.range(0, turns.done.length)
            .filter(i -> !turns.done[i])
            .mapToObj(turns.turns::get)
            .toList());
  }

  /// Refuses turns that could never be done.
  ///
  /// @throws SpecException as one sentence
  static void check(RunSpec spec) {
    Steering.check(spec);
    RunSpec after = spec;
    for (TurnSpec turn : spec.turns()) {
      turn.requireComplete();
      if (turn.trigger() instanceof Trigger.AtStep(long at) && at >= spec.budget().steps()) {
        throw new SpecException(
            "turn.at is %,d, but the run ends after %,d steps (budget.steps); write a smaller one"
                .formatted(at, spec.budget().steps()));
      }
      after = turned(after, turn);
    }
  }
}
