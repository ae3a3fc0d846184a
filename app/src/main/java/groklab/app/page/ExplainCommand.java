package groklab.app.page;

import static java.util.stream.Collectors.joining;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab explain NAME`: the page of a name.
@Command(name = "explain", description = "Explain a name that `groklab list` shows: its page.")
public final class ExplainCommand implements Runnable {
  @ParentCommand private Speaker groklab;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      description = "A name as groklab list shows it; it may be of several words.")
  private List<String> words = List.of();

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    String name = String.join(" ", words);
    List<Entry> pages = Pages.find(name);
    if (pages.isEmpty()) {
      throw new ParameterException(spec.commandLine(), unknown(name));
    }
    try (Output output = groklab.console().output(json)) {
      output.page(String.join("\n\n", Pages.texts(name)));
      output.json(Map.of("pages", pages.stream().map(ExplainCommand::data).toList()));
    }
  }

  private static Map<String, Object> data(Entry page) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", page.name());
    data.put("summary", page.summary());
    data.put("body", page.body().strip());
    page.more().forEach(data::put);
    return data;
  }

  private static String topics() {
    return Arrays.stream(Topic.values()).map(Topic::toString).collect(joining(", "));
  }

  private static String unknown(String name) {
    return "nothing is called '%s', %s"
        .formatted(
            name,
            Pages.nearest(name)
                .map(near -> "did you mean " + near + "?")
                .orElse("groklab list TOPIC shows names; TOPIC is one of " + topics()));
  }
}
