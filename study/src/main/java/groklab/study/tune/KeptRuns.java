package groklab.study.tune;

import groklab.lab.probe.Probe;
import groklab.study.engine.LocalEngine;
import groklab.study.engine.SweepEngine;
import groklab.study.store.Row;
import groklab.study.store.RunStore;
import groklab.study.store.StoreTail;
import groklab.study.sweep.Job;
import groklab.study.sweep.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Runs of a search on this machine, in a store: what is there is not run again, so that a search
/// that was ended goes on with the same command.
public final class KeptRuns {
  private static final double NANOS = 1e9;

  private final RunStore store;
  private final StoreTail known;
  private final int workers;
  private final BooleanSupplier stop;
  private double secondsPerStep;

  /// @param folder that is there
  /// @param workers runs at a time
  /// @param stop asked before every step of every run
  public KeptRuns(Path folder, int workers, BooleanSupplier stop) {
    store = new RunStore(folder);
    known = store.follow();
    this.workers = workers;
    this.stop = stop;
  }

  /// @return what came of the jobs; those that were dropped are missing
  public List<Outcome> run(List<Job> jobs) {
    known.readOn();
    Set<String> there = known.ids();
    List<Job> missing = jobs.stream().filter(job -> !there.contains(job.id())).toList();
    long from = System.nanoTime();
    new LocalEngine()
        .run(
            new SweepEngine.Task(missing, store, "local", workers, "", Optional.empty(), stop),
            _ -> {});
    known.readOn();
    Map<String, Outcome> all =
        known.outcomes().stream().collect(Collectors.toMap(Outcome::id, run -> run));
    long steps =
        missing.stream()
            .map(job -> all.get(job.id()))
            .filter(Objects::nonNull)
            .mapToLong(Outcome::steps)
            .sum();
    secondsPerStep = steps == 0 ? secondsPerStep : (System.nanoTime() - from) / NANOS / steps;
    return jobs.stream().map(Job::id).filter(all::containsKey).map(all::get).toList();
  }

  /// Of a step, as many runs at a time as there are workers, in the runs that were made last; 0
  /// before the first.
  public double secondsPerStep() {
    return secondsPerStep;
  }

  /// The last probe of a run before a step; -1 = there is none.
  public long probeBefore(Outcome run, long step) {
    return known.row(run.id()).end() instanceof Row.End.Finished done
        ? done.probes().stream().mapToLong(Probe::step).filter(at -> at < step).max().orElse(-1)
        : -1;
  }
}
