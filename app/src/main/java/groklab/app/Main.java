package groklab.app;

import groklab.app.catalog.ReproduceCommand;
import groklab.app.console.Console;
import groklab.app.console.Terminal;
import groklab.app.monitor.DiagnoseCommand;
import groklab.app.monitor.ForecastCommand;
import groklab.app.monitor.PrecheckCommand;
import groklab.app.monitor.WatchCommand;
import groklab.app.page.CompletionCommand;
import groklab.app.page.ExplainCommand;
import groklab.app.page.ListCommand;
import groklab.app.process.ErrorSentences;
import groklab.app.study.ExportCommand;
import groklab.app.study.QueryCommand;
import groklab.app.study.SweepCommand;
import groklab.app.study.TuneCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/// Entry point: arguments in, exit code out.
public final class Main {
  private static final int LEAST_HELP = 55; // picocli lays out no narrower one

  /// In the order in which `--help` shows them.
  private static final List<Class<?>> COMMANDS =
      List.of(
          RunCommand.class,
          ShowCommand.class,
          ReportCommand.class,
          PublishCommand.class,
          CompareCommand.class,
          ServeCommand.class,
          DigestCommand.class,
          VerifyCommand.class,
          SweepCommand.class,
          TuneCommand.class,
          QueryCommand.class,
          ExportCommand.class,
          ReproduceCommand.class,
          DiagnoseCommand.class,
          WatchCommand.class,
          PrecheckCommand.class,
          ForecastCommand.class,
          MeasureCommand.class,
          LandscapeCommand.class,
          ListCommand.class,
          ExplainCommand.class,
          CompletionCommand.class);

  private Main() {}

  public static void main(String[] args) {
    Terminal terminal = Terminal.ofStandardError();
    terminal.eraseStartupWarning(System.err);
    var console = new Console(System.out, System.err, Terminal.ofStandardOutput(), terminal);
    System.exit(run(args, console));
  }

  /// Runs one command line.
  ///
  /// @return the exit code, see [ExitCode]
  static int run(String[] args, Console console) {
    try {
      return commandLine(console, needed(args)).execute(args);
    } catch (
        Error error) { // picocli hands over exceptions only; an error still deserves its sentence
      return errors(console).failure(error);
    }
  }

  private static ErrorSentences errors(Console console) {
    return new ErrorSentences(console.err(), ErrorSentences.temporaryLogs());
  }

  /// All commands.
  static CommandLine commandLine(Console console) {
    return commandLine(console, COMMANDS);
  }

  /// The command that is named first, or all of them: to describe the options of all takes half a
  /// second, which a command that only prints should not wait for. A completion is about all.
  private static List<Class<?>> needed(String[] args) {
    return COMMANDS.stream()
        .filter(each -> args.length > 0 && nameOf(each).equals(args[0]))
        .filter(each -> each != CompletionCommand.class)
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  private static String nameOf(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  private static CommandLine commandLine(Console console, List<Class<?>> commands) {
    var line = new CommandLine(new GroklabCommand(console));
    commands.forEach(line::addSubcommand);
    PrintStream out = console.out();
    PrintStream err = console.err();
    var errors = errors(console);
    return line.setOut(new PrintWriter(out, true, out.charset()))
        .setErr(new PrintWriter(err, true, err.charset()))
        .setParameterExceptionHandler((error, _) -> errors.badArguments(error))
        .setExecutionExceptionHandler((error, _, _) -> errors.failure(error))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setColorScheme(colours(console))
        .setUsageHelpWidth(Math.max(LEAST_HELP, console.page().readableColumns().orElse(100)));
  }

  /// As pages have them; the yellow that picocli would take is not seen on a white screen.
  private static ColorScheme colours(Console console) {
    return new ColorScheme.Builder(console.page().columns().isPresent() ? Ansi.ON : Ansi.OFF)
        .commands(Ansi.Style.bold)
        .options(Ansi.Style.fg_cyan)
        .parameters(Ansi.Style.fg_cyan)
        .optionParams(Ansi.Style.italic)
        .build();
  }
}
