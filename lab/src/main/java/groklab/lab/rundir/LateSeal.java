package groklab.lab.rundir;

import groklab.lab.file.JsonLines;
import groklab.lab.file.RunFileException;
import groklab.lab.file.RunningSum;
import java.nio.file.Files;
import java.util.Optional;

/// Seals a run of a version that knew no sums, as it is now.
public final class LateSeal {
  private LateSeal() {}

  /// @throws RunFileException if the run is sealed already, is being trained, or has a file that
  ///     cannot be read
  public static void put(RunDirectory run) {
    try (var _ = run.lock()) {
      var found = run.verify();
      found.require();
      if (found.sealed()) {
        throw new RunFileException("%s is sealed already; leave out --seal".formatted(run.path()));
      }
      if (!Files.exists(run.criterionFile())) {
        run.writeCriterion(run.readCriterion());
      }
      for (long step : run.checkpointSteps()) {
        run.writeCheckpoint(run.readCheckpoint(step), sums(run, step));
      }
      if (run.isDone()) {
        run.markDone();
      }
    }
  }

  private static Sums sums(RunDirectory run, long step) {
    return new Sums(
        RunningSum.of(run.specFile()),
        RunningSum.of(run.criterionFile()),
        JsonLines.sum(run.metricsFile(), Lines.PROBES, step),
        JsonLines.sum(run.eventsFile(), Lines.EVENTS, step),
        Optional.empty()); // versions that knew no sums knew no trace
  }
}
