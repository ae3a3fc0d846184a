package groklab.app.page;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `groklab list TOPIC`: names and one sentence each.
@Command(
    name = "list",
    description =
        "List recipes, systems of the literature, names that a spec may use, or words, one sentence"
            + " each.")
public final class ListCommand implements Runnable {
  @ParentCommand private Speaker groklab;

  @Parameters(
      paramLabel = "TOPIC",
      arity = "0..1",
      description = "One of: ${COMPLETION-CANDIDATES}. Default: all of them.")
  private @Nullable Topic topic;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    try (Output output = groklab.console().output(json)) {
      List<Topic> topics = topic == null ? List.of(Topic.values()) : List.of(topic);
      Map<String, Object> data = new LinkedHashMap<>();
      for (Topic each : topics) {
        List<Entry> pages = each.pages();
        if (topic == null) {
          if (!data.isEmpty()) {
            output.line("");
          }
          output.heading(each.toString().toUpperCase(Locale.ROOT));
        }
        tell(output, pages);
        data.put(each.toString(), pages.stream().map(ListCommand::entry).toList());
      }
      output.json(data);
    }
  }

  private static void tell(Output output, List<Entry> pages) {
    int width = pages.stream().mapToInt(page -> page.name().length()).max().orElse(0);
    String heading = "";
    for (Entry page : pages) {
      if (!page.heading().equals(heading)) {
        heading = page.heading();
        output.heading(heading);
      }
      output.described(page.name(), width + 2, described(page));
    }
  }

  private static String described(Entry page) {
    Object cost = page.more().get("cost");
    return cost == null ? page.summary() : page.summary() + " (cost: " + cost + ")";
  }

  private static Map<String, Object> entry(Entry page) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("name", page.name());
    entry.put("summary", page.summary());
    page.more().forEach(entry::put);
    return entry;
  }
}
