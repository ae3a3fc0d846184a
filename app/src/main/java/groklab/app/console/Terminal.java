package groklab.app.console;

import java.io.PrintStream;
import java.util.OptionalInt;

/// Whether standard error is a terminal, and how wide. Java cannot ask this of standard error, so
/// the launcher does and passes the width on as a system property.
///
/// @param columns width in characters; empty when standard error is not a terminal
public record Terminal(OptionalInt columns) {
  private static final String COLUMNS = "groklab.terminal.columns";

  /// What the launcher found; not a terminal when the property is absent or is no positive number.
  public static Terminal ofLauncher() {
    int columns = Integer.getInteger(COLUMNS, 0);
    return new Terminal(columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty());
  }

  /// Removes the line `WARNING: Using incubator modules: jdk.incubator.vector` that the JVM has
  /// just written. There is no option to keep it from being written. Where standard error is a file
  /// or a pipe, the line stays.
  public void eraseStartupWarning(PrintStream err) {
    if (columns.isPresent()) {
      err.print("\u001b[1A\u001b[2K\r");
      err.flush();
    }
  }
}
