package groklab.web;

import groklab.lab.measure.AnyMeasure;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.MeasurePage;
import groklab.lab.phase.Sighting;
import groklab.lab.probe.Probe;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The data that the charts draw, as JSON; its shape is described at the top of `charts/board.js`.
/// Values are rounded to six significant digits, far below a pixel.
final class ChartData {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final MathContext SIX_DIGITS = new MathContext(6);
  private static final int COLOURS = 7;
  private static final String EQUALS = " = ";
  private static final int[][] DASHES = {{}, {6, 3}, {2, 3}, {8, 3, 2, 3}};

  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private final ArrayNode grids = root.putArray("grids");
  private final ArrayNode panels = root.putArray("panels");
  private final ArrayNode marks = root.putArray("marks");

  private final RunData run;

  private ChartData(RunData run) {
    this.run = run;
    root.putNull("delay");
    root.putArray("phases");
    root.putArray("sightings");
  }

  /// How a family of measures is shown.
  private record Style(String title, String hint, String group, boolean percent, boolean log) {}

  private Style style(String family) {
    var judge = run.criterion().criterion();
    return switch (family) {
      case "accuracy" -> new Style("Accuracy", "", "main", true, false);
      case String name when name.equals(judge.name()) ->
          new Style(
              Words.sentence(judge.noun()),
              judge.axis().label(),
              "main",
              false,
              judge.axis().logarithmic());
      case "loss" -> new Style("Loss", "", "main", false, true);
      case "weights.l2" -> new Style("Weight norms", "L2", "small", false, false);
      case "brier" -> new Style("Brier score", "lower is better", "small", false, false);
      case "margin" ->
          new Style("Margin", "right logit minus the best wrong one", "small", false, false);
      default ->
          new Style(family, "", "more", false, family.toLowerCase(Locale.ROOT).endsWith("loss"));
    };
  }

  /// Everything one run measured, with its two times, its delay and its phases.
  static ChartData of(RunData run) {
    var data = new ChartData(run);
    var metrics = data.thinned();
    data.grid(metrics);
    data.families(metrics)
        .forEach((family, members) -> {
          var panel = data.panel(family, data.style(family), page(members));
          for (String measure : members) {
            metrics
                .column(measure)
                .ifPresent(column -> data.addSeries(panel, measure, column, metrics.size()));
          }
          if (family.equals(run.criterion().criterion().name())) {
            run.branch()
                .ifPresent(branch ->
                    branch
                        .other()
                        .ifPresent(other -> data.addGhost(panel, other, branch.from().step())));
          }
        });
    data.markTimes();
    data.addPhases(run.phases());
    data.addSightings(run.sightings(), run.lastStep());
    return data;
  }

  /// The marks, the delay, the phases and the sightings alone.
  static ObjectNode around(RunData run) {
    var data = new ChartData(run);
    data.markTimes();
    data.addPhases(run.phases());
    data.addSightings(run.sightings(), run.lastStep());
    data.root.remove(List.of("grids", "panels"));
    return data.root;
  }

  /// How many of a run's probes are drawn.
  static int probesDrawn(RunData run) {
    return new ChartData(run).thinned().size();
  }

  /// The JSON, safe inside a `script` element of an HTML page: no `<`, `>`, `&` and no line
  /// separators of JavaScript.
  String json() {
    return HtmlPage.scriptSafe(JSON.writeValueAsString(root));
  }

  private Metrics thinned() {
    var metrics = run.metrics();
    var drawn =
        metrics.columns().entrySet().stream()
            .filter(entry -> !entry.getKey().startsWith("weights.l2."))
            .filter(entry -> !style(family(entry.getKey())).group().equals("more"))
            .map(Map.Entry::getValue)
            .toList();
    var kept = new LinkedHashSet<Long>();
    run.memorised().first().ifPresent(kept::add);
    run.generalised().first().ifPresent(kept::add);
    run.branch().ifPresent(branch -> kept.add(branch.from().step()));
    run.phases().forEach(phase -> kept.add(phase.span().step()));
    run.sightings().forEach(sighting -> kept.add(sighting.step()));
    return metrics.select(Thinning.choose(metrics, drawn, kept));
  }

