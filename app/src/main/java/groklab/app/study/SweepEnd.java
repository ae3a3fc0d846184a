package groklab.app.study;

import groklab.app.console.Output;
import groklab.app.process.ExitCode;
import groklab.study.store.Row;
import groklab.study.store.SweepFolder;
import groklab.study.sweep.Job;
import groklab.study.sweep.Outcome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What came of a sweep so far: sealed if every run has ended, told, and drawn.
final class SweepEnd {
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
    Map<String, Row> rows = folder.store().rows();
    long left = jobs.stream().filter(job -> !rows.containsKey(job.id())).count();
    List<Outcome> ended = rows.values().stream().map(Row::outcome).toList();
    Map<String, Integer> verdicts = new TreeMap<>();
    ended.forEach(run -> verdicts.merge(SweepSession.verdict(run), 1, Integer::sum));
    verdicts.forEach((verdict, count) -> output.line("%,6d  %s".formatted(count, verdict)));
    ended.stream()
        .filter(run -> run.failure().isPresent())
        .limit(3)
        .forEach(
            run -> output.remark("%s failed: %s".formatted(run.id(), run.failure().orElseThrow())));
    if (left == 0) {
      folder.seal();
    } else {
      output.remark(
          "%,d runs are left; go on with groklab sweep %s --resume".formatted(left, folder.path()));
    }
    var views = new SweepViews(folder, rows);
    views.text().ifPresent(output::line);
    List<Path> files = views.write();
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
}
