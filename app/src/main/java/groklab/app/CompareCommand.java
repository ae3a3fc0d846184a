package groklab.app;

import groklab.app.console.Output;
import groklab.app.study.Runs;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunSource;
import groklab.web.ComparisonTable;
import groklab.web.landscape.EntropyWords;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `groklab compare DIR DIR ...`: several runs side by side, with the spec keys that differ.
@Command(
    name = "compare",
    description = "Put runs side by side: their times and ends, and the spec keys that differ.")
final class CompareCommand implements Runnable {
  @ParentCommand private GroklabCommand groklab;

  @Parameters(
      arity = "2..*",
      paramLabel = "DIR",
      description = "Run directories, or SWEEP/ID of runs of a sweep.")
  private List<Path> directories;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    try (Output output = groklab.console().output(json)) {
      List<RunSource> runs = directories.stream().map(Runs::open).toList();
      var entropies =
          EntropyWords.agreement(
              runs.stream()
                  .filter(RunDirectory.class::isInstance)
                  .map(RunDirectory.class::cast)
                  .toList());
      output.line(ComparisonTable.of(runs));
      entropies.ifPresent(found -> output.line(EntropyWords.sentence(found)));
      var data = ComparisonTable.data(runs);
      entropies.ifPresent(found -> data.put("entropy", EntropyWords.data(found)));
      output.json(data);
    }
  }
}
