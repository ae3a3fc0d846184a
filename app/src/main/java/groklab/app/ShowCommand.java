package groklab.app;

import groklab.app.console.Output;
import groklab.app.study.Runs;
import groklab.web.RunText;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `groklab show DIR`: what a run was and what came of it, as text.
@Command(name = "show", description = "Tell what a run was and what came of it.")
final class ShowCommand implements Runnable {
  @ParentCommand private GroklabCommand groklab;

  @Parameters(
      paramLabel = "DIR",
      description = "A run directory, finished or not, or SWEEP/ID of a run of a sweep.")
  private Path directory;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    try (Output output = groklab.console().output(json)) {
      var run = Runs.open(directory);
      output.line(RunText.of(run));
      output.json(RunText.data(run));
    }
  }
}
