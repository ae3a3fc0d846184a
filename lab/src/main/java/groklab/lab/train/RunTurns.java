package groklab.lab.train;

import groklab.lab.criterion.CrossingDetector;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.kind.SpecException;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.turn.Action;
import groklab.lab.turn.Trigger;
import groklab.lab.turn.TurnSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Which turns of a run have happened, and the spec that follows from them. A function of the spec
/// and the probes so far, so a resumed run shows it the recorded ones again.
final class RunTurns {
  private final List<TurnSpec> turns;
  private final RunCriterion criterion;
  private final Map<String, CrossingDetector> crossings = new HashMap<>();
  private final boolean[] met;
  private final boolean[] done;
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
  }

  /// The spec as it is now.
  RunSpec spec() {
    return spec;
  }

  /// Takes a probe, by which triggers may be met.
  void accept(Probe probe) {
    crossings.forEach(
        (set, detector) -> detector.accept(probe.step(), criterion.value(probe, set)));
    for (int i = 0; i < met.length; i++) {
      met[i] = met[i] || isMet(turns.get(i).trigger(), probe);
    }
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

  /// A turn that is done now.
  ///
  /// @param number in the spec's list, from 0
  /// @param before the spec until then
  /// @param spec after it
  record Done(int number, TurnSpec turn, RunSpec before, RunSpec spec) {}

  /// The turns to be done before step `step`, in the order of the spec. They count as done.
  List<Done> due(long step) {
    List<Done> due = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      if (!done[i] && (met[i] || isAt(turns.get(i), step))) {
        done[i] = true;
        RunSpec before = spec;
        spec = turned(before, turns.get(i));
        due.add(new Done(i, turns.get(i), before, spec));
      }
    }
    return due;
  }

  private static boolean isAt(TurnSpec turn, long step) {
    return turn.trigger() instanceof Trigger.AtStep(long at) && at <= step;
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
    if (spec.turns().isEmpty()) {
      return spec;
    }
    var turns = new RunTurns(spec, run.readCriterion());
    run.readMetrics().stream().filter(probe -> probe.step() <= step).forEach(turns::accept);
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
