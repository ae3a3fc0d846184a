package groklab.lab.phase.detector;

import groklab.lab.criterion.Ascending;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.Evidence;
import groklab.lab.phase.Finding;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Search;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.timeline.PhaseTimeline;
import groklab.lab.phase.timeline.Reading;
import groklab.lab.phase.timeline.ScoreReader;
import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Tells the phases of a run, and what is seen beside them, from its probes: in one pass and
/// without looking ahead.
///
/// The timeline of phases is a partition of the run by the values of its criterion. What overlaps
/// it (grokking, circuit formation, slingshots, ...) is a [Sighting]. Any measure may be missing
/// from any probe or from all; findings say what could not be known for lack of it. Measures that
/// it reads, besides those of the criterion: `train.loss`, `train.lossMax`, `train.accuracy`,
/// `validation.loss`,
/// `weights.l2`, `weights.l2.TENSOR`,
/// `fourier.restrictedLoss`, `fourier.excludedLoss`, `spectrum.alpha.TENSOR`,
/// `spectrum.traps.TENSOR`, `numerics.softmaxCollapseShare`, `numerics.zeroGradientShare`.
///
/// What is said after a probe is a function of the probes up to it; a detector that is shown the
/// recorded probes of an interrupted run goes on as if it had not been interrupted. All thresholds
/// are stated where they are used, and were fixed from the literature or by reasoning, not from
/// traces.
///
/// What it is not: it does not know what the network computes, so a rule and a table with luck look
/// the same.
public final class PhaseDetector {
  private final ScoreReader reader;
  private final TrapDetector traps = new TrapDetector();
  private final SlingshotDetector slingshots;
  private final SoftmaxCollapseDetector collapses;
  private final List<SightingDetector> detectors;
  private final List<PhaseSpan> earlier = new ArrayList<>();
  private @Nullable PhaseTimeline timeline;
  private OptionalLong last = OptionalLong.empty();

  public PhaseDetector(RunCriterion criterion, KnownRun known) {
    this(List.of(criterion), known);
  }

  /// For a run of which it is not known what it records.
  ///
  /// @param byPreference the first of them that the run has values of counts, from then on
  public PhaseDetector(List<RunCriterion> byPreference, KnownRun known) {
    this.reader = new ScoreReader(byPreference);
    this.slingshots = new SlingshotDetector(known);
    this.collapses = new SoftmaxCollapseDetector(known);
    var standstill = new StandstillDetector();
    var circuits = new CircuitDetector();
    this.detectors =
        List.of(
            standstill,
            new DelayDetector(standstill),
            new SettledLevelDetector(),
            circuits,
            new CleanupDetector(circuits),
            slingshots,
            new LossSpikeDetector(),
            collapses,
            traps);
  }

  /// Takes the next probe.
  ///
  /// @return what became known with it: a phase that has begun, new sightings, and episodes that
  ///     have ended
  /// @throws IllegalArgumentException if the steps do not ascend
  public List<Finding> accept(Probe probe) {
    last.ifPresent(before -> Ascending.check(before, probe.step()));
    boolean first = last.isEmpty();
    last = OptionalLong.of(probe.step());
    var findings = new ArrayList<Finding>();
    var context = reader.read(probe).map(reading -> follow(reading, findings));
    if (first && context.isEmpty()) {
      var nothing = undetermined(probe.step());
      earlier.add(nothing);
      findings.add(nothing);
    }
    var observation = new Observation(probe, context);
    for (var detector : detectors) {
      findings.addAll(detector.accept(observation));
    }
    return List.copyOf(findings);
  }

  private Observation.Context follow(Reading reading, List<Finding> findings) {
    var used = reader.used();
    if (timeline == null || !timeline.run().equals(used)) {
      if (timeline != null) {
        earlier.addAll(timeline.phases());
      }
      timeline = new PhaseTimeline(reader.told().orElse(used), used, traps::beside);
    }
    timeline.accept(reading).ifPresent(findings::add);
    return new Observation.Context(reading, timeline);
  }

  private static PhaseSpan undetermined(long step) {
    var because =
        Evidence.of("no accuracies and no losses were measured")
            .without(
                "without them it could not be told what the network can do; only its weights were"
                    + " looked at");
    return new PhaseSpan(Phase.UNDETERMINED, step, because, 0.5);
  }

  /// Says that the next probe belongs to another training set: a loss of validation from now on is
  /// un-grokking and not a collapse.
  public void trainingSetChanged() {
    if (timeline != null) {
      timeline.trainingSetChanged();
    }
  }

  /// Says what is known of the run from the next probe on, after a turn.
  public void know(KnownRun now) {
    slingshots.know(now);
    collapses.know(now);
  }

  /// All phases so far, the present one last, with what is known of them now.
  public List<PhaseSpan> phases() {
    var all = new ArrayList<>(earlier);
    if (timeline != null) {
      all.addAll(timeline.phases());
    }
    return List.copyOf(all);
  }

  /// The present phase; empty before the first probe.
  public Optional<Phase> phase() {
    var all = phases();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().phase());
  }

  /// What was looked for, seen or not.
  public List<Search> searches() {
    return detectors.stream().flatMap(detector -> detector.search().stream()).toList();
  }

  /// Everything seen beside the phases so far, by the step at which it began.
  public List<Sighting> sightings() {
    return detectors.stream()
        .flatMap(detector -> detector.sightings().stream())
        .sorted(Comparator.comparingLong(Sighting::step).thenComparing(Sighting::kind))
        .toList();
  }
}
