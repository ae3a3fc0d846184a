package groklab.lab.train;

import groklab.lab.control.Decision;
import groklab.lab.criterion.CrossingDetector;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.kind.SpecException;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.BranchSpec;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.train.steering.Steering;
import groklab.lab.turn.Action;
import groklab.lab.turn.Trigger;
import groklab.lab.turn.TurnList;
import groklab.lab.turn.TurnSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  private final Map<Integer, String> notTurned = new HashMap<>();
  private final Map<Place, String> distrusted = new HashMap<>();
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

  /// What becomes of a change whose moment has come.
  sealed interface Outcome {}

  /// It is made.
  ///
  /// @param before the spec until then
  /// @param spec after it
  record Done(Cause cause, Action action, RunSpec before, RunSpec spec) implements Outcome {}

  /// It cannot be made, and the run goes on without it.
  ///
  /// @param why a sentence without its end
  record NotDone(Cause cause, Action action, String why) implements Outcome {}

  /// Who changes something.
  sealed interface Cause {}

  /// @param number in the spec's list, from 0
  record Turn(int number) implements Cause {}

  /// @param name of its kind
  /// @param step of the probe that it decided at
  /// @param why the numbers that its decision follows from
  record Controlled(String name, long step, String why) implements Cause {}

  /// Makes changes.
  interface Maker {

    /// @param cause of the change, or of the first of several
    /// @param spec after it
    /// @return why it cannot be made; empty = it is made
    Optional<String> obstacle(Cause cause, Action action, RunSpec spec);
  }

  /// What comes of the changes before step `step`: the turns in the order of the spec, then what
  /// controllers have decided. They have had their moment.
  List<Outcome> due(long step, Maker maker) {
    List<Outcome> due = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      if (!done[i] && (met[i] || isAt(turns.get(i), step))) {
        done[i] = true;
        due.add(turned(i, maker));
      }
    }
    for (Steering.Wanted each = wanted.poll(); each != null; each = wanted.poll()) {
      due.addAll(steered(each, maker));
    }
    return due;
  }

  private static boolean isAt(TurnSpec turn, long step) {
    return turn.trigger() instanceof Trigger.AtStep(long at) && at <= step;
  }

  private Outcome turned(int number, Maker maker) {
    Action action = turns.get(number).action();
    Cause cause = new Turn(number);
    RunSpec before = spec;
    Optional<String> why;
    try {
      RunSpec after = turned(before, action);
      why = maker.obstacle(cause, action, after);
      spec = why.isEmpty() ? after : before;
    } catch (SpecException e) { // those before it have left a spec in which it means nothing
      why = Optional.of(String.valueOf(e.getMessage()));
    }
    return why.<Outcome>map(w -> new NotDone(cause, action, w))
        .orElseGet(() -> new Done(cause, action, before, spec));
  }

  /// All that a controller wants at one probe is made together, or nothing of it.
  private List<Outcome> steered(Steering.Wanted wants, Maker maker) {
    List<Done> made = new ArrayList<>();
    RunSpec after = spec;
    Optional<String> why;
    try {
      for (Decision each : wants.decisions()) {
        RunSpec before = after;
        after = Steering.changed(before, each);
        made.add(
            new Done(cause(wants, each), new Action.Set(each.key(), each.to()), before, after));
      }
      why = maker.obstacle(made.getFirst().cause(), made.getFirst().action(), after);
    } catch (
        SpecException e) { // a turn of the same moment has left a spec in which it means nothing
      why = Optional.of(String.valueOf(e.getMessage()));
    }
    if (why.isEmpty()) {
      spec = after;
      return List.copyOf(made);
    }
    steering.distrust(wants.controller());
    Decision first = wants.decisions().getFirst();
    return List.of(
        new NotDone(cause(wants, first), new Action.Set(first.key(), first.to()), why.get()));
  }

  private static Cause cause(Steering.Wanted wants, Decision each) {
    return new Controlled(wants.controller(), wants.step(), each.why());
  }

  /// Takes what was recorded of the past: changes that could not be made.
  void recorded(List<RunEvent> events) {
    long begin = spec.branch().map(BranchSpec::step).orElse(-1L); // before it, others made them
    for (RunEvent event : events) {
      if (event instanceof RunEvent.NotTurned(long step, int turn, var _, String why)
          && step > begin) {
        notTurned.put(turn, why);
      }
      if (event instanceof RunEvent.Distrusted(long step, String controller, String why)) {
        distrusted.put(new Place(step, controller), why);
      }
    }
  }

  /// A controller at a probe.
  private record Place(long step, String controller) {}

  /// As [#due], of the past: what could not be made then is not made now, though it might be, as
  /// where a turn takes parameters from a run that has since been moved.
  List<Outcome> past(long step) {
    return due(
        step,
        (cause, _, _) ->
            Optional.ofNullable(
                switch (cause) {
                  case Turn(int number) -> notTurned.get(number);
                  case Controlled(String name, long at, var _) ->
                      distrusted.get(new Place(at, name));
                }));
  }

  /// The spec after a turn.
  static RunSpec turned(RunSpec spec, Action action) {
    return action instanceof Action.Set(String path, String to)
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
    turns.recorded(run.readEvents());
    for (Probe probe : run.readMetrics()) {
      if (probe.step() <= step) {
        turns.past(probe.step() - 1); // a controller sees the spec that held then
        turns.accept(probe);
      }
    }
    turns.past(step);
    return turns.spec.withTurns(
        IntStream.range(0, turns.done.length)
            .filter(i -> !turns.done[i])
            .mapToObj(turns.turns::get)
            .toList());
  }

  /// Refuses turns of a branch that had their moment before it: they would never be done.
  ///
  /// @param past the probes up to the branch
  /// @throws SpecException as one sentence
  static void checkBranch(RunSpec spec, RunCriterion criterion, List<Probe> past, long step) {
    var turns = new RunTurns(spec, criterion);
    past.forEach(turns::accept);
    for (int i = 0; i < turns.met.length; i++) {
      if (turns.met[i] || isAt(turns.turns.get(i), step)) {
        throw new SpecException(
            ("%s has its moment (%s) at or before step %,d, where the branch begins, and would"
                    + " never be done; write a later moment, or set what it changes at once")
                .formatted(TurnList.name(i), turns.turns.get(i).trigger().words(), step));
      }
    }
  }

  /// Refuses turns that could never be done, as far as the spec alone tells.
  ///
  /// @return the turns in the order in which they are to be tried
  /// @throws SpecException as one sentence
  static List<Integer> check(RunSpec spec) {
    Steering.check(spec);
    TurnList turns = new TurnList(spec.turns());
    turns.check(spec.budget().steps(), spec.controllers());
    return turns.expected();
  }
}
