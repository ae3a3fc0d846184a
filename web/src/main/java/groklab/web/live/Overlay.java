package groklab.web.live;

import groklab.lab.rundir.RunDirectory;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One measure of many runs, thinned for drawing on top of each other.
public final class Overlay {
  /// More curves than this are a smear.
  public static final int MOST_RUNS = 400;

  private static final double DIGITS = 1e5;
  private static final Pattern MEASURE = Pattern.compile("[A-Za-z0-9_.-]{1,120}");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Overlay() {}

  /// `{"measures": [...], "curves": [...]}`: names of measures that the first run has, and of each
  /// run its id, name and seed, when it memorised, steps and values.
  ///
  /// @param index what it knows of the runs is not read again
  /// @param ids runs, at most [#MOST_RUNS]
  /// @param measure a key of `metrics.jsonl`
  public static String json(RunsFolder folder, RunIndex index, List<String> ids, String measure) {
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
    var answer = JsonNodeFactory.instance.objectNode();
    var names = answer.putArray("measures");
    ColumnScan.measures(runs.getFirst().metricsFile()).forEach(names::add);
    answer
        .putArray("curves")
        .addAll(
            index.first(() ->
                runs.parallelStream().map(run -> curve(run, index.sketch(run), measure)).toList()));
    return JSON.writeValueAsString(answer);
  }

  private static ObjectNode curve(RunDirectory run, RunSketch sketch, String measure) {
    var out = JsonNodeFactory.instance.objectNode();
    out.put("id", run.path().getFileName().toString());
    out.put("name", sketch.name()).put("seed", sketch.seed());
    sketch.memorised().ifPresent(step -> out.put("memorised", step));
    var curve =
        sketch
            .kept(measure)
            .orElseGet(() -> RunSketch.Curve.of(ColumnScan.of(run.metricsFile(), measure), 0));
    var steps = out.putArray("steps");
    var values = out.putArray("values");
    for (int i = 0; i < curve.steps().length; i++) {
      steps.add(curve.steps()[i]);
      values.add(round(curve.values()[i]));
    }
    return out;
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
