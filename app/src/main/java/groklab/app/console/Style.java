package groklab.app.console;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/// How a word looks on a terminal.
enum Style {
  STRONG(Ansi.Style.bold),
  EMPHASIS(Ansi.Style.italic),
  CODE(Ansi.Style.fg_cyan),
  FAINT(Ansi.Style.faint);

  private final Ansi.Style ansi;

  Style(Ansi.Style ansi) {
    this.ansi = ansi;
  }

  /// A text in this style, which is not broken into lines any more.
  String of(String text) {
    return text.isEmpty() ? text : ansi.on() + text + Ansi.Style.reset.on();
  }

  /// A text in this style word by word, so that it can be broken between them.
  String words(String text) {
    return Arrays.stream(text.split(" ", -1)).map(this::of).collect(Collectors.joining(" "));
  }
}
