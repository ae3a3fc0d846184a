package groklab.app.study;

import groklab.app.console.Output;
import groklab.app.process.ExitCode;
import groklab.study.store.Row;
import groklab.study.store.SweepFolder;
import groklab.study.sweep.Job;
import groklab.study.sweep.Outcome;
import java.util.ArrayList;
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
    List<Outcome> ended = new ArrayList<>();
    for (Job job : jobs) {
      Row row = rows.get(job.id());
      if (row != null) {
        ended.add(row.outcome());
      }
    }
    Map<String, Integer> verdicts = new TreeMap<>();
    ended.forEach(run -> verdicts.merge(SweepSession.verdict(run), 1, Integer::sum));
    verdicts.forEach((verdict, count) -> output.line("%,6d  %s".formatted(count, verdict)));
    ended.stream()
        .filter(run -> run.failure().isPresent())
        .limit(3)
        .forEach(
            run -> output.remark("%s failed: %s".formatted(run.id(), run.failure().orElseThrow())));
    boolean all = ended.size() == jobs.size();
    if (all) {
      folder.seal();
    } else {
      output.remark(
          "%,d runs are left; go on with groklab sweep %s --resume"
              .formatted(jobs.size() - ended.size(), folder.path()));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("folder", folder.path().toString());
    data.put("runs", jobs.size());
    data.put("ended", ended.size());
    data.put("verdicts", verdicts);
    output.json(data);
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    return verdicts.containsKey("failed") ? ExitCode.FAILED : ExitCode.DONE;
  }
}
