package groklab.app;

import groklab.app.console.Console;
import groklab.app.console.Speaker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `groklab` without a command: help, version, and the option all commands share.
@Command(
    name = "groklab",
    description = "A laboratory for delayed generalization (grokking).",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 a claim or check failed, 2 bad input, 130 interrupted with everything"
          + " saved.",
      "Also, by the launcher: groklab bench NAME (measurements), groklab test (everything that must"
          + " pass)."
    })
final class GroklabCommand implements Runnable, Speaker {
  private final Console console;
  @Spec private CommandSpec spec;

  GroklabCommand(Console console) {
    this.console = console;
  }

  @Override
  public Console console() {
    return console;
  }

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Write a log to standard error; twice for more detail.")
  void setVerbosity(boolean[] times) {
    LogSetup.setVerbosity(times.length);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
