package groklab.app;

import groklab.app.console.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `groklab list TOPIC`: names and one sentence each.
@Command(
    name = "list",
    description = "List recipes, or names that a spec may use, one sentence each.")
final class ListCommand implements Runnable {
  @ParentCommand private GroklabCommand groklab;

  @Parameters(paramLabel = "TOPIC", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Topic topic;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    try (Output output = groklab.console().output(json)) {
      List<Page> pages = topic.pages();
      int width = pages.stream().mapToInt(page -> page.name().length()).max().orElse(0);
      for (Page page : pages) {
        output.line(page.name() + " ".repeat(width - page.name().length() + 2) + page.summary());
      }
      output.json(Map.of(topic.toString(), pages.stream().map(ListCommand::entry).toList()));
    }
  }

  private static Map<String, String> entry(Page page) {
    var entry = new LinkedHashMap<String, String>();
    entry.put("name", page.name());
    entry.put("summary", page.summary());
    return entry;
  }
}
