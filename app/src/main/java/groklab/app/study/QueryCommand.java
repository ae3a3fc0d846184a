package groklab.app.study;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import groklab.study.query.Answer;
import groklab.study.query.RunTables;
import groklab.web.text.TextTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `groklab query "SQL"`: asks the records of any number of runs.
@Command(
    name = "query",
    description = "Ask the records of runs in SQL: the tables runs, metrics and events.",
    footer = {
      "",
      "For example: groklab query 'select verdict, count(*), median(generalizedAt) from runs group"
          + " by verdict'",
      "Column names with dots stand in double quotes: \"validation.accuracy\"."
    })
public final class QueryCommand implements Runnable {
  @ParentCommand private Speaker groklab;

  @Parameters(index = "0", paramLabel = "SQL", description = "A query, as DuckDB takes it.")
  private String sql;

  @Parameters(
      index = "1..*",
      paramLabel = "DIR",
      description = "Run directories, sweeps, or folders of them. Default: runs and sweeps.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    try (Output output = groklab.console().output(json);
        var tables = new RunTables(paths.isEmpty() ? usual() : paths)) {
      Answer answer = tables.ask(sql);
      output.line(
          TextTable.of(
                  answer.columns(),
                  answer.rows().stream()
                      .map(row ->
                          row.stream().map(value -> value == null ? "" : value.toString()).toList())
                      .toList())
              .stripTrailing());
      output.json(Map.of("rows", answer.rows().stream().map(row -> named(answer, row)).toList()));
    }
  }

  private static Map<String, @Nullable Object> named(Answer answer, List<@Nullable Object> row) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      named.put(answer.columns().get(i), row.get(i));
    }
    return named;
  }

  private static List<Path> usual() {
    List<Path> there =
        Stream.of("runs", "sweeps").map(Path::of).filter(Files::isDirectory).toList();
    return there.isEmpty() ? List.of(Path.of("runs")) : there;
  }
}
