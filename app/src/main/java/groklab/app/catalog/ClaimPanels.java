package groklab.app.catalog;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.check.AtMost;
import groklab.catalog.check.Check;
import groklab.catalog.check.Computed;
import groklab.catalog.check.Evidence;
import groklab.catalog.check.Exponent;
import groklab.catalog.check.Ordered;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import groklab.lab.probe.Probe;
import groklab.study.store.Row;
import groklab.web.diagram.Panel;
import groklab.web.diagram.Panel.Band;
import groklab.web.diagram.Panel.Curve;
import groklab.web.diagram.Panel.Mark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The panels of an entry's figure: each experiment that was run, by each measure that claims read
/// of it; times of events are read from its score.
final class ClaimPanels {
  private static final String ACCURACY = "accuracy";
  private static final String LOSS = "loss";

  private final Entry entry;
  private final Evidence evidence;

  ClaimPanels(Entry entry, Evidence evidence) {
    this.entry = entry;
    this.evidence = evidence;
  }

  /// What a claim reads of an experiment, and the band in which it is expected, if it is one.
  private record Read(String experiment, Reading reading, double low, double high) {
    Read(String experiment, Reading reading) {
      this(experiment, reading, Double.NaN, Double.NaN);
    }
  }

  /// None where nothing was run.
  List<Panel> all() {
    List<Panel> panels = new ArrayList<>();
    evidence
        .runs()
        .forEach((experiment, rows) -> {
          List<Row.End.Finished> runs =
              rows.stream()
                  .map(Row::end)
                  .flatMap(end ->
                      end instanceof Row.End.Finished done ? Stream.of(done) : Stream.empty())
                  .toList();
          if (!runs.isEmpty()) {
            panels.addAll(panels(experiment, runs));
          }
        });
    return panels;
  }

  private List<Panel> panels(String experiment, List<Row.End.Finished> runs) {
    Probe first = runs.getFirst().probes().getFirst();
    String score = Double.isNaN(first.valueOrNaN(Probe.TRAIN_ACCURACY)) ? LOSS : ACCURACY;
    Map<String, List<Band>> bands = new LinkedHashMap<>();
    for (Claim claim : entry.claims()) {
      for (Read read : reads(claim.check())) {
        Reading reading = read.reading();
        if (!read.experiment().equals(experiment)) {
          continue;
        }
        String measure = reading.measure().isEmpty() ? score : shared(reading.measure());
        List<Band> known = bands.computeIfAbsent(measure, _ -> new ArrayList<>());
        if (Double.isFinite(read.low()) && reading.axis() != Reading.Axis.NEITHER) {
          known.add(new Band(reading.axis() == Reading.Axis.STEP, read.low(), read.high()));
        }
      }
    }
    List<Panel> panels = new ArrayList<>();
    bands.forEach((measure, known) -> {
      Panel panel = panel(experiment, measure, runs, known);
      if (!panel.unseen().isEmpty()) {
        panels.add(panel);
      }
    });
    return panels;
  }

  /// `loss` for the losses of both sets, which share a panel.
  private static String shared(String measure) {
    return measure.startsWith(Probe.TRAIN + ".") || measure.startsWith(Probe.VALIDATION + ".")
        ? measure.substring(measure.indexOf('.') + 1)
        : measure;
  }

  private static List<Read> reads(Check check) {
    return switch (check) {
      case Within within ->
          List.of(new Read(within.experiment(), within.reading(), within.low(), within.high()));
      case AtMost atMost ->
          List.of(
              new Read(atMost.experiment(), atMost.reading()),
              new Read(atMost.other(), atMost.otherReading()));
      case Ordered ordered ->
          ordered.experiments().stream().map(name -> new Read(name, ordered.reading())).toList();
      case Exponent exponent ->
          exponent.places().stream()
              .map(place -> new Read(place.experiment(), exponent.reading()))
              .toList();
      case Computed _ -> List.of();
    };
  }

  private static Panel panel(
      String experiment, String measure, List<Row.End.Finished> runs, List<Band> bands) {
    List<Curve> unseen = curves(runs, Probe.VALIDATION + "." + measure);
    boolean ofSets = !unseen.isEmpty();
    Set<Mark> marks = new LinkedHashSet<>();
    add(marks, "T_mem", runs, run -> run.summary().outcome().memorised().first());
    add(marks, "T_grok", runs, run -> run.summary().outcome().generalised().first());
    return new Panel(
        experiment,
        measure,
        measure.equals(LOSS),
        ofSets ? unseen : curves(runs, measure),
        ofSets ? curves(runs, Probe.TRAIN + "." + measure) : List.of(),
        List.copyOf(marks),
        bands);
  }

  private static List<Curve> curves(List<Row.End.Finished> runs, String measure) {
    List<Curve> curves = new ArrayList<>();
    for (Row.End.Finished run : runs) {
      List<Probe> probes =
          run.probes().stream()
              .filter(probe -> Double.isFinite(probe.valueOrNaN(measure)))
              .toList();
      if (!probes.isEmpty()) {
        curves.add(
            new Curve(
                probes.stream().mapToLong(Probe::step).toArray(),
                probes.stream().mapToDouble(probe -> probe.value(measure)).toArray()));
      }
    }
    return curves;
  }

  /// If it came in most runs.
  private static void add(
      Set<Mark> marks,
      String name,
      List<Row.End.Finished> runs,
      Function<Row.End.Finished, OptionalLong> event) {
    List<Long> steps =
        runs.stream().map(run -> event.apply(run).orElse(Long.MAX_VALUE)).sorted().toList();
    long middle = steps.get(steps.size() / 2);
    if (middle != Long.MAX_VALUE) {
      marks.add(new Mark(name, (double) middle));
    }
  }
}
