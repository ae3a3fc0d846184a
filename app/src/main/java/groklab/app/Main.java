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
    try {
      return commandLine(console).execute(args);
    } catch (
        Error error) { // picocli hands over exceptions only; an error still deserves its sentence
      return errors(console).failure(error);
    }
  }

  private static ErrorSentences errors(Console console) {
    return new ErrorSentences(console.err(), ErrorSentences.temporaryLogs());
  }

  /// All commands, in the order `--help` shows them.
  static CommandLine commandLine(Console console) {
    PrintStream out = console.out();
    PrintStream err = console.err();
    var errors = errors(console);
    return new CommandLine(new GroklabCommand(console))
        .setOut(new PrintWriter(out, true, out.charset()))
        .setErr(new PrintWriter(err, true, err.charset()))
        .setParameterExceptionHandler((error, _) -> errors.badArguments(error))
        .setExecutionExceptionHandler((error, _, _) -> errors.failure(error))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100);
  }
}
