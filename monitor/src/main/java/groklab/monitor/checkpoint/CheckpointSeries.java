package groklab.monitor.checkpoint;

import groklab.monitor.log.StepUnit;
import java.nio.file.Path;
import java.util.List;

/// The checkpoints of one run.
///
/// @param run the folder that they belong to
/// @param unit what their steps count
/// @param checkpoints in ascending steps, no two of one step; may be empty where none can be read
/// @param leftOut files that are not among them, sentences
public record CheckpointSeries(
    Path run, StepUnit unit, List<Checkpoint> checkpoints, List<String> leftOut) {
  public CheckpointSeries {
    checkpoints = List.copyOf(checkpoints);
    leftOut = List.copyOf(leftOut);
  }

  /// The same, as it was at a step; checkpoints that do not say theirs stay.
  public CheckpointSeries until(long step) {
    return new CheckpointSeries(
        run,
        unit,
        checkpoints.stream().filter(each -> each.step().orElse(0) <= step).toList(),
        leftOut);
  }
}
