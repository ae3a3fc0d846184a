package groklab.app.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A table of Markdown in columns that fit a width.
final class MarkdownTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows;
  private final int columns;

  /// @param lines heads, the line below them, and the others
  MarkdownTable(List<String> lines) {
    this.rows =
        Stream.concat(lines.stream().limit(1), lines.stream().skip(2))
            .map(MarkdownTable::cells)
            .toList();
    this.columns = rows.stream().mapToInt(List::size).max().orElse(0);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.strip().replaceAll("^\\||\\|$", "").split("\\|", -1))
        .map(cell -> Markdown.words(cell.strip()))
        .toList();
  }

  List<String> lines(int width) {
    int[] widths = widths(width);
    List<String> shown = new ArrayList<>();
    for (List<String> row : rows) {
      boolean head = shown.isEmpty();
      shown.addAll(row(row, widths, head));
      if (head) {
        shown.add(
            Arrays.stream(widths)
                .mapToObj(each -> Style.FAINT.of("─".repeat(each)))
                .collect(Collectors.joining(GAP)));
      }
    }
    return shown;
  }

  /// As wide as their texts, and where that is too wide, the widest are narrowed until all fit; a
  /// column stays as wide as its longest word.
  private int[] widths(int width) {
    int[] least = IntStream.range(0, columns).map(column -> widest(column, " ")).toArray();
    int[] widths = IntStream.range(0, columns).map(column -> widest(column, "\n")).toArray();
    int room = width - GAP.length() * (columns - 1);
    while (IntStream.of(widths).sum() > room) {
      int widest =
          IntStream.range(0, columns)
              .filter(column -> widths[column] > least[column])
              .reduce((one, other) -> widths[other] > widths[one] ? other : one)
              .orElse(-1);
      if (widest < 0) {
        break; // words are not broken, so such a table is wider than its screen
      }
      widths[widest]--;
    }
    return widths;
  }

  /// The most places that a part of this column's cells takes.
  private int widest(int column, String between) {
    return rows.stream()
        .filter(row -> column < row.size())
        .flatMap(row -> Arrays.stream(row.get(column).split(between, -1)))
        .mapToInt(WrappedLines::room)
        .max()
        .orElse(0);
  }

  private static List<String> row(List<String> cells, int[] widths, boolean head) {
    List<List<String>> broken =
        IntStream.range(0, cells.size())
            .mapToObj(column ->
                WrappedLines.broken(
                    "",
                    head ? Style.STRONG.words(cells.get(column)) : cells.get(column),
                    widths[column]))
            .toList();
    int height = broken.stream().mapToInt(List::size).max().orElse(0);
    return IntStream.range(0, height)
        .mapToObj(line ->
            IntStream.range(0, broken.size())
                .mapToObj(column -> cell(broken.get(column), line, widths[column]))
                .collect(Collectors.joining(GAP))
                .stripTrailing())
        .toList();
  }

  private static String cell(List<String> lines, int line, int width) {
    String text = line < lines.size() ? lines.get(line) : "";
    return text + " ".repeat(Math.max(0, width - WrappedLines.room(text)));
  }
}
