package groklab.web.sweep;

import groklab.lab.file.RunFileException;
import groklab.study.diagram.Laws;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.diagram.Slice;
import groklab.web.diagram.Caption;
import groklab.web.diagram.DiagramFiles;
import groklab.web.diagram.DiagramText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The pictures, tables and the page of a sweep, drawn from its folder alone.
public final class SweepFiles {
  private static final List<String> OPTIONAL =
      List.of("law.svg", "law.png", "refined.svg", "refined.png");

  private static final String NOT_HERE = "they are in the tables and not in this figure";

  private final SweepReading reading;
  private final Slice slice;
  private final PhaseDiagram diagram;
  private final List<Slice.Spot> spots;
  private final PhaseDiagram refined;

  /// @param reading that has read on
  public SweepFiles(SweepReading reading, Slice.Wish wish) {
    this.reading = reading;
    slice = reading.slice(wish);
    diagram = slice.diagram(reading.outcomes());
    spots = slice.spots(reading.outcomes());
    refined = spots.isEmpty() ? diagram : slice.refined(reading.outcomes());
  }

  /// The map of verdicts as text, and what it holds other axes at; empty = no run in the plane has
  /// ended.
  public Optional<String> text() {
    if (diagram.cells().isEmpty()) {
      return Optional.empty();
    }
    String held =
        diagram.fixed().isEmpty()
            ? ""
            : diagram.fixed().entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(", ", "\nHere ", "; groklab report shows the others."));
    String critical =
        DiagramText.critical(refined, diagram).stream()
            .map("\n"::concat)
            .collect(Collectors.joining());
    String law = DiagramText.law(diagram).map("\n"::concat).orElse("");
    return Optional.of(DiagramText.of(diagram) + held + critical + law);
  }

  /// Draws all figures into the folder. Those of an earlier view that this one has not go.
  ///
  /// @return their files; none if no run in the plane has ended
  public List<Path> write() {
    Path folder = reading.folder().path();
    if (diagram.cells().isEmpty()) {
      return List.of();
    }
    try {
      for (String optional : OPTIONAL) {
        Files.deleteIfExists(folder.resolve(optional));
      }
      List<Path> files =
          new ArrayList<>(DiagramFiles.write(diagram, refined, caption(NOT_HERE), folder));
      if (Laws.lifetimes(diagram, Laws.row(diagram)).stream().anyMatch(time -> !time.censored())) {
        files.addAll(
            DiagramFiles.writeLaw(diagram, Laws.row(diagram), caption(NOT_HERE), folder, "law"));
      }
      if (!spots.isEmpty()) {
        files.addAll(
            DiagramFiles.writeRefined(diagram, spots, reading.caption(), folder, "refined"));
      }
      Path page = folder.resolve("sweep.html");
      SweepPage.write(
          diagram, caption("refined.svg and cells.csv have them"), reading::detail, page);
      files.add(page);
      return files;
    } catch (IOException e) {
      throw RunFileException.writing(folder, e, "the runs are safe");
    }
  }

  /// @param ofRefined what is to be known of the runs of a refinement, where there are some
  private Caption caption(String ofRefined) {
    Caption caption = reading.caption();
    long between = spots.stream().filter(spot -> !spot.onGrid()).mapToLong(s -> s.cell().n()).sum();
    return between == 0
        ? caption
        : new Caption(
            caption.sweep(),
            "%s %,d more runs lie between the cells: %s."
                .formatted(caption.terms(), between, ofRefined));
  }
}
