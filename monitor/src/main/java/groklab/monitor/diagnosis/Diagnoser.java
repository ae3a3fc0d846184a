package groklab.monitor.diagnosis;

import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.Criterion;
import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.CrossingDetector;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import groklab.lab.phase.VerdictRule;
import groklab.lab.phase.detector.KnownRun;
import groklab.lab.phase.detector.PhaseDetector;
import groklab.lab.probe.Probe;
import groklab.monitor.forecast.Forecast;
import groklab.monitor.forecast.Forecaster;
import groklab.monitor.log.Series;
import groklab.monitor.series.Curves;
import groklab.monitor.series.ValidationSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Diagnoses a run from its curves: the phases by the detectors of our own runs, and one
/// condition.
///
/// Conditions are asked in this order, and the first that holds is named: not finite or far above
/// the start; validation lost after both sets had been there; generalised; a loss of exactly zero;
/// spikes; not fit; on the way up; on a plateau. The confidence is that of the phase that the
/// condition rests on (rule of succession over its points), at most 0.5 where the log has fewer
/// than 8 points, and for a plateau that of [Plateau].
public final class Diagnoser {
  /// Points below which nothing is certain.
  static final int FEW = 8;

  private static final double SHORT = 0.5;
  private static final int FEWEST = 3;

  /// A loss this many times that of the first point has left the road.
  private static final double AWAY = 3;

  /// Zero losses in a row that are no accident.
  private static final int ZEROS = 3;

  private static final int SPIKES = 2;

  /// Share of the training score that has to be gained in the last half of the decades for a run to
  /// be learning still.
  private static final double GAINS = 0.05;

  private final Question question;
  private final Forecaster forecaster = Forecaster.usual();

  public Diagnoser(Question question) {
    this.question = question;
  }

  /// A diagnosis for each validation set, or one without any.
  public List<Diagnosis> diagnose(Curves curves) {
    if (curves.validation().isEmpty()) {
      return List.of(diagnose(curves, Optional.empty()));
    }
    return curves.validation().stream().map(set -> diagnose(curves, Optional.of(set))).toList();
  }

  private Diagnosis diagnose(Curves curves, Optional<ValidationSet> set) {
    var foreign = new ForeignProbes(curves, set);
    List<Probe> probes = foreign.probes();
    OptionalDouble guess =
        foreign.isBound()
            ? set.flatMap(ValidationSet::accuracy)
                .map(Diagnoser::first)
                .orElse(OptionalDouble.empty())
            : OptionalDouble.empty();
    RunCriterion told = question.criterion(curves, set, guess);
    var detector = new PhaseDetector(told, known());
    CrossingDetector memorised = told.crossing(Probe.TRAIN);
    CrossingDetector generalised = told.crossing(Probe.VALIDATION);
    RunCriterion criterion = assumed(told, probes);
    for (Probe probe : probes) {
      detector.accept(probe);
      accept(memorised, criterion, probe, Probe.TRAIN);
      accept(generalised, criterion, probe, Probe.VALIDATION);
    }
    var seen =
        new Seen(
            curves,
            set,
            criterion,
            probes,
            memorised.crossing(),
            generalised.crossing(),
            detector.phases(),
            detector.sightings());
    return seen.diagnosis(notes(foreign, told, criterion), forecast(probes, criterion));
  }

  /// Where nobody has told what guessing is worth, the first losses stand for it.
  private Optional<Forecast> forecast(List<Probe> probes, RunCriterion criterion) {
    Map<String, Baseline> baselines = new LinkedHashMap<>(criterion.baselines());
    if (question.chance().isEmpty()) {
      for (String set : List.of(Probe.TRAIN, Probe.VALIDATION)) {
        probes.stream()
            .mapToDouble(each -> each.valueOrNaN(Probe.loss(set)))
            .filter(Double::isFinite)
            .findFirst()
            .ifPresent(loss -> baselines.put(set, criterion.baseline(set).withGuessLoss(loss)));
      }
    }
    return forecaster.forecast(
        probes, new RunCriterion(criterion.criterion(), criterion.thresholds(), baselines));
  }

  private static OptionalDouble first(Series series) {
    return series.size() == 0 ? OptionalDouble.empty() : OptionalDouble.of(series.values()[0]);
  }

  private KnownRun known() {
    return question.weightDecay().isPresent()
        ? KnownRun.nothing().withWeightDecay(question.weightDecay().getAsDouble())
        : KnownRun.nothing();
  }

  private static void accept(
      CrossingDetector crossing, RunCriterion criterion, Probe probe, String set) {
    if (criterion.isMeasured(probe, set)) {
      crossing.accept(probe.step(), criterion.value(probe, set));
    }
  }

