package groklab.app;

import groklab.app.console.Output;
import groklab.lab.kind.SpecException;
import groklab.lab.rundir.RunDirectory;
import groklab.study.diagram.Slice;
import groklab.study.store.SweepFolder;
import groklab.web.sweep.SweepFiles;
import groklab.web.sweep.SweepReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `groklab report DIR`: draws the report and the figures of a run again.
@Command(
    name = "report",
    description =
        "Write report.html, curves.svg and curves.png of a run, or the figures and the page of a"
            + " sweep, from what has been recorded so far.")
final class ReportCommand implements Runnable {
  @ParentCommand private GroklabCommand groklab;

  @Parameters(paramLabel = "DIR", description = "A run directory, or the folder of a sweep.")
  private Path directory;

  @Option(
      names = "--across",
      paramLabel = "KEY",
      description = "Of a sweep: the axis from left to right. Default: its first.")
  private @Nullable String across;

  @Option(
      names = "--upwards",
      paramLabel = "KEY",
      description = "Of a sweep: the axis from bottom to top. Default: its next.")
  private @Nullable String upwards;

  @Option(
      names = "--at",
      paramLabel = "KEY=VALUE",
      description = "Of a sweep: where another axis is held. Default: its first value.")
  private Map<String, String> at = Map.of();

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    try (Output output = groklab.console().output(json)) {
      if (SweepFolder.is(directory)) {
        var reading = new SweepReading(SweepFolder.open(directory));
        reading.readOn();
        var wish = new Slice.Wish(Optional.ofNullable(across), Optional.ofNullable(upwards), at);
        List<String> files =
            new SweepFiles(reading, wish).write().stream().map(Path::toString).toList();
        if (files.isEmpty()) {
          output.remark("No run of this view has ended yet; nothing was drawn.");
        }
        files.forEach(output::line);
        output.json(Map.of("files", files));
      } else if (across != null || upwards != null || !at.isEmpty()) {
        throw new SpecException(
            "%s is no sweep, so it has no axes; leave out --across, --upwards and --at"
                .formatted(directory));
      } else {
        String report = RunViews.write(RunDirectory.openWhole(directory)).toString();
        output.line(report);
        output.json(Map.of("report", report));
      }
    }
  }
}
