package groklab.app;

import groklab.app.console.Output;
import groklab.app.process.ExitCode;
import groklab.lab.rundir.LateSeal;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.Verification;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `groklab verify DIR ...`: whether the files of runs are as they were recorded.
@Command(
    name = "verify",
    description = "Compare the files of runs with the sums that were recorded with them.",
    footer = {
      "",
      "Exit code 1 if a file is damaged. show, digest, measure, compare, report and run --resume"
          + " compare too, and",
      "refuse a damaged run. Of a finished run, sha256sum -c DONE does the same."
    })
final class VerifyCommand implements Callable<Integer> {
  @ParentCommand private GroklabCommand groklab;

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Run directories.")
  private List<Path> directories;

  @Option(
      names = "--seal",
      description = "Seal runs that were recorded before runs were sealed, as they are now.")
  private boolean seal;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    try (Output output = groklab.console().output(json)) {
      List<Verification> found = directories.stream().map(this::verify).toList();
      found.forEach(one -> output.line(one.sentence()));
      output.json(Map.of("runs", found.stream().map(VerifyCommand::data).toList()));
      return found.stream().allMatch(Verification::isWhole) ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private Verification verify(Path directory) {
    var run = RunDirectory.openToCompare(directory);
    if (seal) {
      LateSeal.put(run);
    }
    return run.verify();
  }

  private static SequencedMap<String, @Nullable Object> data(Verification found) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("directory", found.run());
    data.put("sealed", found.sealed());
    data.put("finished", found.finished());
    data.put("whole", found.isWhole());
    data.put("damages", found.damages());
    data.put("good", found.whole());
    var from = found.goOnFrom();
    data.put("goOnFrom", from.isPresent() ? from.getAsLong() : null);
    return data;
  }
}