  /// With stand-ins for what was not told.
  private static RunCriterion assumed(RunCriterion told, List<Probe> probes) {
    Criterion criterion = told.criterion();
    for (Probe each : probes) {
      if (told.isMeasured(each, Probe.TRAIN) || told.isMeasured(each, Probe.VALIDATION)) {
        return new RunCriterion(
            criterion,
            told.thresholds(),
            java.util.Map.of(
                Probe.TRAIN,
                criterion.assumed(told.baseline(Probe.TRAIN), Probe.TRAIN, each),
                Probe.VALIDATION,
                criterion.assumed(told.baseline(Probe.VALIDATION), Probe.VALIDATION, each)));
      }
    }
    return told;
  }

  private static List<String> notes(
      ForeignProbes foreign, RunCriterion told, RunCriterion criterion) {
    List<String> notes = new ArrayList<>();
    told.criterion()
        .assumption(told.baseline(Probe.VALIDATION), criterion.baseline(Probe.VALIDATION))
        .ifPresent(
            each -> notes.add(Reasons.sentence(each) + " If it is another, say so (--chance)."));
    if (foreign.isBound()) {
      notes.add(
          "No training accuracy was logged; 1 - loss / ln 2, a lower bound of it if the loss is a"
              + " cross-entropy in nats, stands for it.");
    }
    if (foreign.isAveraged()) {
      notes.add(
          "The training set was logged more often than the validation set; its numbers are means"
              + " between two points of validation.");
    }
    return notes;
  }

