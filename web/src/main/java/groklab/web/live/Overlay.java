package groklab.web.live;

import groklab.lab.kind.Suggestion;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.web.SpecKeys;
import groklab.web.foreign.ForeignRuns;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One measure of many runs, thinned for drawing on top of each other, and in what they differ.
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

  /// `{"measures": [...], "curves": [...], "meant": ...}`: names of measures that the first run
  /// has; of each run its id and name, its seed or, of a foreign one, the unit of its steps, when
  /// it memorised and generalised, steps and values, and as `paired` those of the same measure of
  /// the other set; and, where no run has any, the measure whose name is nearest.
  ///
  /// @param ids runs, at most [#MOST_RUNS]; `@ID` is a foreign one
  /// @param measure a key of `metrics.jsonl`
  public String json(List<String> ids, String measure) {
    checkCount(ids);
    if (!MEASURE.matcher(measure).matches()) {
      throw new LiveException(
          LiveException.Kind.BAD, "That is no measure's name; write e.g. validation.accuracy");
    }
    List<Supplier<ObjectNode>> curves = ids.stream().map(id -> curve(id, measure)).toList();
    var answer = JsonNodeFactory.instance.objectNode();
    var there = measures(ids, measure);
    var names = answer.putArray("measures");
    there.forEach(names::add);
    var drawn = index.first(() -> curves.parallelStream().map(Supplier::get).toList());
    answer.putArray("curves").addAll(drawn);
    if (!there.contains(measure)
        && drawn.stream().allMatch(curve -> curve.at("/steps").isEmpty())) {
      Suggestion.nearest(measure, there).ifPresent(meant -> answer.put("meant", meant));
    }
    return JSON.writeValueAsString(answer);
  }

  /// The keys in which the specs of runs differ, each with `{"RUN": "value as in TOML"}` of those
  /// that have it. Of foreign runs no spec is known.
  public String differences(List<String> ids) {
    checkCount(ids);
    var own = ids.stream().filter(id -> !id.startsWith(FOREIGN)).toList();
    var specs =
        own.stream().map(folder::find).toList().parallelStream()
            .map(path -> RunDirectory.open(path).readSpec())
            .toList();
    var answer = JsonNodeFactory.instance.objectNode();
    SpecKeys.differing(specs)
        .forEach((key, values) -> {
          var known = answer.putObject(key);
          for (int i = 0; i < own.size(); i++) {
            if (values.get(i) != null) {
              known.put(own.get(i), values.get(i));
            }
          }
        });
    return JSON.writeValueAsString(answer);
  }

  private static void checkCount(List<String> ids) {
    if (ids.isEmpty() || ids.size() > MOST_RUNS) {
      throw new LiveException(
          LiveException.Kind.BAD,
          "%d runs were given; expected 1 to %d".formatted(ids.size(), MOST_RUNS));
    }
  }

  /// The same measure of the other set: `train.loss` for `validation.loss`.
  private static Optional<String> pairOf(String measure) {
    return Stream.of(Probe.TRAIN, Probe.VALIDATION)
        .filter(set -> measure.startsWith(set + "."))
        .map(set ->
            (set.equals(Probe.TRAIN) ? Probe.VALIDATION : Probe.TRAIN)
                + measure.substring(set.length()))
        .findFirst();
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
      var paired = pairOf(measure).map(pair -> line(id, pair));
      return () -> curve(id, line, paired);
    }
    var run = RunDirectory.open(folder.find(id));
    return () -> curve(run, index.sketch(run), measure);
  }

  private static ObjectNode curve(
      String id, ForeignRuns.Line line, Optional<ForeignRuns.Line> paired) {
    var out = JsonNodeFactory.instance.objectNode();
    out.put("id", id).put("name", line.name());
    line.unit().ifPresent(unit -> out.put("unit", unit));
    line.memorised().ifPresent(step -> out.put("memorised", step));
    line.generalised().ifPresent(step -> out.put("generalised", step));
    paired.ifPresent(other -> points(out.putObject("paired"), other.steps(), other.values()));
    return points(out, line.steps(), line.values());
  }

  private static ObjectNode curve(RunDirectory run, RunSketch sketch, String measure) {
    var out = JsonNodeFactory.instance.objectNode();
    out.put("id", run.path().getFileName().toString());
    out.put("name", sketch.name()).put("seed", sketch.seed());
    sketch.memorised().ifPresent(step -> out.put("memorised", step));
    sketch.generalised().ifPresent(step -> out.put("generalised", step));
    var wanted = Stream.concat(Stream.of(measure), pairOf(measure).stream()).toList();
    var curves = curves(run, sketch, wanted);
    if (wanted.size() > 1) {
      points(out.putObject("paired"), curves.get(1).steps(), curves.get(1).values());
    }
    return points(out, curves.getFirst().steps(), curves.getFirst().values());
  }

  /// From memory, or else all in one reading of the file.
  private static List<RunSketch.Curve> curves(
      RunDirectory run, RunSketch sketch, List<String> measures) {
    var kept = measures.stream().flatMap(measure -> sketch.kept(measure).stream()).toList();
    if (kept.size() == measures.size()) {
      return kept;
    }
    var scan = ColumnScan.of(run.metricsFile(), measures.toArray(String[]::new));
    return IntStream.range(0, measures.size())
        .mapToObj(
            column -> RunSketch.Curve.of(scan, column, sketch.memorised(), sketch.generalised()))
        .toList();
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
