package groklab.web.diagram;

import groklab.lab.phase.Verdict;
import groklab.study.diagram.Axis;
import groklab.study.diagram.Cell;
import groklab.study.diagram.Laws;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.statistics.CriticalValue;
import groklab.study.statistics.Fit;
import groklab.study.statistics.PowerLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The verdicts of a diagram as letters, for a console.
public final class DiagramText {
  private DiagramText() {}

  /// Lines with a letter for each cell, the highest row first, and what the letters mean.
  public static String of(PhaseDiagram diagram) {
    var text = new StringBuilder();
    map(diagram).forEach(line -> text.append(line).append('\n'));
    var across = diagram.across();
    text.append("across: ").append(across.key()).append(" = ");
    text.append(String.join(", ", across.ticks())).append('\n');
    diagram.upwards().ifPresent(axis -> text.append("upwards: ").append(axis.key()).append('\n'));
    return text.append("c confusion, m memorisation, G grokking, C comprehension, ? not decided")
        .append(diagram.cells().stream().anyMatch(Cell::isFailed) ? ", x failed" : "")
        .append(diagram.cells().size() < diagram.rows() * diagram.columns() ? ", . no run yet" : "")
        .toString();
  }

  /// Where along one key generalising becomes as likely as not, at each value of the other: a line
  /// for each of both keys that has such values.
  ///
  /// @param runs those of the grid and of its refinement
  /// @param grid its rows and columns are told
  public static List<String> critical(PhaseDiagram runs, PhaseDiagram grid) {
    return Stream.concat(
            criticalAcross(runs, grid.upwards()).stream(),
            runs.transposed().stream()
                .flatMap(each -> criticalAcross(each, Optional.of(grid.across())).stream()))
        .toList();
  }

  /// The power law of T_grok in the row in which most runs have generalised; empty = there is none.
  public static Optional<String> law(PhaseDiagram diagram) {
    if (diagram.cells().isEmpty()) {
      return Optional.empty();
    }
    int row = Laws.row(diagram);
    String where =
        diagram
            .upwards()
            .map(axis -> " at %s = %s".formatted(axis.key(), axis.ticks().get(row)))
            .orElse("");
    Fit<PowerLaw> fit = Laws.generalised(diagram, row);
    return fit.found()
        .map(_ ->
            "T_grok over x = %s%s. %s%s"
                .formatted(
                    diagram.across().key(),
                    where,
                    LawPicture.words(fit),
                    LawPicture.turn(fit, Laws.turningPoint(diagram, row))));
  }

  private static Optional<String> criticalAcross(PhaseDiagram diagram, Optional<Axis> told) {
    var values = new ArrayList<String>();
    for (int row = 0; row < diagram.rows(); row++) {
      int at = row;
      if (told.isPresent()
          && !told.get().texts().contains(diagram.upwards().orElseThrow().texts().get(row))) {
        continue;
      }
      Laws.critical(diagram, row)
          .found()
          .ifPresent(found ->
              values.add(
                  evenOdds(found, diagram, at)
                      + diagram.upwards().map(axis -> " at " + axis.ticks().get(at)).orElse("")));
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Even odds of generalising, %s: %s."
                .formatted(
                    diagram.across().key()
                        + diagram.upwards().map(axis -> " at each " + axis.key()).orElse(""),
                    String.join(", ", values)));
  }

  /// What lies beyond the values that were run is told as beyond them, however the fit goes on
  /// there.
  private static String evenOdds(CriticalValue found, PhaseDiagram diagram, int row) {
    double[] tried = diagram.across().numbers();
    double low = found.interval().low();
    double high = found.interval().high();
    return "%s (%s %s to %s; %d of %d runs generalised)"
        .formatted(
            within(found.value(), tried),
            found.separated() ? "the gap is" : "95 %:",
            within(low, tried),
            within(high, tried),
            diagram.row(row).stream().mapToInt(cell -> cell.generalising().successes()).sum(),
            diagram.row(row).stream().mapToInt(cell -> cell.generalising().n()).sum());
  }

  private static String within(double value, double[] tried) {
    double first = tried[0];
    double last = tried[tried.length - 1];
    return value < first
        ? "below " + Numbers.threeDigits(first)
        : value > last ? "above " + Numbers.threeDigits(last) : Numbers.threeDigits(value);
  }

  /// The letters alone, a line for each row, the highest first.
  public static List<String> map(PhaseDiagram diagram) {
    char[][] letters = new char[diagram.rows()][diagram.columns()];
    for (char[] row : letters) {
      Arrays.fill(row, '.');
    }
    for (Cell cell : diagram.cells()) {
      letters[cell.row()][cell.column()] = letter(cell);
    }
    List<String> labels = diagram.upwards().map(Axis::ticks).orElse(List.of(""));
    int width = labels.stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int row = diagram.rows() - 1; row >= 0; row--) {
      var line = new StringBuilder(" ".repeat(width - labels.get(row).length()));
      line.append(labels.get(row)).append(" |");
      for (char letter : letters[row]) {
        line.append(' ').append(letter);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static char letter(Cell cell) {
    Optional<Verdict> verdict = cell.verdict();
    if (verdict.isEmpty()) {
      return cell.isFailed() ? 'x' : '?';
    }
    return switch (verdict.get()) {
      case CONFUSION -> 'c';
      case MEMORISATION -> 'm';
      case GROKKING -> 'G';
      case COMPREHENSION -> 'C';
    };
  }
}
