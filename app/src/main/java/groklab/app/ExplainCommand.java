package groklab.app;

import groklab.app.console.Output;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `groklab explain NAME`: the page of a name.
@Command(name = "explain", description = "Explain a name that `groklab list` shows: its page.")
final class ExplainCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "A name as groklab list shows it.")
  private String name;

  @Override
  public void run() {
    Page page =
        Page.find(name)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "nothing is called '%s', there are pages on %s"
                        .formatted(name, String.join(", ", allNames()))));
    try (var output = Output.standard(false)) {
      output.line(page.text().stripTrailing());
    }
  }

  private static List<String> allNames() {
    return Arrays.stream(Topic.values()).flatMap(topic -> topic.names().stream()).toList();
  }
}
