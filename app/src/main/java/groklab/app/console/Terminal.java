package groklab.app.console;

import java.io.PrintStream;
import java.util.OptionalInt;

/// Whether a stream is a terminal, and how wide. Java cannot ask this of one stream alone, so the
/// launcher does and passes the widths on as system properties.
///
/// @param columns width in characters; empty when the stream is not a terminal
public record Terminal(OptionalInt columns) {
  private static final String ERROR = "groklab.terminal.columns";
  private static final String INCUBATING = "jdk.incubator.vector";
  private static final String PAGE = "groklab.page.columns";

  /// Standard error, as the launcher found it.
  public static Terminal ofStandardError() {
    return of(ERROR);
  }

  /// Standard output, as the launcher found it; none also where colours are not wanted.
  public static Terminal ofStandardOutput() {
    return of(PAGE);
  }

  /// Not a terminal when the property is absent or is no positive number.
  private static Terminal of(String property) {
    int columns = Integer.getInteger(property, 0);
    return new Terminal(columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty());
  }

  /// The width of text on it: that of the screen, as far as lines are easily read.
  public OptionalInt readableColumns() {
    return columns.isPresent()
        ? OptionalInt.of(Math.min(columns.getAsInt(), WrappedLines.WIDTH))
        : columns;
  }

  /// Removes the line `WARNING: Using incubator modules: jdk.incubator.vector` that the JVM has
  /// just written if that module is there. There is no option to keep it from being written. Where
  /// standard error is a file or a pipe, the line stays.
  public void eraseStartupWarning(PrintStream err) {
    if (columns.isPresent() && ModuleLayer.boot().findModule(INCUBATING).isPresent()) {
      err.print("\u001b[1A\u001b[2K\r");
      err.flush();
    }
  }
}
