package groklab.app.console;

import java.io.PrintStream;

/// Where a command talks to.
///
/// @param out results alone
/// @param err progress, remarks and error sentences
/// @param page the terminal that `out` is, if text may be dressed for it
/// @param terminal the terminal that `err` is
public record Console(PrintStream out, PrintStream err, Terminal page, Terminal terminal) {

  /// A command's output; open one per command, in a try-with-resources.
  public Output output(boolean json) {
    return new Output(out, err, page, json);
  }
}
