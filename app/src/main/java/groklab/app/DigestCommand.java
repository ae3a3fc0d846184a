package groklab.app;

import groklab.app.console.Output;
import groklab.lab.rundir.RunDirectory;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `groklab digest DIR`: one number for everything a run computed.
@Command(
    name = "digest",
    description =
        "Print the SHA-256 over the final weights and all recorded metrics of a run: equal for"
            + " equal specs, whatever the number of threads and of interruptions.")
final class DigestCommand implements Runnable {
  @ParentCommand private GroklabCommand groklab;

  @Parameters(paramLabel = "DIR", description = "A run directory.")
  private Path directory;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    try (Output output = groklab.console().output(json)) {
      var run = RunDirectory.openWhole(directory);
      String digest = run.digest();
      if (!run.isDone()) {
        output.remark(
            ("%s is not finished: this is the digest of its newest checkpoint and of all "
                    + "metrics so far.")
                .formatted(directory));
      }
      output.line(digest);
      output.json(Map.of("digest", digest));
    }
  }
}
