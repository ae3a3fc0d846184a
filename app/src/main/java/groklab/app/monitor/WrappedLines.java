package groklab.app.monitor;

import groklab.app.console.Output;

/// Text in lines of a width that is easily read.
final class WrappedLines {
  private static final int WIDTH = 100;

  private final Output output;

  WrappedLines(Output output) {
    this.output = output;
  }

  /// Lines of at most a hundred characters; those after the first are indented as far as its text.
  void wrapped(String start, String text) {
    var line = new StringBuilder(start);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        output.line(line.toString());
        line = new StringBuilder(" ".repeat(start.length()));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    output.line(line.toString());
  }
}
