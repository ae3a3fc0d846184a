package groklab.lab.train;

import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.CrossingDetector;
import groklab.lab.criterion.Rise;
import groklab.lab.criterion.Rises;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.Finding;
import groklab.lab.phase.Liu2022Rule;
import groklab.lab.phase.OpenEnd;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.VerdictRule;
import groklab.lab.phase.detector.KnownRun;
import groklab.lab.phase.detector.PhaseDetector;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.BudgetSpec;
import groklab.lab.spec.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// What the probes so far say about the run: crossings, phases, events. A function of the probes,
/// so a resumed run shows it the recorded ones again.
final class RunHistory {
  private final RunSpec spec;
  private final RunCriterion criterion;
  private final CrossingDetector train;
  private final CrossingDetector validation;
  private final PhaseDetector phases;
  private KnownRun known;
  private final List<Probe> probes = new ArrayList<>();

  /// @param criterion what "memorised" and "generalised" mean in this run
  RunHistory(RunSpec spec, RunCriterion criterion, KnownRun known) {
    this.spec = spec;
    this.criterion = criterion;
    this.train = criterion.crossing(Probe.TRAIN);
    this.validation = criterion.crossing(Probe.VALIDATION);
    this.known = known;
    this.phases = new PhaseDetector(criterion, known);
  }

  /// Takes a probe and returns what it makes known.
  List<RunEvent> accept(Probe probe) {
    probes.add(probe);
    long step = probe.step();
    String name = criterion.criterion().name();
    double trained = criterion.value(probe, Probe.TRAIN);
    double validated = criterion.value(probe, Probe.VALIDATION);
    List<RunEvent> events = new ArrayList<>();
    if (crossesNow(train, step, trained)) {
      events.add(new RunEvent.Memorised(step, name, trained));
    }
    if (crossesNow(validation, step, validated)) {
      events.add(new RunEvent.Generalised(step, name, validated));
    }
    phases.accept(probe).forEach(finding -> events.add(event(step, finding)));
    return events;
  }

  private static RunEvent event(long step, Finding finding) {
    return switch (finding) {
      case PhaseSpan span -> new RunEvent.PhaseBegan(step, span);
      case Sighting sighting -> new RunEvent.Sighted(step, sighting);
    };
  }

  private static boolean crossesNow(CrossingDetector detector, long step, double value) {
    boolean before = detector.crossing().first().isPresent();
    detector.accept(step, value);
    return !before && detector.crossing().first().isPresent();
  }

  /// Takes a turn: what is seen from the next probe on is judged by the spec after it.
  void turned(RunTurns.Outcome outcome) {
    if (outcome instanceof RunTurns.Done done) {
      known = RunFacts.after(known, done.spec());
      phases.know(known);
      if (!done.spec().task().equals(done.before().task())) {
        phases.trainingSetChanged();
      }
    }
  }

  /// Whether the spec's stopping event happened and the run has gone on by a quarter since, or the
  /// spec gives it up.
  boolean wantsToStop(long step) {
    return hasEnded(step) || givenUp().isPresent();
  }

  /// What the run has not done by the time that its spec gives it, as the last probe saw it.
  private Optional<String> givenUp() {
    BudgetSpec budget = spec.budget();
    boolean asks = budget.memoriseBy() > 0 || budget.generaliseBy() > 0;
    if (!asks || probes.isEmpty()) {
      return Optional.empty();
    }
    long seen = last().step();
    OptionalLong memorised = train.crossing().first();
    long memoriseBy = budget.memoriseBy();
    if (memorised.isEmpty()) {
      return memoriseBy > 0 && seen >= memoriseBy ? Optional.of("not-memorised") : Optional.empty();
    }
    double by = budget.generaliseBy() * Math.max(1, memorised.getAsLong());
    boolean late = by > 0 && seen >= by && validation.crossing().first().isEmpty();
    return late ? Optional.of("not-generalised") : Optional.empty();
  }

  private boolean hasEnded(long step) {
    return switch (spec.budget().stopWhen()) {
      case NEVER -> false;
      case MEMORISED -> isWellPast(train.crossing(), step);
      case GENERALISED -> isWellPast(validation.crossing(), step);
    };
  }

  private static boolean isWellPast(Crossing crossing, long step) {
    OptionalLong stable = crossing.stable();
    return stable.isPresent() && step >= stable.getAsLong() + stable.getAsLong() / 4;
  }

  /// Why a run that ended after `step` steps ended.
  String reason(long step) {
    BudgetSpec budget = spec.budget();
    if (step >= budget.steps()) {
      return OpenEnd.BUDGET;
    }
    return givenUp()
        .filter(_ -> !hasEnded(step))
        .orElse(budget.stopWhen().name().toLowerCase(Locale.ROOT));
  }

  Probe last() {
    return probes.getLast();
  }

  List<Probe> probes() {
    return probes;
  }

  /// Whether there is no probe of a step yet.
  boolean isNew(long step) {
    return probes.isEmpty() || last().step() < step;
  }

  /// What an observer is told after `step` steps.
  RunObserver.Progress progress(long step, double stepsPerSecond) {
    return new RunObserver.Progress(
        step,
        spec.budget().steps(),
        stepsPerSecond,
        last(),
        criterion.value(last(), Probe.TRAIN),
        criterion.value(last(), Probe.VALIDATION),
        hasDiverged() ? "diverged" : phases.phase().map(Phase::label).orElse(""));
  }

  private boolean hasDiverged() {
    Double loss = last().values().get(Probe.TRAIN_LOSS);
    return loss != null && !Double.isFinite(loss);
  }

  Summary summary(long steps, double seconds, double stepsPerSecond, String digest) {
    return new Summary(
        spec.name(),
        spec.seed(),
        new Summary.Training(steps, seconds, stepsPerSecond),
        new Summary.Outcome(
            Optional.of(criterion),
            train.crossing(),
            validation.crossing(),
            VerdictRule.verdict(
                train.crossing().first(),
                validation.crossing().first(),
                phases.phases(),
                phases.sightings(),
                steps()),
            Optional.of(!isOpen(steps)),
            Liu2022Rule.verdict(probes)),
        new Summary.Course(phases.phases(), phases.sightings(), phases.searches(), rises()),
        new Summary.LastProbe(
            last().valueOrNaN(Probe.TRAIN_LOSS),
            last().valueOrNaN(Probe.VALIDATION_LOSS),
            last().valueOrNaN(Probe.TRAIN_ACCURACY),
            last().valueOrNaN(Probe.VALIDATION_ACCURACY)),
        digest);
  }

  private boolean isOpen(long steps) {
    return OpenEnd.isOpen(
        criterion,
        probes,
        reason(steps),
        train.crossing().first(),
        validation.crossing().first(),
        phases.phases());
  }

  private long[] steps() {
    return probes.stream().mapToLong(Probe::step).toArray();
  }

  private List<Rise> rises() {
    return Rises.of(
        criterion.criterion(),
        steps(),
        probes.stream().mapToDouble(p -> criterion.value(p, Probe.VALIDATION)).toArray());
  }
}
