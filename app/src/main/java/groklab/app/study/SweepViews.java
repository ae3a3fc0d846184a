package groklab.app.study;

import groklab.lab.criterion.Thresholds;
import groklab.lab.file.RunFileException;
import groklab.lab.probe.Probe;
import groklab.lab.spec.RunSpec;
import groklab.study.diagram.Laws;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.store.Row;
import groklab.study.store.SweepFolder;
import groklab.study.sweep.Axis;
import groklab.study.sweep.Outcome;
import groklab.web.diagram.Caption;
import groklab.web.diagram.Curves;
import groklab.web.diagram.DiagramFiles;
import groklab.web.diagram.DiagramText;
import groklab.web.diagram.RunDetail;
import groklab.web.diagram.SweepPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The pictures of a sweep, drawn from its folder alone.
public final class SweepViews {
  private final SweepFolder folder;
  private final List<String> keys;
  private final Map<String, String> fixed;
  private final Map<String, Row> rows;
  private final List<Outcome> grid;

  /// @param rows the runs that have ended, by id
  SweepViews(SweepFolder folder, Map<String, Row> rows) {
    this.folder = folder;
    this.rows = rows;
    List<Axis> axes = folder.readSweep().axes();
    keys = axes.stream().map(axis -> axis.keys().getFirst()).toList();
    fixed = new LinkedHashMap<>();
    axes.stream()
        .skip(2)
        .forEach(axis -> fixed.put(axis.keys().getFirst(), axis.points().getFirst().getFirst()));
    grid = rows.values().stream().map(Row::outcome).filter(run -> isOnGrid(run, axes)).toList();
  }

  /// Draws the figures of what has ended so far.
  ///
  /// @return their files
  public static List<Path> of(Path folder) {
    SweepFolder sweep = SweepFolder.open(folder);
    sweep.requireWhole();
    return new SweepViews(sweep, sweep.store().rows()).write();
  }

  /// Cells of a refinement lie between those of the grid.
  private static boolean isOnGrid(Outcome run, List<Axis> axes) {
    return axes.stream()
        .allMatch(
            axis -> axis.points().contains(axis.keys().stream().map(run.settings()::get).toList()));
  }

  /// Empty = no run of the grid has ended yet.
  private Optional<PhaseDiagram> diagram() {
    return grid.isEmpty()
        ? Optional.empty()
        : Optional.of(
            PhaseDiagram.of(alone(), keys.getFirst(), keys.stream().skip(1).findFirst(), fixed));
  }

  /// A run with the first key of each axis alone: the others say nothing that it does not say.
  private List<Outcome> alone() {
    List<Outcome> named = new ArrayList<>();
    for (Outcome run : grid) {
      var settings = new LinkedHashMap<String, String>();
      keys.forEach(key -> settings.put(key, String.valueOf(run.settings().get(key))));
      named.add(
          new Outcome(
              run.id(),
              settings,
              run.seed(),
              run.verdict(),
              run.memorised(),
              run.generalised(),
              run.steps(),
              run.failure()));
    }
    return named;
  }

  /// The map of verdicts as text, and what it holds other axes at.
  Optional<String> text() {
    String held =
        fixed.isEmpty()
            ? ""
            : "\nHere %s; the others are in the tables."
                .formatted(
                    String.join(
                        ", ",
                        fixed.entrySet().stream()
                            .map(entry -> entry.getKey() + " = " + entry.getValue())
                            .toList()));
    return diagram().map(diagram -> DiagramText.of(diagram) + held);
  }

  /// Draws all figures into the folder.
  ///
  /// @return their files
  List<Path> write() {
    var drawn = diagram();
    if (drawn.isEmpty()) {
      return List.of();
    }
    try {
      List<Path> files = new ArrayList<>(DiagramFiles.write(drawn.get(), caption(), folder.path()));
      if (!Laws.lifetimes(drawn.get(), row(drawn.get())).isEmpty()) {
        files.addAll(
            DiagramFiles.writeLaw(drawn.get(), row(drawn.get()), caption(), folder.path(), "law"));
      }
      Path page = folder.path().resolve("sweep.html");
      SweepPage.write(drawn.get(), caption(), this::detail, page);
      files.add(page);
      return files;
    } catch (IOException e) {
      throw RunFileException.writing(folder.path(), e, "the runs are safe");
    }
  }

  private RunDetail detail(Outcome run) {
    Row row = Objects.requireNonNull(rows.get(run.id()));
    String command = folder.command(row.settings(), row.seed());
    return switch (row.end()) {
      case Row.End.Finished done ->
          new RunDetail(curves(done.probes()), done.summary().digest(), command);
      case Row.End.Failed _ -> new RunDetail(Curves.NONE, "", command);
    };
  }

  private static Curves curves(List<Probe> probes) {
    return new Curves(
        probes.stream().mapToLong(Probe::step).toArray(),
        probes.stream().mapToDouble(p -> p.valueOrNaN(Probe.TRAIN_ACCURACY)).toArray(),
        probes.stream().mapToDouble(p -> p.valueOrNaN(Probe.VALIDATION_ACCURACY)).toArray());
  }

  /// The row in which most runs have generalised.
  private static int row(PhaseDiagram diagram) {
    int best = 0;
    long most = -1;
    for (int row = 0; row < diagram.rows(); row++) {
      long reached =
          diagram.row(row).stream()
              .flatMap(cell -> cell.runs().stream())
              .filter(run -> run.generalised().first().isPresent())
              .count();
      if (reached > most) {
        best = row;
        most = reached;
      }
    }
    return best;
  }

  private Caption caption() {
    RunSpec base = folder.readBase();
    var thresholds =
        new Thresholds(base.probes().trainThreshold(), base.probes().validationThreshold());
    return new Caption(
        folder.readSweep().name(),
        ("Memorised at a training %1$s of %2$s, generalised at a validation %1$s of %3$s; at"
                + " most %4$,d steps.")
            .formatted(
                base.probes().criterion().name(),
                thresholds.train(),
                thresholds.validation(),
                base.budget().steps()));
  }
}
