package groklab.web.foreign;

import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.monitor.diagnosis.DiagnosedRun;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.log.Series;
import groklab.monitor.series.Curves;
import groklab.monitor.series.ValidationSet;
import groklab.web.Thinning;
import groklab.web.Words;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The data that the charts draw of somebody else's run; its shape is described at the top of
/// `charts/board.js`. Each series keeps its own steps; of a long one about [#MOST_POINTS] points
/// are drawn, among them the extremes. Values are rounded to six significant digits.
final class DiagnosisCharts {
  /// Points of a series that are drawn; a wide chart has as many pixels.
  static final int MOST_POINTS = 1_200;

  private static final MathContext SIX_DIGITS = new MathContext(6);

  /// Colours of the validation sets behind the first, whose own and that of training are not among
  /// them; when they are used up they come again with another dash.
  private static final int FIRST_COLOUR = 2;

  private static final int COLOURS = 5;
  private static final int[][] DASHES = {{}, {6, 3}, {2, 3}, {8, 3, 2, 3}};

  private final DiagnosedRun run;
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private final ArrayNode grids = root.putArray("grids");
  private final ArrayNode panels = root.putArray("panels");

  private DiagnosisCharts(DiagnosedRun run) {
    this.run = run;
  }

  static ObjectNode of(DiagnosedRun run) {
    return new DiagnosisCharts(run).build();
  }

  /// How many points of a series are drawn.
  static int drawn(Series series) {
    return chosen(series).length;
  }

  private static int[] chosen(Series series) {
    return Thinning.choose(series.steps(), List.of(series.values()), MOST_POINTS);
  }

  private ObjectNode build() {
    var unit = run.curves().unit();
    root.putObject("unit").put("one", unit.one()).put("many", unit.many());
    panel("accuracy", "Accuracy", true, run.curves().trainAccuracy(), ValidationSet::accuracy);
    panel("loss", "Loss", false, run.curves().trainLoss(), ValidationSet::loss);
    marks();
    Diagnosis first = run.first();
    boolean several = run.diagnoses().size() > 1;
    root.put("phasesTitle", several ? "Phases by " + DiagnosisWords.set(first) : "Phases");
    phases(root, first);
    var others = root.putArray("others");
    run.diagnoses().stream()
        .skip(1)
        .forEach(each ->
            phases(others.addObject().put("title", "Phases by " + DiagnosisWords.set(each)), each));
    return root;
  }

  // --- curves ------------------------------------------------------------------------------------

  private void panel(
      String id,
      String title,
      boolean percent,
      Optional<Series> train,
      Function<ValidationSet, Optional<Series>> unseen) {
    Curves curves = run.curves();
    boolean isUnseen = curves.validation().stream().anyMatch(set -> unseen.apply(set).isPresent());
    if (train.isEmpty() && !isUnseen) {
      return;
    }
    var panel = panels.addObject().put("id", id).put("title", title).put("hint", "");
    panel.put("group", "main").put("percent", percent).put("log", !percent);
    var series = panel.putArray("series");
    train.ifPresent(each -> add(series, "train", "train." + id, each).put("role", "train"));
    for (int i = 0; i < curves.validation().size(); i++) {
      int place = i;
      ValidationSet set = curves.validation().get(i);
      unseen
          .apply(set)
          .ifPresent(each -> colour(add(series, set.name(), set.name() + "." + id, each), place));
    }
  }

  private ObjectNode add(ArrayNode panel, String name, String measure, Series series) {
    var line = panel.addObject().put("name", name).put("measure", measure);
    line.put("grid", grids.size());
    var grid = grids.addArray();
    var values = line.putArray("values");
    for (int point : chosen(series)) {
      grid.add(series.steps()[point]);
      double value = series.values()[point];
      if (Double.isFinite(value)) {
        values.add(new BigDecimal(value).round(SIX_DIGITS).doubleValue());
      } else {
        values.add(Double.toString(value));
      }
    }
    return line;
  }

  private static void colour(ObjectNode line, int set) {
    line.put("role", role(set));
    int[] dash = set == 0 ? DASHES[0] : DASHES[(set - 1) / COLOURS % DASHES.length];
    if (dash.length > 0) {
      var pattern = line.putArray("dash");
      for (int length : dash) {
        pattern.add(length);
      }
    }
  }

  private static String role(int set) {
    return set == 0 ? "validation" : Integer.toString(FIRST_COLOUR + (set - 1) % COLOURS);
  }

  // --- what is drawn around them -----------------------------------------------------------------

  private void marks() {
    var marks = root.putArray("marks");
    root.putNull("delay");
    Diagnosis first = run.first();
    OptionalLong memorised = first.memorised().first();
    OptionalLong generalised = first.generalised().first();
    mark(marks, memorised, "memorised", "train", false);
    mark(marks, generalised, "generalised", role(0), false);
    for (int i = 1; i < run.diagnoses().size(); i++) {
      Diagnosis each = run.diagnoses().get(i);
      mark(
          marks,
          each.generalised().first(),
          DiagnosisWords.set(each) + " generalised",
          role(i),
          true);
    }
    if (memorised.isEmpty() || first.set().isEmpty()) {
      return;
    }
    long from = memorised.getAsLong();
    long to = generalised.orElse(run.lastStep());
    if (to > from) {
      String times =
          first.delayRatio().stream()
              .mapToObj(ratio -> " (×%s)".formatted(Words.ratio(ratio)))
              .findFirst()
              .orElse("");
      String label =
          generalised.isPresent()
              ? "delay: %s%s".formatted(steps(to - from), times)
              : "not generalised in " + steps(to - from);
      root.putObject("delay").put("from", from).put("to", to).put("label", label);
    }
  }

  private String steps(long count) {
    return DiagnosisWords.count(count, run.curves().unit());
  }

  /// @param flag its label stands in the plot, below those of the others
  private static void mark(
      ArrayNode marks, OptionalLong step, String what, String role, boolean flag) {
    step.ifPresent(at ->
        marks
            .addObject()
            .put("step", at)
            .put("label", what + " at " + Words.steps(at))
            .put("role", role)
            .put("flag", flag));
  }

  private void phases(ObjectNode into, Diagnosis diagnosis) {
    var phases = into.putArray("phases");
    List<PhaseSpan> spans = diagnosis.phases();
    for (int i = 0; i < spans.size(); i++) {
      PhaseSpan span = spans.get(i);
      phases
          .addObject()
          .put("name", span.phase().label())
          .put("from", span.step())
          .put("to", i + 1 < spans.size() ? spans.get(i + 1).step() : run.lastStep())
          .put("evidence", span.evidence())
          .put("confidence", span.confidence());
    }
    var sightings = into.putArray("sightings");
    for (Sighting each : diagnosis.sightings()) {
      long end = each.kind().isMoment() ? each.step() : each.until().orElse(run.lastStep());
      sightings
          .addObject()
          .put("name", each.kind().label())
          .put("from", each.step())
          .put("to", end)
          .put("evidence", each.evidence())
          .put("confidence", each.confidence());
    }
  }
}
