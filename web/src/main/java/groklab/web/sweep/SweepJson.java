package groklab.web.sweep;

import groklab.lab.phase.Verdict;
import groklab.study.diagram.Axis;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.sweep.Outcome;
import groklab.web.diagram.Caption;
import groklab.web.diagram.CellWords;
import groklab.web.diagram.MapLook;
import groklab.web.diagram.Quantity;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The data of the page of a sweep; its shape is described at the top of `views/sweep-view.js`.
/// Runs are columns, in the order of the cells: a cell is a stretch of them.
final class SweepJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Points of all curves together; 8 bytes each, 11 letters in the page.
  private static final int POINTS = 400_000;

  private static final int FEWEST_POINTS = 40;
  private static final int MOST_POINTS = 600;

  private SweepJson() {}

  /// All of it, for a page that asks for nothing.
  static String of(PhaseDiagram diagram, Caption caption, Function<Outcome, RunDetail> details) {
    ObjectNode root = cells(diagram, caption);
    root.set("runs", runs(diagram.runs(), details));
    return JSON.writeValueAsString(root);
  }

  /// The maps alone.
  static ObjectNode cells(PhaseDiagram diagram, Caption caption) {
    var root = JsonNodeFactory.instance.objectNode();
    root.put("name", caption.sweep());
    root.set("across", axis(diagram.across()));
    diagram
        .upwards()
        .ifPresentOrElse(axis -> root.set("upwards", axis(axis)), () -> root.putNull("upwards"));
    addCells(root, diagram);
    var maps = root.putArray("maps");
    for (var quantity : Quantity.values()) {
      addMap(maps.addObject(), quantity, MapLook.of(diagram, quantity));
    }
    return root;
  }

  private static ObjectNode axis(Axis axis) {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("key", axis.key()).put("label", axis.key());
    axis.texts().forEach(node.putArray("texts")::add);
    axis.ticks().forEach(node.putArray("ticks")::add);
    return node;
  }

  private static void addCells(ObjectNode root, PhaseDiagram diagram) {
    var columns = root.putArray("columns");
    var rows = root.putArray("rows");
    var ends = root.putArray("ends");
    var words = root.putArray("words");
    var inWords = new CellWords();
    int end = 0;
    for (var cell : diagram.cells()) {
      end += cell.n();
      columns.add(cell.column());
      rows.add(cell.row());
      ends.add(end);
      words.add(inWords.of(cell));
    }
  }

  private static void addMap(ObjectNode map, Quantity quantity, MapLook look) {
    map.put("label", quantity.label());
    map.put("file", quantity.file()).put("title", quantity.title()).put("note", quantity.note());
    var fills = map.putArray("fills");
    var lines = map.putArray("lines");
    for (var cell : look.cells()) {
      fills.add(cell.fill().code());
      lines.add(String.join("\n", cell.lines()));
    }
    var legend = map.putArray("legend");
    look.legend()
        .forEach(e -> legend.addObject().put("fill", e.fill().code()).put("words", e.words()));
    look.bar()
        .ifPresentOrElse(
            bar -> {
              var node = map.putObject("bar").put("label", bar.label());
              var ticks = node.putArray("ticks");
              bar.ticks().forEach(t -> ticks.addArray().add(t.place()).add(t.label()));
            },
            () -> map.putNull("bar"));
  }

  /// Runs with their curves, thinned so that all together are not too many.
  static ObjectNode runs(List<Outcome> all, Function<Outcome, RunDetail> details) {
    var runs = JsonNodeFactory.instance.objectNode();
    var ids = runs.putArray("ids");
    var seeds = runs.putArray("seeds");
    var verdicts = runs.putArray("verdicts");
    var memorised = runs.putArray("memorised");
    var generalised = runs.putArray("generalised");
    var until = runs.putArray("until");
    var failures = runs.putObject("failures");
    var digests = runs.putArray("digests");
    var commands = runs.putArray("commands");
    var curves = runs.putArray("curves");
    int most = Math.clamp(POINTS / Math.max(1, all.size()), FEWEST_POINTS, MOST_POINTS);
    for (int i = 0; i < all.size(); i++) {
      var run = all.get(i);
      var detail = details.apply(run);
      ids.add(run.id());
      seeds.add(run.seed());
      verdicts.add(
          run.verdict()
              .map(Verdict::label)
              .orElse(run.failure().isPresent() ? "failed" : "not decided"));
      add(memorised, run.memorised().first());
      add(generalised, run.generalised().first());
      until.add(run.generalised().observedUntil().orElse(run.steps()));
      int at = i;
      run.failure().ifPresent(failure -> failures.put(Integer.toString(at), failure));
      digests.add(detail.digest());
      commands.add(detail.command());
      curves.add(detail.curves().packed(most));
    }
    return runs;
  }

  private static void add(ArrayNode array, OptionalLong step) {
    if (step.isPresent()) {
      array.add(step.getAsLong());
    } else {
      array.addNull();
    }
  }
}
