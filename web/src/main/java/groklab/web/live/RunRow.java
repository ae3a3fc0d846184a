package groklab.web.live;

import groklab.lab.kind.OfKind;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.TrainingSpec;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One line of the table of runs, as JSON: what the run is, what came of it so far, and a
/// sparkline.
final class RunRow {
  /// Points of a sparkline, evenly spaced on log(step + 1).
  private static final int POINTS = 36;

  private RunRow() {}

  static ObjectNode of(
      RunDirectory run, RunState state, RunSpec spec, ColumnScan scan, RunSketch sketch) {
    var row = JsonNodeFactory.instance.objectNode();
    row.put("id", run.path().getFileName().toString());
    row.put("name", spec.name()).put("seed", spec.seed()).put("state", state.label());
    row.put("changed", RunState.lastWrite(run).toEpochMilli());
    knobs(row, spec);
    if (state == RunState.FINISHED && java.nio.file.Files.exists(run.summaryFile())) {
      var summary = run.readSummary();
      outcome(row, summary);
    } else {
      soFar(row, scan, sketch);
    }
    spark(row, "trainSpark", scan, 0);
    spark(row, "spark", scan, 1);
    return row;
  }

  private static void knobs(ObjectNode row, RunSpec spec) {
    row.put("model", spec.model().kind().name());
    row.put("optimizer", spec.optimizer().kind().name());
    for (OfKind part : List.of(spec.task(), spec.model(), spec.optimizer())) {
      part.row().forEach((column, value) -> row.putPOJO(column, value));
    }
    row.put(
        "batch",
        switch (spec.training().batch()) {
          case TrainingSpec.Batch.Full _ -> "full";
          case TrainingSpec.Batch b -> Integer.toString(b.size(Integer.MAX_VALUE));
        });
    row.put("budget", spec.budget().steps());
    spec.branch().ifPresent(b -> row.put("branchedFrom", b.run()).put("branchedAt", b.step()));
  }

  private static void outcome(ObjectNode row, Summary summary) {
    row.put("steps", summary.steps()).put("verdict", summary.verdict().label());
    put(row, "memorised", summary.memorizedAt());
    put(row, "generalised", summary.generalizedAt());
    putShare(row, "trainAccuracy", summary.trainAccuracy());
    putShare(row, "validationAccuracy", summary.validationAccuracy());
  }

  private static void soFar(ObjectNode row, ColumnScan scan, RunSketch sketch) {
    int last = scan.steps().length - 1;
    row.put("steps", last < 0 ? 0 : scan.steps()[last]);
    put(row, "memorised", sketch.memorised());
    put(row, "generalised", sketch.generalised());
    putShare(row, "trainAccuracy", last < 0 ? Double.NaN : scan.columns().get(0)[last]);
    putShare(row, "validationAccuracy", last < 0 ? Double.NaN : scan.columns().get(1)[last]);
  }

  private static void put(ObjectNode row, String key, OptionalLong value) {
    value.ifPresent(v -> row.put(key, v));
  }

  private static void putShare(ObjectNode row, String key, double value) {
    if (Double.isFinite(value)) {
      row.put(key, Math.round(value * 1e4) / 1e4);
    }
  }

  /// Percent at each point, null before the first probe and where nothing was measured.
  private static void spark(ObjectNode row, String key, ColumnScan scan, int column) {
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
      double value = scan.columns().get(column)[at];
      if (Double.isFinite(value)) {
        points.add(Math.round(100 * value));
      } else {
        points.addNull();
      }
    }
  }
}
