package groklab.web;

import groklab.lab.criterion.CrossingDetector;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.RunSource;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.RunSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// What probes and events of a run have told so far, probe by probe.
final class RunSoFar {
  private final RunCriterion criterion;
  private final Metrics.Growing metrics = new Metrics.Growing();
  private final CrossingDetector memorised;
  private final CrossingDetector generalised;
  private List<RunEvent> events = List.of();

  RunSoFar(RunCriterion criterion) {
    this.criterion = criterion;
    this.memorised = criterion.crossing(Probe.TRAIN);
    this.generalised = criterion.crossing(Probe.VALIDATION);
  }

  /// A run that has ended, wherever it lies.
  static RunData whole(RunSource source) {
    var all = new RunSoFar(source.readCriterion());
    source.readMetrics().forEach(all::add);
    all.add(source.readEvents());
    return all.data(
        source,
        source.readSpec(),
        source.readProvenanceIfThere(),
        source.readSummaryIfThere(),
        source.isSealed(),
        Optional.empty());
  }

  /// A probe that lacks a measure, as without validation data, has not reached the threshold.
  ///
  /// @return whether what was shown has other places now
  boolean add(Probe probe) {
    double train = criterion.value(probe, Probe.TRAIN);
    double validation = criterion.value(probe, Probe.VALIDATION);
    var shown = new LinkedHashMap<>(probe.values());
    addValue(shown, Probe.TRAIN, train);
    addValue(shown, Probe.VALIDATION, validation);
    boolean moved = metrics.add(new Probe(probe.step(), shown));
    memorised.accept(probe.step(), train);
    generalised.accept(probe.step(), validation);
    return moved;
  }

  /// What the run is judged by has a curve like a measure, unless it is one.
  private void addValue(SequencedMap<String, Double> shown, String set, double value) {
    if (!Double.isNaN(value)) {
      shown.putIfAbsent(criterion.column(set), value);
    }
  }

  /// Events are few, some for each phase and for each doubling of the steps; so all of them are
  /// gone through.
  void add(List<RunEvent> happened) {
    events = Stream.concat(events.stream(), happened.stream()).toList();
  }

  void forgetEvents() {
    events = List.of();
  }

  /// The same with the events of another look.
  RunSoFar withEventsOf(RunSoFar other) {
    events = other.events;
    return this;
  }

  RunData data(
      RunSource source,
      RunSpec spec,
      Optional<Provenance> provenance,
      Optional<Summary> summary,
      boolean sealed,
      Optional<Branch> from) {
    var all = metrics.now();
    long last =
        Math.max(
            Math.max(0, all.lastStep()),
            summary.map(Summary::training).map(Summary.Training::steps).orElse(0L));
    return new RunData(
        source,
        spec,
        criterion,
        provenance,
        all,
        events,
        RunData.stretches(
            summary.map(Summary::course).map(Summary.Course::phases).orElseGet(this::phases), last),
        summary.map(Summary::course).map(Summary.Course::sightings).orElseGet(this::sightings),
        memorised.crossing(),
        generalised.crossing(),
        summary,
        sealed,
        from);
  }

  private List<PhaseSpan> phases() {
    var phases = new ArrayList<PhaseSpan>();
    for (var event : events) {
      if (event instanceof RunEvent.PhaseBegan(_, PhaseSpan span)) {
        phases.add(span);
      }
    }
    return phases;
  }

  /// An episode that has ended was recorded twice; the later record, with its end, counts.
  private List<Sighting> sightings() {
    record Key(Sighting.Kind kind, long step) {}
    var sightings = new LinkedHashMap<Key, Sighting>();
    for (var event : events) {
      if (event instanceof RunEvent.Sighted(_, Sighting sighting)) {
        sightings.put(new Key(sighting.kind(), sighting.step()), sighting);
      }
    }
    return sightings.values().stream().sorted(Comparator.comparingLong(Sighting::step)).toList();
  }
}
