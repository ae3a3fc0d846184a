package groklab.app.study;

import groklab.app.console.Output;
import groklab.app.process.ExitCode;
import groklab.study.diagram.Slice;
import groklab.study.store.SweepFolder;
import groklab.study.sweep.Job;
import groklab.study.sweep.Outcome;
import groklab.web.sweep.SweepFiles;
import groklab.web.sweep.SweepReading;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What came of a sweep so far: sealed if every run has ended, told, and drawn.
final class SweepEnd {
  private static final int MOST_TOLD = 3;

  private final Output output;
  private final SweepFolder folder;

  SweepEnd(Output output, SweepFolder folder) {
    this.output = output;
    this.folder = folder;
  }

  /// @param jobs that were asked for
  /// @param interrupted whether somebody has stopped it
  /// @return the exit code
  int tell(List<Job> jobs, boolean interrupted) {
    var reading = new SweepReading(folder);
    reading.readOn();
    List<Outcome> ended = reading.outcomes();
    Set<String> ids = ended.stream().map(Outcome::id).collect(Collectors.toSet());
    long left = jobs.stream().filter(job -> !ids.contains(job.id())).count();
    Map<String, Integer> verdicts = new TreeMap<>();
    ended.forEach(run -> verdicts.merge(SweepSession.verdict(run), 1, Integer::sum));
    verdicts.forEach((verdict, count) -> output.line("%,6d  %s".formatted(count, verdict)));
    List<Outcome> failed = ended.stream().filter(run -> run.failure().isPresent()).toList();
    failed.stream()
        .limit(MOST_TOLD)
        .forEach(
            run -> output.remark("%s failed: %s".formatted(run.id(), run.failure().orElseThrow())));
    if (failed.size() > MOST_TOLD) {
      output.remark("%,d more failed.".formatted(failed.size() - MOST_TOLD));
    }
    tellOpen(ended);
    if (left == 0) {
      folder.seal();
    } else {
      output.remark(
          "%s left; go on with groklab sweep %s --resume"
              .formatted(SweepSession.counted(left, "run"), folder.path()));
    }
    var drawn = new SweepFiles(reading, Slice.Wish.NONE);
    drawn.text().ifPresent(output::line);
    List<Path> files = drawn.write();
    files.forEach(file -> output.remark(file.toString()));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("folder", folder.path().toString());
    data.put("runs", jobs.size());
    data.put("ended", ended.size());
    data.put("verdicts", verdicts);
    data.put("files", files.stream().map(Path::toString).toList());
    output.json(data);
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    return verdicts.containsKey("failed") ? ExitCode.FAILED : ExitCode.DONE;
  }

  /// Why some runs have no verdict, and what gives them one.
  private void tellOpen(List<Outcome> ended) {
    long open =
        ended.stream().filter(run -> run.failure().isEmpty() && run.verdict().isEmpty()).count();
    if (open > 0) {
      output.remark(
          ("%s %s not decided: the budget ended while a curve was still rising. For a verdict write"
                  + " a larger budget.steps into the sweep file, and --out with another name.")
              .formatted(SweepSession.counted(open, "run"), open == 1 ? "is" : "are"));
    }
  }
}
