package groklab.app;

import groklab.app.console.Output;
import groklab.app.process.ExitCode;
import groklab.lab.file.RunFileException;
import groklab.lab.rundir.LateSeal;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.Verification;
import groklab.study.store.StoreTail;
import groklab.study.store.SweepFolder;
import groklab.web.Words;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "Run directories, or folders of sweeps.")
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
      List<Found> found = directories.stream().map(this::found).toList();
      found.forEach(one -> output.line(one.sentence()));
      output.json(Map.of("runs", found.stream().map(Found::data).toList()));
      return found.stream().allMatch(Found::isWhole) ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private record Found(
      String sentence, boolean isWhole, SequencedMap<String, @Nullable Object> data) {}

  private Found found(Path directory) {
    if (SweepFolder.is(directory)) {
      return sweep(SweepFolder.open(directory));
    }
    Verification run = verify(directory);
    return new Found(run.sentence(), run.isWhole(), data(run));
  }

  /// The files by the seal, and each run by the sum in its line.
  private static Found sweep(SweepFolder folder) {
    List<String> damages = new ArrayList<>();
    StoreTail runs = folder.store().follow();
    try {
      folder.requireWhole();
      runs.readOn();
    } catch (RunFileException e) {
      damages.add(String.valueOf(e.getMessage()));
    }
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("directory", folder.path().toString());
    data.put("sealed", folder.isSealed());
    data.put("finished", folder.isSealed());
    data.put("whole", damages.isEmpty());
    data.put("damages", damages);
    String good =
        "%s is as it was recorded: %s%s"
            .formatted(
                folder.path(),
                Words.count(runs.ids().size(), "run", "runs"),
                folder.isSealed() ? ", DONE" : "; it is not finished");
    return new Found(damages.isEmpty() ? good : damages.getFirst(), damages.isEmpty(), data);
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
