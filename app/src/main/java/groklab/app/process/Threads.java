package groklab.app.process;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// How many threads a command computes with.
public final class Threads {
  /// The rows of a product are dealt out in tiles; the networks of this field have too few for more
  /// workers than this.
  private static final int MOST_THAT_HELP = 16;

  private static final int MOST = 1024;

  private Threads() {}

  /// What `--threads` says, or else what helps.
  ///
  /// @throws ParameterException if it is out of range
  public static int checked(@Nullable Integer given, CommandSpec command) {
    if (given == null) {
      return Math.min(MOST_THAT_HELP, Runtime.getRuntime().availableProcessors());
    }
    if (given < 1 || given > MOST) {
      throw new ParameterException(
          command.commandLine(), "--threads is %d, expected 1 to %d".formatted(given, MOST));
    }
    return given;
  }
}
