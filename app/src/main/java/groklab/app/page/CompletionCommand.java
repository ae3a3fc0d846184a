package groklab.app.page;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab completion SHELL`: what a shell has to know to complete our command lines.
@Command(
    name = "completion",
    description = "Write a script with which a shell completes commands and options.",
    footer = {
      "",
      "bash, zsh:  source <(./groklab completion bash)",
      "fish:       ./groklab completion fish | source"
    })
public final class CompletionCommand implements Runnable {
  private static final String NAME = "groklab";

  @ParentCommand private Speaker groklab;
  @Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  /// A shell, by the word on the command line.
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    try (Output output = groklab.console().output(false)) {
      output.line(
          switch (shell) {
            case BASH, ZSH -> AutoComplete.bash(NAME, root);
            case FISH -> fish(root);
          });
    }
  }

  private static String fish(CommandLine root) {
    var script = new StringBuilder("complete -c " + NAME + " -f -n __fish_use_subcommand\n");
    for (Map.Entry<String, CommandLine> each : root.getSubcommands().entrySet()) {
      var command = each.getValue().getCommandSpec();
      String[] description = command.usageMessage().description();
      script.append(
          "complete -c %s -n __fish_use_subcommand -a %s -d %s%n"
              .formatted(NAME, each.getKey(), quoted(description)));
      for (OptionSpec option : command.options()) {
        script.append(
            "complete -c %s -n '__fish_seen_subcommand_from %s' -l %s%s -d %s%n"
                .formatted(
                    NAME,
                    each.getKey(),
                    option.longestName().replaceFirst("^--", ""),
                    option.arity().max() > 0 ? " -r" : "",
                    quoted(option.description())));
      }
    }
    return script.toString().stripTrailing();
  }

  /// The first line of a description as a word of the shell.
  private static String quoted(String[] description) {
    String text = Arrays.stream(description).findFirst().orElse("");
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
