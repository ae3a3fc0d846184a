package groklab.app.monitor;

import java.util.ArrayList;
import java.util.List;

/// Text in lines.
final class Wrapped {
  private Wrapped() {}

  /// Lines of at most a width; those after the first are indented as far as the text of the first.
  static List<String> lines(String start, String text, int width) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder(start);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(start.length()));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
