package groklab.lab.train;

import groklab.lab.rundir.Checkpoint;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.RunSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The checkpoints of a run: those of its spec and those asked for stay, one for resumption is
/// removed by its successor.
final class RunCheckpoints {
  private static final long NONE = -1;

  private final RunDirectory directory;
  private final RunMachine machine;
  private final CheckpointGrid grid;
  private final AtomicReference<@Nullable CompletableFuture<Long>> wanted = new AtomicReference<>();
  private long forResumption = NONE;
  private volatile long end = NONE;

  RunCheckpoints(RunDirectory directory, RunMachine machine, CheckpointGrid grid) {
    this.directory = directory;
    this.machine = machine;
    this.grid = grid;
  }

  /// Loads the state of a stored step, from which the run goes on.
  ///
  /// @param spec that holds at the step
  void load(RunSpec spec, Checkpoint checkpoint) {
    machine.load(spec, checkpoint);
    isForResumption(checkpoint.step());
  }

  /// Takes note of a probe, see [CheckpointGrid#probed].
  void probed(long step, boolean moves) {
    grid.probed(step, moves);
  }

  /// Whether the spec wants one of a step and there is none.
  boolean isWantedBySpec(long step) {
    return grid.keeps(step) && !directory.hasCheckpoint(step);
  }

  boolean isKeptBySpec(long step) {
    return grid.keeps(step);
  }

  /// @param records what was recorded up to it
  void write(long step, RunRecords records) {
    records.write(machine.save(step));
  }

  /// Removes the one for resumption, now that there is that of `step`.
  void removePredecessor(long step) {
    if (forResumption != NONE && forResumption != step) {
      directory.deleteCheckpoint(forResumption);
    }
    forResumption = NONE;
  }

  /// The one of `step` is for resumption, unless the spec keeps it.
  void isForResumption(long step) {
    forResumption = grid.keeps(step) ? NONE : step;
  }

  // --- those asked for ---------------------------------------------------------------------------

  /// See [TrainingRun#checkpoint].
  CompletableFuture<Long> ask() {
    var mine = new CompletableFuture<Long>();
    var earlier = wanted.compareAndExchange(null, mine);
    if (end != NONE) {
      answer(end);
    }
    return earlier == null ? mine : earlier;
  }

  boolean isAsked() {
    return wanted.get() != null;
  }

  /// Whether one of `step` has to be written for whoever asked; if it is there already, it stays.
  boolean isMissing(long step) {
    if (!directory.hasCheckpoint(step)) {
      return true;
    }
    if (step == forResumption) {
      forResumption = NONE; // so that its successor does not remove it
    }
    return false;
  }

  void answer(long step) {
    var asked = wanted.getAndSet(null);
    if (asked != null) {
      asked.complete(step);
    }
  }

  /// Whoever asks from now on gets the last one; who asked before this was set is answered here.
  void end(long step) {
    end = step;
    answer(step);
  }
}
