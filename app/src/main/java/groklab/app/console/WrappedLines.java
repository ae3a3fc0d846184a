package groklab.app.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Text in lines of a width that is easily read, broken between words.
public final class WrappedLines {
  /// The longest lines that are still easily read.
  static final int WIDTH = 100;

  /// What takes no room on a screen: codes of a [Style], and marks above the letter before them.
  private static final Pattern NO_ROOM = Pattern.compile("\u001b\\[[0-9;]*m|\\p{Mn}");

  private final Output output;

  public WrappedLines(Output output) {
    this.output = output;
  }

  /// Lines of at most a hundred characters; those after the first are indented as far as its text.
  public void wrapped(String start, String text) {
    broken(start, text, WIDTH).forEach(output::line);
  }

  /// The lines of a text; those after the first are indented as far as its text. A word that is
  /// longer than a line stays whole.
  ///
  /// @param start what the first line begins with
  /// @param width of a line, with what it begins with
  static List<String> broken(String start, String text, int width) {
    List<String> lines = new ArrayList<>();
    String indent = " ".repeat(room(start));
    var line = new StringBuilder(start);
    int room = indent.length();
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      int more = room(word);
      if (!empty && room + 1 + more > width) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        room = indent.length();
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      room += (empty ? 0 : 1) + more;
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }

  /// The places that a text takes on a screen.
  static int room(String text) {
    String seen = NO_ROOM.matcher(text).replaceAll("");
    return seen.codePointCount(0, seen.length());
  }
}
