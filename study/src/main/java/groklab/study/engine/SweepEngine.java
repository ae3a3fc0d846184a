package groklab.study.engine;

import groklab.study.store.RunStore;
import groklab.study.sweep.Job;
import groklab.study.sweep.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What runs the runs of a sweep and puts them into its store. Found through `provides`.
public interface SweepEngine {
  /// What `--engine` calls it.
  String name();

  /// Whether there is what it needs, asked before anything is written.
  ///
  /// @param master address of a cluster, as [Task#master]
  /// @throws RuntimeException a [groklab.lab.UserError] with one sentence, if not
  default void requireThere(String master) {}

  /// Runs all jobs that it can before `stop` says so. Each run that has ended is in the store when
  /// [Watcher#ended] is told.
  ///
  /// @throws RuntimeException a [groklab.lab.UserError] with one sentence, if it cannot go on;
  ///     what has ended is in the store
  void run(Task task, Watcher watcher);

  /// @param jobs in the order in which they should begin
  /// @param store where rows go
  /// @param part name of the part that a process of its own writes
  /// @param workers runs at a time on this machine
  /// @param master address of a cluster; empty where the engine has none
  /// @param until when no run is begun any more; those that go on are finished
  /// @param stop asked often, by any thread; runs that go on are dropped
  record Task(
      List<Job> jobs,
      RunStore store,
      String part,
      int workers,
      String master,
      Optional<Instant> until,
      BooleanSupplier stop) {
    public Task {
      jobs = List.copyOf(jobs);
    }

    /// Whether another run may be begun.
    public boolean isTime() {
      return until.isEmpty() || Instant.now().isBefore(until.get());
    }
  }

  /// Is told how the sweep goes on, by any thread.
  interface Watcher {
    /// A run has ended and is in the store.
    void ended(Outcome run);

    /// Something that a person should know while it goes on, in one sentence. Who only counts runs
    /// passes over it.
    default void remark(String sentence) {}
  }
}
