package groklab.spark;

import groklab.study.engine.JobRunner;
import groklab.study.store.Row;
import groklab.study.store.RunStore;
import groklab.study.sweep.Job;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/// What a worker does: makes the runs of a chunk and writes them as one part of the store, whole or
/// not at all. The rows are a function of the chunk but for their seconds, and each attempt writes
/// a part of its own: attempts that are repeated, or that run side by side, disturb nobody, and the
/// store counts each run once.
final class RunChunk extends AbstractFunction1<Iterator<Chunk>, Written> implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /// With earlier ones the compiler of the JVM has faults in vector code.
  private static final Runtime.Version OLDEST = Runtime.Version.parse("25.0.3");

  private final String store;
  private final String application;
  private final Instant until;

  /// @param store folder on storage that all workers share
  /// @param application identifies the sweep's use of the cluster
  /// @param until when no run is begun any more
  RunChunk(Path store, String application, Instant until) {
    this.store = store.toString();
    this.application = application.replaceAll("[^A-Za-z0-9]+", "-");
    this.until = until;
  }

  @Override
  public Written apply(Iterator<Chunk> chunks) {
    requireJava(Runtime.version());
    TaskContext context = TaskContext.get();
    List<String> lines = new ArrayList<>();
    for (Job job : chunks.next().jobs()) {
      if (Instant.now().isBefore(until)) {
        lines.add(RunStore.line(run(job, context)));
      }
    }
    String part = "spark-%s-%d".formatted(application, context.taskAttemptId());
    if (!lines.isEmpty()) {
      new RunStore(Path.of(store)).write(part, lines);
    }
    return new Written(part, lines.size());
  }

  /// A run that fails is a row. Only an attempt that is no longer wanted ends here.
  private static Row run(Job job, TaskContext context) {
    Optional<Row> row = JobRunner.run(job, context::isInterrupted);
    if (row.isEmpty()) {
      throw new TaskKilledException("no longer wanted");
    }
    return row.get();
  }

  static void requireJava(Runtime.Version java) {
    if (java.feature() != OLDEST.feature() || java.compareTo(OLDEST) < 0) {
      throw ClusterException.badInput(Trouble.wrongJava(java.toString()));
    }
  }
}
