package groklab.app;

import groklab.app.console.Output;
import groklab.app.study.SweepViews;
import groklab.lab.rundir.RunDirectory;
import groklab.study.store.SweepFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `groklab report DIR`: draws the report and the figures of a run again.
@Command(
    name = "report",
    description =
        "Write report.html, curves.svg and curves.png of a run from what it has recorded so far.")
final class ReportCommand implements Runnable {
  @ParentCommand private GroklabCommand groklab;

  @Parameters(paramLabel = "DIR", description = "A run directory, or the folder of a sweep.")
  private Path directory;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    try (Output output = groklab.console().output(json)) {
      if (SweepFolder.is(directory)) {
        List<String> files = SweepViews.of(directory).stream().map(Path::toString).toList();
        files.forEach(output::line);
        output.json(Map.of("files", files));
      } else {
        String report = RunViews.write(RunDirectory.openWhole(directory)).toString();
        output.line(report);
        output.json(Map.of("report", report));
      }
    }
  }
}
