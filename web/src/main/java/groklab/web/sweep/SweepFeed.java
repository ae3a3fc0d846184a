package groklab.web.sweep;

import groklab.lab.file.FileStamp;
import groklab.lab.phase.Verdict;
import groklab.study.diagram.Cell;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.diagram.Slice;
import groklab.study.store.SweepFolder;
import groklab.study.sweep.Outcome;
import groklab.web.diagram.DiagramText;
import groklab.web.diagram.Heading;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A sweep for pages that follow it: what has ended so far, read on when somebody asks. Any number
/// of callers.
public final class SweepFeed {
  /// Between two looks at the disk.
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final SweepReading reading;
  private boolean sealed;
  private long version;
  private long looked;

  /// @throws groklab.lab.file.RunFileException if the folder is not that of a sweep, or is damaged
  public SweepFeed(SweepFolder folder) {
    reading = new SweepReading(folder);
    readOn();
  }

  private void readOn() {
    if (version > 0 && System.nanoTime() - looked < BETWEEN_NANOS) {
      return;
    }
    boolean sealedNow = reading.folder().isSealed();
    boolean changed = reading.readOn();
    if (changed || sealedNow != sealed || version == 0) {
      version++;
    }
    sealed = sealedNow;
    looked = System.nanoTime();
  }

  /// The sweep in one line of a table.
  public synchronized ObjectNode row() {
    readOn();
    ObjectNode row = JsonNodeFactory.instance.objectNode().put("name", reading.sweep().name());
    addState(row);
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    int open = 0;
    int failed = 0;
    for (Outcome run : reading.outcomes()) {
      run.verdict().ifPresent(verdict -> counts.merge(verdict, 1, Integer::sum));
      failed += run.failure().isPresent() ? 1 : 0;
      open += run.verdict().isEmpty() && run.failure().isEmpty() ? 1 : 0;
    }
    ObjectNode verdicts = row.putObject("verdicts");
    counts.forEach((verdict, count) -> verdicts.put(verdict.label(), count));
    if (open > 0) {
      verdicts.put("not decided", open);
    }
    if (failed > 0) {
      verdicts.put("failed", failed);
    }
    return row;
  }

  private void addState(ObjectNode node) {
    List<Outcome> ended = reading.outcomes();
    long asked = reading.sweep().cells() * reading.sweep().seeds().size();
    Set<Map<String, String>> grid = new HashSet<>(reading.sweep().settings());
    long onGrid = ended.stream().filter(run -> grid.contains(run.settings())).count();
    node.put("asked", asked).put("ended", onGrid).put("others", ended.size() - onGrid);
    node.put("sealed", sealed);
    changed().ifPresent(time -> node.put("changed", time.toEpochMilli()));
  }

  /// When a run was last added.
  private Optional<Instant> changed() {
    return reading.folder().store().parts().stream()
        .map(FileStamp::of)
        .flatMap(Optional::stream)
        .map(FileStamp::written)
        .max(Instant::compareTo);
  }

  /// The maps of a slice, unless the caller has seen them.
  ///
  /// @param seen the `version` that the caller has; 0 = none
  /// @throws groklab.lab.kind.SpecException if the sweep has no such axes
  public synchronized ObjectNode maps(Slice.Wish wish, long seen) {
    readOn();
    if (seen == version) {
      return JsonNodeFactory.instance.objectNode().put("version", version);
    }
    Slice slice = reading.slice(wish).filling(reading.outcomes());
    PhaseDiagram diagram = slice.diagram(reading.outcomes());
    ObjectNode node = SweepJson.cells(diagram, reading.caption()).put("version", version);
    addState(node);
    var sentences = node.putArray("sentences");
    Heading.sentences(diagram, reading.caption(), "").forEach(sentences::add);
    DiagramText.law(diagram).ifPresent(sentences::add);
    ObjectNode axes = node.putObject("axes");
    slice.axes().forEach((name, values) -> values.forEach(axes.putArray(name)::add));
    ObjectNode held = node.putObject("held");
    slice.held().forEach(held::put);
    return node;
  }

  /// The runs of one cell with their curves, as the page of a sweep has them.
  ///
  /// @param column of the slice's diagram
  /// @param row likewise, from the bottom
  public synchronized ObjectNode runs(Slice.Wish wish, int column, int row) {
    List<Outcome> ended = reading.outcomes();
    PhaseDiagram diagram = reading.slice(wish).filling(ended).diagram(ended);
    List<Outcome> runs =
        diagram.cells().stream()
            .filter(cell -> cell.column() == column && cell.row() == row)
            .map(Cell::runs)
            .flatMap(List::stream)
            .toList();
    return SweepJson.runs(runs, reading::detail);
  }
}
