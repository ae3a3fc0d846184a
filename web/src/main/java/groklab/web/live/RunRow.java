package groklab.web.live;

import groklab.lab.criterion.Criterion;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.kind.OfKind;
import groklab.lab.phase.Phase;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.TrainingSpec.Batch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One line of the table of runs, as JSON: what the run is, what came of it so far, and a
/// sparkline.
final class RunRow {
  /// Points of a sparkline, evenly spaced on log(step + 1).
  private static final int POINTS = 36;

  private RunRow() {}

  /// What a line is made from.
  ///
  /// @param scan of [RunSketch#scan]
  record Source(
      RunDirectory run,
      RunState state,
      RunSpec spec,
      RunCriterion criterion,
      ColumnScan scan,
      RunSketch sketch) {

    double[] values(String set) {
      return RunSketch.values(scan, criterion, set);
    }
  }

  static ObjectNode of(Source source) {
    var run = source.run();
    var row = JsonNodeFactory.instance.objectNode();
    row.put("id", run.path().getFileName().toString());
    row.put("name", source.spec().name()).put("seed", source.spec().seed());
    row.put("state", source.state().label());
    row.put("changed", RunState.lastWrite(run).toEpochMilli());
    knobs(row, source.spec());
    if (source.state() == RunState.FINISHED && java.nio.file.Files.exists(run.summaryFile())) {
      outcome(row, source, run.readSummary());
    } else {
      soFar(row, source.scan(), source.sketch());
    }
    values(row, source);
    return row;
  }

  /// The criterion, its last values as numbers and as texts, and its sparklines.
  private static void values(ObjectNode row, Source source) {
    var criterion = source.criterion().criterion();
    row.put("criterion", criterion.name()).put("criterionNoun", criterion.noun());
    double[] train = source.values(Probe.TRAIN);
    double[] validation = source.values(Probe.VALIDATION);
    putLast(row, "train", criterion, train);
    putLast(row, "validation", criterion, validation);
    spark(row, "trainSpark", source, train);
    spark(row, "spark", source, validation);
  }

  private static void putLast(ObjectNode row, String set, Criterion criterion, double[] values) {
    double last = values.length == 0 ? Double.NaN : values[values.length - 1];
    if (Double.isFinite(last)) {
      row.put(set + "Value", last).put(set + "Shown", criterion.format(last));
    }
  }

  private static void knobs(ObjectNode row, RunSpec spec) {
    row.put("model", spec.model().kind().name());
    row.put("optimizer", spec.optimizer().kind().name());
    for (OfKind part : List.of(spec.task(), spec.model(), spec.optimizer())) {
      part.row().forEach((column, value) -> row.putPOJO(column, value));
    }
    if (spec.task().fresh()) {
      row.put("fresh", true);
    }
    row.put("batch", batch(spec.training().batch()));
    row.put("budget", spec.budget().steps());
    spec.branch().ifPresent(b -> row.put("branchedFrom", b.run()).put("branchedAt", b.step()));
  }

  /// `full`, `512`, or of a schedule `32, 64, full`.
  private static String batch(Batch batch) {
    return switch (batch) {
      case Batch.Full _ -> "full";
      case Batch.Fixed _, Batch.HalfUpTo512 _ -> Integer.toString(batch.size(Integer.MAX_VALUE));
      case Batch.Scheduled(var stages) ->
          stages.stream().map(stage -> batch(stage.batch())).collect(Collectors.joining(", "));
    };
  }

  private static void outcome(ObjectNode row, Source source, Summary summary) {
    row.put("steps", summary.training().steps());
    if (!source.spec().task().fresh()) {
      row.put("verdict", summary.verdict(source.scan().steps()).label());
      ending(summary).ifPresent(how -> row.put(how, true));
      put(row, "memorised", summary.outcome().memorised().first());
    }
    put(row, "generalised", summary.outcome().generalised().first());
    putShare(row, "trainAccuracy", summary.last().trainAccuracy());
    putShare(row, "validationAccuracy", summary.last().validationAccuracy());
  }

  /// Whether the end of a run leaves its verdict `open` or has `lost` what it says.
  private static Optional<String> ending(Summary summary) {
    if (summary.isOpen()) {
      return Optional.of("open");
    }
    var phases = summary.course().phases();
    return !phases.isEmpty() && isLost(phases.getLast().phase())
        ? Optional.of("lost")
        : Optional.empty();
  }

  private static boolean isLost(Phase last) {
    return switch (last) {
      case COLLAPSED, UN_GROKKED, LOST -> true;
      case CONFUSION, MEMORISATION, PLATEAU, UNDETERMINED, TRANSITION, COMPREHENSION, GENERALISED ->
          false;
    };
  }

  private static void soFar(ObjectNode row, ColumnScan scan, RunSketch sketch) {
    int last = scan.steps().length - 1;
    row.put("steps", last < 0 ? 0 : scan.steps()[last]);
    put(row, "memorised", sketch.memorised());
    put(row, "generalised", sketch.generalised());
    putShare(row, "trainAccuracy", sketch.last(Probe.TRAIN_ACCURACY));
    putShare(row, "validationAccuracy", sketch.last(Probe.VALIDATION_ACCURACY));
  }

  private static void put(ObjectNode row, String key, OptionalLong value) {
    value.ifPresent(v -> row.put(key, v));
  }

  private static void putShare(ObjectNode row, String key, double value) {
    if (Double.isFinite(value)) {
      row.put(key, Math.round(value * 1e4) / 1e4);
    }
  }

  /// Height in per cent at each point, null before the first probe and where nothing was measured.
  private static void spark(ObjectNode row, String key, Source source, double[] values) {
    var scan = source.scan();
    var points = row.putArray(key);
    int probes = scan.steps().length;
    if (probes == 0) {
      return;
    }
    double end = Math.log1p((double) scan.steps()[probes - 1]);
    int at = 0;
    for (int i = 0; i < POINTS; i++) {
      double place = end * i / (POINTS - 1) + 1e-9;
      while (at + 1 < probes && Math.log1p((double) scan.steps()[at + 1]) <= place) {
        at++;
      }
      double value = source.criterion().criterion().height(values[at]);
      if (Double.isFinite(value)) {
        points.add(Math.round(100 * value));
      } else {
        points.addNull();
      }
    }
  }
}
