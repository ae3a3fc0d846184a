package groklab.app.process;

/// The exit codes of every command; scripts rely on them.
public final class ExitCode {
  /// All went well.
  public static final int DONE = 0;

  /// A claim or a check failed, a file could not be read or written, or a fault of Groklab.
  public static final int FAILED = 1;

  /// Bad input: arguments, specs, files that are not what they should be.
  public static final int BAD_INPUT = 2;

  /// `watch --stop-when hopeless`: going on is not worth its price.
  public static final int HOPELESS = 3;

  /// `watch --until`: the log ended before that was reached.
  public static final int NOT_REACHED = 4;

  /// Interrupted, with everything saved.
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
