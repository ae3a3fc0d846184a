package groklab.web.live;

import groklab.lab.rundir.RunDirectory;
import groklab.web.foreign.ForeignRuns;
import java.util.List;
import java.util.function.Supplier;
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

  /// Stands in front of the id of a foreign run; no name of a run directory begins with it.
  private static final String FOREIGN = "@";

  private final RunsFolder folder;
  private final RunIndex index;
  private final ForeignRuns foreign;

  /// @param index what it knows of the runs is not read again
  public Overlay(RunsFolder folder, RunIndex index, ForeignRuns foreign) {
    this.folder = folder;
    this.index = index;
    this.foreign = foreign;
  }

  /// `{"measures": [...], "curves": [...]}`: names of measures that the first run has, and of each
  /// run its id and name, its seed or, of a foreign one, the unit of its steps, when it memorised,
  /// steps and values.
  ///
  /// @param ids runs, at most [#MOST_RUNS]; `@ID` is a foreign one
  /// @param measure a key of `metrics.jsonl`
  public String json(List<String> ids, String measure) {
    if (ids.isEmpty() || ids.size() > MOST_RUNS) {
      throw new LiveException(
          LiveException.Kind.BAD,
          "%d runs were given; expected 1 to %d".formatted(ids.size(), MOST_RUNS));
    }
    if (!MEASURE.matcher(measure).matches()) {
      throw new LiveException(
          LiveException.Kind.BAD, "That is no measure's name; write e.g. validation.accuracy");
    }
    List<Supplier<ObjectNode>> curves = ids.stream().map(id -> curve(id, measure)).toList();
    var answer = JsonNodeFactory.instance.objectNode();
    var names = answer.putArray("measures");
    measures(ids, measure).forEach(names::add);
    answer
        .putArray("curves")
        .addAll(index.first(() -> curves.parallelStream().map(Supplier::get).toList()));
    return JSON.writeValueAsString(answer);
  }

  /// Those of the first run of ours, or else of the first.
  private List<String> measures(List<String> ids, String measure) {
    return ids.stream()
        .filter(id -> !id.startsWith(FOREIGN))
        .findFirst()
        .map(id -> ColumnScan.measures(RunDirectory.open(folder.find(id)).metricsFile()))
        .orElseGet(() -> line(ids.getFirst(), measure).measures());
  }

  private ForeignRuns.Line line(String id, String measure) {
    return foreign
        .line(id.substring(FOREIGN.length()), measure)
        .orElseThrow(
            () -> LiveException.missing("There is no such run in the folders of foreign runs."));
  }

  /// Finds a run at once; its curve is made later.
  private Supplier<ObjectNode> curve(String id, String measure) {
    if (id.startsWith(FOREIGN)) {
      ForeignRuns.Line line = line(id, measure);
      return () -> curve(id, line);
    }
    var run = RunDirectory.open(folder.find(id));
    return () -> curve(run, index.sketch(run), measure);
  }

  private static ObjectNode curve(String id, ForeignRuns.Line line) {
    var out = JsonNodeFactory.instance.objectNode();
    out.put("id", id).put("name", line.name());
    line.unit().ifPresent(unit -> out.put("unit", unit));
    line.memorised().ifPresent(step -> out.put("memorised", step));
    return points(out, line.steps(), line.values());
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
    return points(out, curve.steps(), curve.values());
  }

  private static ObjectNode points(ObjectNode out, long[] allSteps, double[] allValues) {
    var steps = out.putArray("steps");
    var values = out.putArray("values");
    for (int i = 0; i < allSteps.length; i++) {
      steps.add(allSteps[i]);
      values.add(round(allValues[i]));
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
