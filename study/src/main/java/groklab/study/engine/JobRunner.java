package groklab.study.engine;

import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.train.RunInMemory;
import groklab.study.store.Row;
import groklab.study.store.Row.End;
import groklab.study.store.RunStore;
import groklab.study.sweep.Job;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Runs one run of a sweep. What comes out is a function of the job alone, but for the seconds it
/// took.
public final class JobRunner {
  private JobRunner() {}

  /// The run as a line of a store: what a machine of a cluster does.
  public static String line(Job job) {
    return RunStore.line(run(job, () -> false).orElseThrow());
  }

  /// Trains to the end. A run that cannot be run is a row like any other, with its cause.
  ///
  /// @param stop asked before every step; once it says so, the run is dropped
  /// @return empty = it was stopped
  public static Optional<Row> run(Job job, BooleanSupplier stop) {
    return end(job, stop).map(end -> new Row(job.id(), job.ordered(), job.seed(), end));
  }

  private static Optional<End> end(Job job, BooleanSupplier stop) {
    try {
      RunSpec spec = new SpecReader().parse(job.spec());
      return RunInMemory.train(spec, stop)
          .map(run -> new End.Finished(run.summary(), run.reason(), run.probes(), run.events()));
    } catch (RuntimeException | OutOfMemoryError e) {
      return Optional.of(new End.Failed(cause(e)));
    }
  }

  private static String cause(Throwable e) {
    return switch (e) {
      case OutOfMemoryError _ ->
          "the run needs more memory than the %d MiB that Java may use"
              .formatted(Runtime.getRuntime().maxMemory() >> 20);
      case groklab.lab.UserError _ -> String.valueOf(e.getMessage());
      default -> "unexpected %s".formatted(e);
    };
  }
}