  /// `train.loss` belongs to `loss`; `weights.l2.embed.W_E` to `weights.l2`; main families come
  /// first, and of those the one by which the run is judged.
  private SequencedMap<String, List<String>> families(Metrics metrics) {
    var families = new LinkedHashMap<String, List<String>>();
    families.put(run.criterion().criterion().name(), new ArrayList<>());
    for (String first : List.of("loss", "accuracy", "weights.l2", "brier", "margin")) {
      families.putIfAbsent(first, new ArrayList<>());
    }
    for (String measure : metrics.columns().keySet()) {
      families.computeIfAbsent(family(measure), any -> new ArrayList<>()).add(measure);
    }
    families.values().removeIf(List::isEmpty);
    return families;
  }

  /// The set of examples that a measure is of.
  private Optional<String> set(String name) {
    return run.sets().stream()
        .filter(set -> name.startsWith(set + "."))
        .max(Comparator.comparingInt(String::length)); // `train.clean` before `train`
  }

  private String family(String name) {
    var set = set(name);
    if (set.isPresent()) {
      return name.substring(set.get().length() + 1);
    }
    int dot = name.indexOf('.');
    int second = dot < 0 ? -1 : name.indexOf('.', dot + 1);
    return second < 0 ? name : name.substring(0, second);
  }

  private String seriesName(String name) {
    var set = set(name);
    if (set.isPresent()) {
      return set.get();
    }
    String family = family(name);
    return family.equals(name) ? "total" : name.substring(family.length() + 1);
  }

  private static String role(String series, int place) {
    return switch (series) {
      case "train", "validation", "total" -> series;
      default -> Integer.toString(place);
    };
  }

  private void grid(Metrics metrics) {
    var grid = grids.addArray();
    for (long step : metrics.steps()) {
      grid.add(step);
    }
  }

  /// The page of the first of some measures that has one.
  private static Optional<MeasurePage> page(List<String> measures) {
    return measures.stream()
        .flatMap(name -> Catalogue.find(name).stream())
        .map(AnyMeasure::page)
        .findFirst();
  }

  private ArrayNode panel(String id, Style style, Optional<MeasurePage> page) {
    var panel = panels.addObject();
    panel
        .put("id", id)
        .put("title", style.title())
        .put(
            "hint",
            style.hint().isEmpty() ? page.map(MeasurePage::summary).orElse("") : style.hint())
        .put("group", style.group());
    page.ifPresent(about -> panel.put("about", about.name()));
    panel.put("percent", style.percent()).put("log", style.log());
    return panel.putArray("series");
  }

  /// A role that is a number is a colour; when the colours are used up they come again with another
  /// dash.
  private void addSeries(ArrayNode panel, String measure, Metrics.Column column, int probes) {
    String name = seriesName(measure);
    String role = role(name, panel.size());
    var series = panel.addObject();
    series.put("name", name).put("measure", measure).put("grid", 0);
    if (Character.isDigit(role.charAt(0))) {
      int place = Integer.parseInt(role);
      series.put("role", Integer.toString(place % COLOURS));
      int[] dash = DASHES[place / COLOURS % DASHES.length];
      if (dash.length > 0) {
        var pattern = series.putArray("dash");
        for (int length : dash) {
          pattern.add(length);
        }
      }
    } else {
      series.put("role", role);
    }
    addValues(series.putArray("values"), column, probes);
  }

  private static void addValues(ArrayNode values, Metrics.Column column, int probes) {
    for (int probe = 0; probe < probes; probe++) {
      double value = column.value(probe);
      if (!column.isMeasured(probe)) {
        values.addNull();
      } else if (!Double.isFinite(value)) {
        values.add(Double.toString(value));
      } else if (value == Math.rint(value) && Math.abs(value) < 1e6) {
        values.add((int) value);
      } else {
        values.add(new BigDecimal(value).round(SIX_DIGITS).doubleValue());
      }
    }
  }

