package groklab.app.console;

import java.io.PrintStream;

/// Where a command talks to.
///
/// @param out results alone
/// @param err progress, remarks and error sentences
/// @param terminal whether `err` is a terminal
public record Console(PrintStream out, PrintStream err, Terminal terminal) {

  /// A command's output; open one per command, in a try-with-resources.
  public Output output(boolean json) {
    return new Output(out, err, json);
  }
}
