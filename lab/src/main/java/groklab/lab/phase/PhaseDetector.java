package groklab.lab.phase;

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
/// The strip of phases is a partition of the run by behaviour: accuracies, or losses on a log scale
/// where there are none. What overlaps it (grokking, circuit formation, slingshots, ...) is a
/// [Sighting]. Any measure may be missing from any probe or from all; findings say what could not
/// be known for lack of it. Measures that it reads: `train.loss`, `train.accuracy`,
/// `validation.loss`, `validation.accuracy`, `weights.l2`, `weights.l2.TENSOR`,
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
  private final KnownTask task;
  private final ScoreReader reader;
  private final SpectrumWatch spectra = new SpectrumWatch();
  private final List<Watch> watches;
  private final List<PhaseSpan> earlier = new ArrayList<>();
  private @Nullable Strip strip;
  private @Nullable Scale scale;
  private OptionalLong last = OptionalLong.empty();

  public PhaseDetector(KnownTask task) {
    this.task = task;
    this.reader = new ScoreReader(task);
    var circuits = new CircuitWatch();
    this.watches =
        List.of(
            new DelayWatch(),
            new SettledWatch(task),
            circuits,
            new CleanupWatch(circuits),
            new SlingshotWatch(task),
            new CollapseShareWatch(),
            spectra);
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
    var reading = reader.read(probe);
    var judged = reading.map(r -> judge(r, findings));
    if (first && judged.isEmpty()) {
      var nothing = undetermined(probe.step());
      earlier.add(nothing);
      findings.add(nothing);
    }
    var look = new Look(probe, judged);
    for (var watch : watches) {
      findings.addAll(watch.accept(look));
    }
    return List.copyOf(findings);
  }

  private Look.Judged judge(Reading reading, List<Finding> findings) {
    var now = reader.scale().orElseThrow();
    if (strip == null || scale != now) {
      if (strip != null) {
        earlier.addAll(strip.phases());
      }
      strip = new Strip(now, reader.rule(), task, spectra::beside);
      scale = now;
    }
    strip.accept(reading).ifPresent(findings::add);
    return new Look.Judged(reading, now, reader.rule(), strip);
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
    if (strip != null) {
      strip.trainingSetChanged();
    }
  }

  /// All phases so far, the present one last, with what is known of them now.
  public List<PhaseSpan> phases() {
    var all = new ArrayList<>(earlier);
    if (strip != null) {
      all.addAll(strip.phases());
    }
    return List.copyOf(all);
  }

  /// The present phase; empty before the first probe.
  public Optional<Phase> phase() {
    var all = phases();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().phase());
  }

  /// Everything seen beside the phases so far, by the step at which it began.
  public List<Sighting> sightings() {
    return watches.stream()
        .flatMap(watch -> watch.sightings().stream())
        .sorted(Comparator.comparingLong(Sighting::step).thenComparing(Sighting::kind))
        .toList();
  }
}