  private void markTimes() {
    OptionalLong memorised = run.shownMemorised();
    OptionalLong generalised = run.generalised().first();
    run.branch().ifPresent(branch -> flag(branch.from().step(), "from " + branch.from().run()));
    flagChanges();
    mark(memorised, "memorised", "train");
    mark(generalised, "generalised", "validation");
    if (memorised.isEmpty() || !run.metrics().hasValidation()) {
      return;
    }
    long branched = run.branch().map(b -> b.from().step()).orElse(0L);
    long from = Math.max(memorised.getAsLong(), branched);
    if (generalised.isEmpty()) {
      long watched = run.lastStep() - from;
      String since = run.branch().isPresent() && from == branched ? " since the branch" : "";
      band(
          from,
          run.lastStep(),
          "not generalised in " + Words.count(watched, "step", "steps") + since);
      return;
    }
    if (run.branch().isPresent()) {
      long to = generalised.getAsLong();
      run.shownDelay()
          .steps()
          .ifPresent(steps -> band(to - steps, to, Words.count(steps, "step", "steps")));
      return;
    }
    long to = generalised.getAsLong();
    if (to > from) {
      String times =
          run.delay().ratio().stream()
              .mapToObj(ratio -> " (×" + Words.ratio(ratio) + ")")
              .findFirst()
              .orElse("");
      band(from, to, "delay: " + Words.count(to - from, "step", "steps") + times);
    }
  }

  /// Where a branch began, or a turn was done.
  /// A key that is changed again and again is named once, so that its flags do not hide the curve.
  private void flagChanges() {
    String last = "";
    for (RunData.Changed change : run.changed()) {
      int equals = change.words().indexOf(EQUALS);
      String key = change.words().substring(0, Math.max(0, equals));
      boolean again = !key.isEmpty() && key.equals(last);
      flag(
          change.step(),
          again ? change.words().substring(equals + EQUALS.length()) : change.words());
      last = key;
    }
  }

  private void flag(long step, String label) {
    marks.addObject().put("step", step).put("label", label).put("role", "ghost").put("flag", true);
  }

  /// How the run that this one branched off from went on, by what the run is judged by.
  private void addGhost(ArrayNode panel, RunData parent, long from) {
    var all = parent.metrics();
    var column = all.column(run.criterion().column(Probe.VALIDATION));
    if (column.isEmpty()) {
      return;
    }
    int[] later =
        Arrays.stream(Thinning.choose(all, List.of(column.get()), Set.of()))
            .filter(probe -> all.step(probe) >= from)
            .toArray();
    var drawn = all.select(later);
    grid(drawn);
    String measure = run.criterion().column(Probe.VALIDATION);
    var series = panel.addObject();
    series.put("name", "validation of " + parent.directory().getFileName());
    series.put("measure", "parent." + measure).put("grid", 1).put("role", "ghost");
    series.putArray("dash").add(2).add(3);
    drawn.column(measure).ifPresent(c -> addValues(series.putArray("values"), c, drawn.size()));
  }

  private void mark(OptionalLong step, String what, String role) {
    step.ifPresent(at ->
        marks
            .addObject()
            .put("step", at)
            .put("label", what + " at " + Words.steps(at))
            .put("role", role)
            .put("flag", false));
  }

  private void band(long from, long to, String label) {
    root.putObject("delay").put("from", from).put("to", to).put("label", label);
  }

  private void addPhases(List<RunData.PhaseStretch> phases) {
    var list = root.putArray("phases");
    for (var phase : phases) {
      list.addObject()
          .put("name", phase.span().phase().label())
          .put("from", phase.span().step())
          .put("to", phase.to())
          .put("evidence", phase.span().evidence())
          .put("confidence", phase.span().confidence());
    }
  }

  private void addSightings(List<Sighting> sightings, long lastStep) {
    var list = root.putArray("sightings");
    for (var sighting : sightings) {
      list.addObject()
          .put("name", sighting.kind().label())
          .put("from", sighting.step())
          .put(
              "to",
              sighting.kind().isMoment() ? sighting.step() : sighting.until().orElse(lastStep))
          .put("evidence", sighting.evidence())
          .put("confidence", sighting.confidence());
    }
  }
}
