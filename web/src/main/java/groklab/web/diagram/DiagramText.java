package groklab.web.diagram;

import groklab.lab.phase.Verdict;
import groklab.study.diagram.Cell;
import groklab.study.diagram.PhaseDiagram;
import java.util.Arrays;
import java.util.Optional;

/// The verdicts of a diagram as letters, for a console.
public final class DiagramText {
  private DiagramText() {}

  /// Lines with a letter for each cell, the highest row first, and what the letters mean.
  public static String of(PhaseDiagram diagram) {
    char[][] letters = new char[diagram.rows()][diagram.columns()];
    for (char[] row : letters) {
      Arrays.fill(row, ' ');
    }
    for (Cell cell : diagram.cells()) {
      letters[cell.row()][cell.column()] = letter(cell);
    }
    var text = new StringBuilder();
    var upwards = diagram.upwards();
    int width =
        upwards.stream()
            .flatMap(axis -> axis.texts().stream())
            .mapToInt(String::length)
            .max()
            .orElse(0);
    for (int row = diagram.rows() - 1; row >= 0; row--) {
      int r = row;
      String label = upwards.map(axis -> axis.texts().get(r)).orElse("");
      text.append(" ".repeat(width - label.length())).append(label).append(" |");
      for (char letter : letters[row]) {
        text.append(' ').append(letter);
      }
      text.append('\n');
    }
    var across = diagram.across();
    text.append("across: ").append(across.key()).append(" = ");
    text.append(String.join(", ", across.texts())).append('\n');
    upwards.ifPresent(axis -> text.append("upwards: ").append(axis.key()).append('\n'));
    return text.append("c confusion, m memorisation, G grokking, C comprehension, ? not decided")
        .toString();
  }

  private static char letter(Cell cell) {
    Optional<Verdict> verdict = cell.verdict();
    if (verdict.isEmpty()) {
      return '?';
    }
    return switch (verdict.get()) {
      case CONFUSION -> 'c';
      case MEMORISATION -> 'm';
      case GROKKING -> 'G';
      case COMPREHENSION -> 'C';
    };
  }
}
