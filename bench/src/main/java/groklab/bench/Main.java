package groklab.bench;

import groklab.lab.UserError;
import java.io.PrintStream;
import picocli.CommandLine;

/// Entry point of `groklab bench`: arguments in, exit code out.
public final class Main {
  private static final int BAD_INPUT = 2;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args, System.err));
  }

  /// Runs one command line.
  ///
  /// @param err receives error sentences
  static int run(String[] args, PrintStream err) {
    return new CommandLine(new BenchCommand())
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((error, _) -> {
          err.println("groklab: " + oneLine(error) + "; see groklab bench --help.");
          return BAD_INPUT;
        })
        .setExecutionExceptionHandler((error, _, _) -> {
          if (error instanceof UserError known) {
            err.println("groklab: " + oneLine(error));
            return known.exitCode();
          }
          if (error instanceof IllegalArgumentException) {
            err.println("groklab: " + oneLine(error));
            return BAD_INPUT;
          }
          throw error;
        })
        .execute(args);
  }

  private static String oneLine(Exception error) {
    String message = error.getMessage();
    return message == null
        ? error.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
