package groklab.app;

import groklab.app.console.Console;
import groklab.app.console.Terminal;
import groklab.app.process.ErrorSentences;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;

/// Entry point: arguments in, exit code out.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Terminal terminal = Terminal.ofLauncher();
    terminal.eraseStartupWarning(System.err);
    System.exit(run(args, new Console(System.out, System.err, terminal)));
  }

  /// Runs one command line.
  ///
  /// @return the exit code, see [ExitCode]
  static int run(String[] args, Console console) {
    PrintStream out = console.out();
    PrintStream err = console.err();
    var outWriter = new PrintWriter(out, true, out.charset());
    var errWriter = new PrintWriter(err, true, err.charset());
    var errors = new ErrorSentences(err, ErrorSentences.temporaryLogs());
    try {
      return commandLine(console)
          .setOut(outWriter)
          .setErr(errWriter)
          .setParameterExceptionHandler((error, _) -> errors.badArguments(error))
          .setExecutionExceptionHandler((error, _, _) -> errors.failure(error))
          .execute(args);
    } catch (
        Error error) { // picocli hands over exceptions only; an error still deserves its sentence
      return errors.failure(error);
    }
  }

  /// All commands, in the order `--help` shows them.
  static CommandLine commandLine(Console console) {
    return new CommandLine(new GroklabCommand(console))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100);
  }
}