  /// All that was seen of a run by one set.
  private record Seen(
      Curves curves,
      Optional<ValidationSet> set,
      RunCriterion criterion,
      List<Probe> probes,
      Crossing memorised,
      Crossing generalised,
      List<PhaseSpan> phases,
      List<Sighting> sightings) {

    Diagnosis diagnosis(List<String> notes, Optional<Forecast> forecast) {
      Optional<Plateau> plateau = plateau();
      Condition condition = condition(plateau);
      List<String> evidence = new ArrayList<>(new Reasons(this.facts()).of(condition, plateau));
      evidence.addAll(notes);
      return new Diagnosis(
          set,
          criterion,
          condition,
          evidence,
          confidence(condition, plateau),
          memorised,
          generalised,
          phases,
          sightings,
          plateau,
          forecast.filter(each -> isOnTheWay(condition)),
          Best.of(probes, criterion),
          standing());
    }

    private Standing standing() {
      return new Standing(last(Probe.TRAIN), last(Probe.VALIDATION));
    }

    private OptionalDouble last(String set) {
      return probes.reversed().stream()
          .filter(each -> criterion.isMeasured(each, set))
          .mapToDouble(each -> criterion.value(each, set))
          .findFirst();
    }

    /// A forecast is for runs that memorised and wait; accuracies are what it was fitted to.
    private boolean isOnTheWay(Condition condition) {
      return (condition == Condition.MAY_GROK
              || condition == Condition.ORDINARY_OVERFITTING
              || condition == Condition.GROKKING_NOW)
          && set.flatMap(ValidationSet::accuracy).isPresent();
    }

    private Reasons.Facts facts() {
      return new Reasons.Facts(
          curves.unit(), criterion, probes, memorised, generalised, phases, sightings, standing());
    }

    private Condition condition(Optional<Plateau> plateau) {
      if (probes.size() < FEWEST) {
        return Condition.UNKNOWN;
      }
      if (hasDiverged()) {
        return Condition.DIVERGED;
      }
      Phase phase = phases.getLast().phase();
      boolean lost = isLost(phase);
      if (lost && hadBoth()) {
        return Condition.UN_GROKKING;
      }
      if (generalised.first().isPresent() && !lost) {
        return isTrainingSeen() ? late() : Condition.GENERALISED;
      }
      if (zeros() >= ZEROS) {
        return Condition.NUMERICAL_COLLAPSE;
      }
      if (spikes() >= SPIKES) {
        return Condition.SLINGSHOTS;
      }
      if (set.isEmpty()) {
        return memorised.first().isPresent() || !isGaining()
            ? Condition.UNKNOWN
            : Condition.STILL_LEARNING;
      }
      if (memorised.first().isEmpty()) {
        if (isGaining()) {
          return Condition.STILL_LEARNING;
        }
        return fit().size() < FEW ? Condition.UNKNOWN : Condition.NOT_LEARNING;
      }
      if (phase == Phase.TRANSITION) {
        return Condition.GROKKING_NOW;
      }
      boolean stands = phase == Phase.PLATEAU || phase == Phase.MEMORISATION;
      return plateau
          .map(Plateau::condition)
          .orElse(stands ? Condition.UNKNOWN : Condition.STILL_LEARNING);
    }

    private static boolean isLost(Phase phase) {
      return phase == Phase.COLLAPSED || phase == Phase.UN_GROKKED || phase == Phase.LOST;
    }

    /// Whether validation was there once the training set was fit; before that it is the early peak
    /// of ordinary overfitting.
    private boolean hadBoth() {
      OptionalLong fit = memorised.first();
      return fit.isPresent()
          && probes.stream()
              .filter(each -> each.step() >= fit.getAsLong())
              .anyMatch(each ->
                  criterion.isReached(Probe.VALIDATION, criterion.value(each, Probe.VALIDATION)));
    }

    private boolean isTrainingSeen() {
      return probes.stream().anyMatch(each -> criterion.isMeasured(each, Probe.TRAIN));
    }

    private Condition late() {
      Verdict verdict =
          VerdictRule.verdict(
              memorised.first(),
              generalised.first(),
              phases,
              sightings,
              probes.stream().mapToLong(Probe::step).toArray());
      if (verdict == Verdict.GROKKING) {
        return Condition.GROKKED;
      }
      boolean late =
          memorised.first().isPresent()
              && generalised.first().isPresent()
              && VerdictRule.isLate(memorised.first().getAsLong(), generalised.first().getAsLong());
      return late ? Condition.GENERALISED_SLOWLY : Condition.GENERALISED_AT_ONCE;
    }

    private Optional<Plateau> plateau() {
      boolean there =
          memorised.first().isPresent()
              && (generalised.first().isEmpty() || isLost(phases.getLast().phase()))
              && set.isPresent();
      return there
          ? Plateau.of(probes, criterion, memorised.first().getAsLong())
          : Optional.empty();
    }

    private boolean hasDiverged() {
      for (Series each : curves.trainLoss().stream().toList()) {
        double last = each.last();
        double start = each.values()[0];
        boolean away = start > 0 && last > AWAY * start && each.size() >= FEWEST;
        if (!Double.isFinite(last) || away) {
          return true;
        }
      }
      return set.flatMap(ValidationSet::loss).map(loss -> Double.isNaN(loss.last())).orElse(false);
    }

    /// Losses of exactly zero at the end.
    private int zeros() {
      int count = 0;
      for (Series each : curves.trainLoss().stream().toList()) {
        for (int i = each.size() - 1; i >= 0 && each.values()[i] == 0; i--) {
          count++;
        }
      }
      return count;
    }

    private long spikes() {
      long shots =
          sightings.stream().filter(each -> each.kind() == Sighting.Kind.SLINGSHOT).count();
      boolean spikes =
          sightings.stream().anyMatch(each -> each.kind() == Sighting.Kind.LOSS_SPIKES);
      return Math.max(shots, spikes ? SPIKES : 0);
    }

    /// Whether the training score has grown over the last half of the decades of steps.
    private boolean isGaining() {
      List<Probe> fit = fit();
      if (fit.size() < FEWEST) {
        return true;
      }
      double end = Math.max(1, fit.getLast().step());
      double half = StrictMath.sqrt(end * Math.max(1, fit.get(1).step()));
      double before = score(fit.stream().filter(each -> each.step() <= half).toList());
      double now = score(fit.subList(fit.size() - Math.max(1, fit.size() / FEW), fit.size()));
      double all = criterion.criterion().score(criterion.thresholds().train());
      return now - before > GAINS * Math.abs(all);
    }

    /// Those that say how well the training set is fit.
    private List<Probe> fit() {
      return probes.stream().filter(each -> criterion.isMeasured(each, Probe.TRAIN)).toList();
    }

    private double score(List<Probe> some) {
      return some.stream()
          .mapToDouble(each -> criterion.criterion().score(criterion.value(each, Probe.TRAIN)))
          .filter(Double::isFinite)
          .average()
          .orElse(Double.NEGATIVE_INFINITY);
    }

    private double confidence(Condition condition, Optional<Plateau> plateau) {
      boolean onPlateau =
          condition == Condition.MAY_GROK || condition == Condition.ORDINARY_OVERFITTING;
      double steady =
          phases.isEmpty() || condition == Condition.UNKNOWN
              ? SHORT
              : phases.getLast().confidence();
      double sure = onPlateau ? plateau.map(Plateau::confidence).orElse(steady) : steady;
      return probes.size() < FEW ? Math.min(SHORT, sure) : sure;
    }
  }
}
