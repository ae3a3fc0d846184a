package groklab.app;

import static java.util.stream.Collectors.joining;

import groklab.app.console.Output;
import groklab.app.page.Entry;
import groklab.app.page.Pages;
import groklab.app.page.Topic;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab explain NAME`: the page of a name.
@Command(name = "explain", description = "Explain a name that `groklab list` shows: its page.")
final class ExplainCommand implements Runnable {
  @ParentCommand private GroklabCommand groklab;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "A name as groklab list shows it.")
  private String name;

  @Override
  public void run() {
    List<Entry> pages = Pages.find(name);
    if (pages.isEmpty()) {
      throw new ParameterException(spec.commandLine(), unknown());
    }
    try (Output output = groklab.console().output(false)) {
      output.line(pages.stream().map(Entry::text).collect(joining("\n\n")));
    }
  }

  private static String topics() {
    return Arrays.stream(Topic.values()).map(Topic::toString).collect(joining(", "));
  }

  private String unknown() {
    return "nothing is called '%s', %s"
        .formatted(
            name,
            Pages.nearest(name)
                .map(near -> "did you mean " + near + "?")
                .orElse("groklab list TOPIC shows names; TOPIC is one of " + topics()));
  }
}
