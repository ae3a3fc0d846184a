package groklab.app.monitor;

import groklab.monitor.checkpoint.CheckpointSeries;
import groklab.monitor.log.RunLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which checkpoints are of which log: those in its folder or in one above or below it by a level;
/// where there is one log and one series of checkpoints, they belong together. Of several logs of a
/// folder the one with the most points has them.
final class MatchedWeights {
  private final Map<RunLog, CheckpointSeries> of = new HashMap<>();
  private final List<CheckpointSeries> alone = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  /// @param at checkpoints of later steps are left out; null = none is
  MatchedWeights(List<RunLog> logs, List<CheckpointSeries> weights, @Nullable Long at) {
    List<CheckpointSeries> readable = new ArrayList<>();
    for (CheckpointSeries each : weights) {
      CheckpointSeries seen = at == null ? each : each.until(at);
      if (seen.checkpoints().isEmpty()) {
        unreadable.addAll(each.leftOut());
      } else {
        readable.add(seen);
      }
    }
    for (CheckpointSeries each : readable) {
      boolean only = logs.size() == 1 && readable.size() == 1;
      logs.stream()
          .filter(log -> !of.containsKey(log) && (only || belongs(log, each)))
          .max(Comparator.comparingLong(RunLog::points))
          .ifPresentOrElse(log -> of.put(log, each), () -> alone.add(each));
    }
  }

  private static boolean belongs(RunLog log, CheckpointSeries weights) {
    Path path = log.path().toAbsolutePath().normalize();
    Path folder = Files.isDirectory(path) ? path : path.getParent();
    Path run = weights.run();
    return run.equals(folder)
        || run.equals(folder == null ? null : folder.getParent())
        || (run.getParent() != null && run.getParent().equals(folder));
  }

  /// The checkpoints of a log.
  Optional<CheckpointSeries> of(RunLog log) {
    return Optional.ofNullable(of.get(log));
  }

  /// Those of no log.
  List<CheckpointSeries> alone() {
    return alone;
  }

  /// Why files of weights could not be read, sentences, of folders where none could.
  List<String> unreadable() {
    return unreadable;
  }
}
