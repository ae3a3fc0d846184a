package groklab.web.live;

import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.RunSpec;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One measure of many runs, thinned for drawing on top of each other.
public final class Overlay {
  /// More curves than this are a smear.
  public static final int MOST_RUNS = 400;

  private static final int BUCKETS = 60;
  private static final double DIGITS = 1e5;
  private static final Pattern MEASURE = Pattern.compile("[A-Za-z0-9_.-]{1,120}");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Overlay() {}

  /// A JSON list with one object per run: id, name, seed, the knobs of a row, when it memorised, steps and values.
  ///
  /// @param ids runs, at most [#MOST_RUNS]
  /// @param measure a key of `metrics.jsonl`
  public static String json(RunsFolder folder, List<String> ids, String measure) {
    if (ids.isEmpty() || ids.size() > MOST_RUNS) {
      throw new LiveException(
          LiveException.Kind.BAD,
          "%d runs were given; expected 1 to %d".formatted(ids.size(), MOST_RUNS));
    }
    if (!MEASURE.matcher(measure).matches()) {
      throw new LiveException(
          LiveException.Kind.BAD, "That is no measure's name; write e.g. validation.accuracy");
    }
    var runs = ids.stream().map(folder::find).map(RunDirectory::open).toList();
    return JSON.writeValueAsString(runs.parallelStream().map(run -> curve(run, measure)).toList());
  }

  private static ObjectNode curve(RunDirectory run, String measure) {
    RunSpec spec = run.readSpec();
    var scan = ColumnScan.of(run.metricsFile(), measure, Probe.TRAIN_ACCURACY);
    var curve = JsonNodeFactory.instance.objectNode();
    curve.put("id", run.path().getFileName().toString());
    curve.put("name", spec.name()).put("seed", spec.seed());
    long[] steps = scan.steps();
    double[] values = scan.columns().get(0);
    double[] train = scan.columns().get(1);
    for (int i = 0; i < steps.length && !curve.has("memorised"); i++) {
      if (train[i] >= spec.probes().trainThreshold()) {
        curve.put("memorised", steps[i]);
      }
    }
    var stepsOut = curve.putArray("steps");
    var valuesOut = curve.putArray("values");
    for (int i : scan.thinned(values, BUCKETS)) {
      if (Double.isFinite(values[i])) {
        stepsOut.add(steps[i]);
        valuesOut.add(round(values[i]));
      }
    }
    return curve;
  }

  /// Five significant digits.
  private static double round(double value) {
    if (value == 0) {
      return 0;
    }
    double scale = Math.pow(10, Math.floor(Math.log10(Math.abs(value))));
    return Math.round(value / scale * DIGITS) / DIGITS * scale;
  }
}
