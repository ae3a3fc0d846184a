package groklab.web;

import groklab.lab.phase.Crossing;
import groklab.lab.phase.CrossingDetector;
import groklab.lab.phase.Delay;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.RunSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// One run as every view shows it: what its directory holds, and what follows from that alone.
///
/// @param directory where it was read from
/// @param spec the resolved spec
/// @param provenance where it was run; empty = not recorded yet
/// @param metrics the probes
/// @param events the events in the order in which they were recorded
/// @param phases the phases, each ending where the next begins; of a run without a summary, those known so far
/// @param sightings what was seen beside the phases, by the step at which it began
/// @param memorised when train accuracy reached its threshold, T_mem
/// @param generalised when validation accuracy reached its threshold, T_grok
/// @param summary what came out; empty = the run goes on, or was interrupted or killed
public record RunData(
    Path directory,
    RunSpec spec,
    Optional<Provenance> provenance,
    Metrics metrics,
    List<RunEvent> events,
    List<PhaseStretch> phases,
    List<Sighting> sightings,
    Crossing memorised,
    Crossing generalised,
    Optional<Summary> summary) {

  public RunData {
    events = List.copyOf(events);
    phases = List.copyOf(phases);
    sightings = List.copyOf(sightings);
  }

  /// A phase and where it ends.
  ///
  /// @param to the first step of the next phase, or the last step of the run
  public record PhaseStretch(PhaseSpan span, long to) {}

  /// Reads a run directory; the run may be finished, going on, or killed.
  ///
  /// @throws groklab.lab.rundir.RunDirectoryException if a file is damaged or cannot be read
  public static RunData read(RunDirectory run) {
    var probes = ifThere(run.metricsFile(), run::readMetrics).orElse(List.of());
    var events = ifThere(run.eventsFile(), run::readEvents).orElse(List.of());
    return of(run, probes, events);
  }

  /// A run whose probes and events have been read already.
  ///
  /// @param probes all probes so far
  /// @param events all events so far
  /// @throws groklab.lab.rundir.RunDirectoryException if another file is damaged or cannot be read
  public static RunData of(RunDirectory run, List<Probe> probes, List<RunEvent> events) {
    var summary = ifThere(run.summaryFile(), run::readSummary);
    var spec = run.readSpec();
    long last = lastStep(probes, summary);
    return new RunData(
        run.path(),
        spec,
        ifThere(run.provenanceFile(), run::readProvenance),
        Metrics.of(probes),
        events,
        stretches(summary.map(Summary::phases).orElseGet(() -> phasesSoFar(events)), last),
        summary.map(Summary::sightings).orElseGet(() -> sightingsSoFar(events)),
        crossing(probes, Probe.TRAIN_ACCURACY, spec.probes().trainThreshold()),
        crossing(probes, Probe.VALIDATION_ACCURACY, spec.probes().validationThreshold()),
        summary);
  }

  /// The name and the seed.
  public String title() {
    return spec.name() + ", seed " + spec.seed();
  }

  /// The last step that is known of, 0 if nothing is.
  public long lastStep() {
    return Math.max(metrics.lastStep(), summary.map(Summary::steps).orElse(0L));
  }

  /// From the first T_mem to the first T_grok.
  public Delay delay() {
    return Delay.between(memorised.first(), generalised.first());
  }

  /// The verdict; empty = the run is not over.
  public Optional<Verdict> verdict() {
    return summary.map(Summary::verdict);
  }

  private static long lastStep(List<Probe> probes, Optional<Summary> summary) {
    long probed = probes.isEmpty() ? 0 : probes.getLast().step();
    return Math.max(probed, summary.map(Summary::steps).orElse(0L));
  }

  /// A run that goes on may not have written every file yet.
  private static <T> Optional<T> ifThere(Path file, Supplier<T> read) {
    return Files.exists(file) ? Optional.of(read.get()) : Optional.empty();
  }

  /// A probe that lacks the measure, as without validation data, counts as below the threshold.
  private static Crossing crossing(List<Probe> probes, String measure, double threshold) {
    var detector = new CrossingDetector(threshold);
    for (var probe : probes) {
      detector.accept(probe.step(), probe.values().getOrDefault(measure, Double.NaN));
    }
    return detector.crossing();
  }

  private static List<PhaseSpan> phasesSoFar(List<RunEvent> events) {
    var phases = new ArrayList<PhaseSpan>();
    for (var event : events) {
      if (event instanceof RunEvent.PhaseBegan(_, PhaseSpan span)) {
        phases.add(span);
      }
    }
    return phases;
  }

  /// An episode that has ended was recorded twice; the later record, with its end, counts.
  private static List<Sighting> sightingsSoFar(List<RunEvent> events) {
    record Key(Sighting.Kind kind, long step) {}
    var sightings = new LinkedHashMap<Key, Sighting>();
    for (var event : events) {
      if (event instanceof RunEvent.Sighted(_, Sighting sighting)) {
        sightings.put(new Key(sighting.kind(), sighting.step()), sighting);
      }
    }
    return sightings.values().stream().sorted(Comparator.comparingLong(Sighting::step)).toList();
  }

  private static List<PhaseStretch> stretches(List<PhaseSpan> spans, long lastStep) {
    var stretches = new ArrayList<PhaseStretch>();
    for (int i = 0; i < spans.size(); i++) {
      var span = spans.get(i);
      long to = i + 1 < spans.size() ? spans.get(i + 1).step() : Math.max(span.step(), lastStep);
      stretches.add(new PhaseStretch(span, to));
    }
    return stretches;
  }

  /// The last value of a measure, if it was ever taken.
  Optional<Double> lastValue(String measure) {
    return metrics.column(measure).flatMap(Metrics.Column::last);
  }

  /// Sentences about what is unusual in the records.
  List<String> notices() {
    var notices = new ArrayList<String>();
    if (metrics.isEmpty()) {
      notices.add("No probe has been recorded yet.");
    }
    metrics
        .columns()
        .forEach((name, column) -> {
          int[] bad = column.notFinite();
          if (bad.length > 0) {
            notices.add(
                "%s is not a finite number at %s, first at step %s; the curve has a gap there."
                    .formatted(
                        name,
                        Words.count(bad.length, "probe", "probes"),
                        Words.steps(metrics.steps()[bad[0]])));
          }
        });
    return notices;
  }
}
