package groklab.spark;

import groklab.study.engine.SweepEngine;
import groklab.study.store.Row;
import groklab.study.sweep.Job;
import groklab.study.sweep.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.immutable.Range$;
import scala.runtime.BoxedUnit;

/// The runs of a sweep as tasks of Apache Spark. A run counts when the part that holds it lies in
/// the store, seen from here.
public final class SparkEngine implements SweepEngine {
  private static final int POLL_MILLIS = 200;

  /// How long workers may need for their first task before that is worth a word.
  private static final Duration SILENCE = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "spark";
  }

  @Override
  public void requireThere(String master) {
    Master.of(master).requireThere();
  }

  @Override
  public void run(Task task, Watcher watcher) {
    Master master = Master.of(task.master());
    if (task.jobs().isEmpty()) {
      return;
    }
    var trouble = new Trouble(master.isHere());
    try (JavaSparkContext spark = new JavaSparkContext(Settings.of(master))) {
      spark.sc().addSparkListener(trouble);
      new Progress(task, watcher).follow(spark, trouble);
    }
  }

  /// One sweep on a cluster that is there.
  private static final class Progress {
    private final Task task;
    private final Watcher watcher;
    private final Path folder;
    private final Set<String> open;
    private final BlockingQueue<Written> written = new LinkedBlockingQueue<>();

    Progress(Task task, Watcher watcher) {
      this.task = task;
      this.watcher = watcher;
      this.folder =
          Objects.requireNonNull(task.store().part(task.part()).toAbsolutePath().getParent());
      this.open = task.jobs().stream().map(Job::id).collect(Collectors.toCollection(HashSet::new));
    }

    void follow(JavaSparkContext spark, Trouble trouble) {
      Instant begin = Instant.now();
      boolean silent = true;
      List<Chunk> chunks = Chunk.of(task.jobs());
      SimpleFutureAction<BoxedUnit> job =
          spark
              .sc()
              .submitJob(
                  spark.parallelize(chunks, chunks.size()).rdd(),
                  new RunChunk(
                      folder, spark.sc().applicationId(), task.until().orElse(Instant.MAX)),
                  Range$.MODULE$.apply(0, chunks.size()),
                  (_, each) -> {
                    written.add(each);
                    return BoxedUnit.UNIT;
                  },
                  () -> BoxedUnit.UNIT);
      while (!job.isCompleted()) {
        if (task.stop().getAsBoolean()) {
          job.cancel();
          tellAll();
          return;
        }
        if (silent && Instant.now().isAfter(begin.plus(SILENCE))) {
          silent = false;
          trouble.whyNothingBegins().ifPresent(watcher::remark);
        }
        await();
      }
      tellAll();
      if (job.value().get().isFailure()) {
        throw trouble.instead(job.value().get().failed().get());
      }
      trouble
          .ofTasks()
          .ifPresent(why ->
              watcher.remark(
                  "All runs are there, though a worker has failed. " + why.getMessage()));
      if (!open.isEmpty() && task.isTime()) {
        throw new IllegalStateException(open.size() + " runs are left after the last task");
      }
    }

    private void await() {
      try {
        Written next = written.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          tell(next);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while runs go on", e);
      }
    }

    private void tellAll() {
      for (Written each = written.poll(); each != null; each = written.poll()) {
        tell(each);
      }
    }

    private void tell(Written each) {
      Path part = task.store().part(each.part());
      if (each.runs() == 0) {
        return;
      }
      if (!Files.exists(part)) {
        throw ClusterException.badInput(
            ("A worker has written %s, and it is not there: the workers have a folder %s of their"
                    + " own; write --out with a folder on storage that all machines share")
                .formatted(part, folder));
      }
      for (Row row : task.store().rows(each.part())) {
        Outcome outcome = row.outcome();
        if (open.remove(outcome.id())) {
          watcher.ended(outcome);
        }
      }
    }
  }
}
