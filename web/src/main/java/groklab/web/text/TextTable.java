package groklab.web.text;

import java.util.ArrayList;
import java.util.List;

/// Aligned columns for the console.
public final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  /// @param header one title per column
  /// @param rows as many cells each
  /// @return the lines, each with its line break and no blanks at its end
  public static String of(List<String> header, List<List<String>> rows) {
    var lines = new ArrayList<List<String>>();
    lines.add(header);
    lines.addAll(rows);
    int[] widths = new int[header.size()];
    for (var line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(line.get(i)));
      }
    }
    var out = new StringBuilder();
    for (var line : lines) {
      var text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(line.get(i)).repeat(' ', widths[i] - width(line.get(i))).append(GAP);
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
