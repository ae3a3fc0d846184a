package groklab.web.live;

import groklab.lab.UserError;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.RunSpec;
import groklab.lab.train.RunObserver;
import groklab.lab.train.TrainingRun;
import groklab.web.ReportPage;
import groklab.zoo.recipe.Recipes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The runs that were started from a page: each trains on a thread of its own in this process.
public final class Workshop implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Workshop.class.getName());
  private static final long CHECKPOINT_SECONDS = 20;
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final RunsFolder folder;
  private final Replays replays;
  private final int most;
  private final int threads;
  private final Map<Path, Job> jobs = new LinkedHashMap<>();

  /// @param replays draws the pictures of the reports
  /// @param processors of the machine; that many runs train at once at most, and each gets half of
  ///     them
  public Workshop(RunsFolder folder, Replays replays, int processors) {
    this.folder = folder;
    this.replays = replays;
    this.most = Math.max(2, processors);
    this.threads = Math.max(1, processors / 2);
  }

  /// A run that trains here.
  private static final class Job implements RunObserver {
    private final TrainingRun run;
    private volatile boolean stop;
    private volatile boolean trained;
    private volatile @Nullable Progress progress;
    private final CountDownLatch ended = new CountDownLatch(1);

    Job(TrainingRun run) {
      this.run = run;
    }

    @Override
    public void progress(Progress now) {
      progress = now;
    }

    @Override
    public void event(RunEvent event) {}
  }

  /// Starts a run of a recipe.
  ///
  /// @param recipe a name of the catalogue
  /// @param changes `path=value` each
  /// @return the id of the new run
  /// @throws groklab.lab.kind.SpecException if there is no such recipe or it does not fit the
  ///     changes
  public String start(String recipe, List<String> changes) {
    RunSpec spec = Recipes.reader().readNamed(recipe, changes);
    return begin(
        () -> TrainingRun.start(spec, folder.free(spec.name() + "-seed" + spec.seed()), threads));
  }

  /// Starts a run that goes on from a step of another one with changed settings.
  ///
  /// @param step a step with a checkpoint; empty = where the run is now
  public String branch(String id, Optional<Long> step, List<String> changes) {
    Path parent = folder.find(id);
    var directory = RunDirectory.openWhole(parent);
    long from = step.isPresent() ? step.get() : present(parent, directory);
    if (!directory.hasCheckpoint(from)) {
      throw LiveException.missing("This run has no checkpoint of step %d.".formatted(from));
    }
    RunSpec spec = Recipes.reader().override(TrainingRun.specAt(directory, from), changes);
    Path path = folder.free(spec.name() + "-seed" + spec.seed() + "-from" + from);
    return begin(() -> TrainingRun.branch(directory, from, spec, path, threads));
  }

  /// The present step of a run that trains here, with a checkpoint; of any other run, its newest
  /// checkpoint's.
  private long present(Path path, RunDirectory directory) {
    var job = job(path);
    if (job.isPresent()) {
      try {
        return job.get().run.checkpoint().get(CHECKPOINT_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        LOG.log(System.Logger.Level.INFO, "no checkpoint in time", e);
        throw new LiveException(
            LiveException.Kind.BUSY,
            ("The run has not come to its next step in %d seconds; try again, or begin at "
                    + "one of its checkpoints.")
                .formatted(CHECKPOINT_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LiveException(LiveException.Kind.BUSY, "The dashboard is closing.");
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    var steps = directory.checkpointSteps();
    if (steps.isEmpty()) {
      throw new LiveException(
          LiveException.Kind.CONFLICT, "This run has no checkpoint yet; try again soon.");
    }
    return steps.getLast();
  }

  /// Goes on with a run that was stopped.
  public String resume(String id) {
    Path path = folder.find(id);
    var directory = RunDirectory.open(path);
    letEnd(path, directory);
    if (job(path).isPresent() || RunState.of(directory) != RunState.STOPPED) {
      throw new LiveException(
          LiveException.Kind.CONFLICT, "Only a run that was stopped can be resumed.");
    }
    return begin(() -> TrainingRun.resume(path, threads));
  }

  /// A run whose directory says that it is over may still be writing its report.
  private void letEnd(Path path, RunDirectory directory) {
    var ending = job(path).filter(job -> RunState.of(directory) != RunState.RUNNING);
    try {
      if (ending.isPresent() && !ending.get().ended.await(CHECKPOINT_SECONDS, TimeUnit.SECONDS)) {
        throw new LiveException(
            LiveException.Kind.BUSY, "The run is still writing its report; try again soon.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LiveException(LiveException.Kind.BUSY, "The dashboard is closing.");
    }
  }

  /// Asks a run to finish its step and save everything; returns at once.
  public void stop(String id) {
    job(folder.find(id))
            .orElseThrow(() ->
                new LiveException(
                    LiveException.Kind.CONFLICT,
                    "Only a run that was started from this dashboard can be stopped here."))
            .stop =
        true;
  }

  /// How a run that trains here goes on.
  public Optional<RunObserver.Progress> progress(Path path) {
    return job(path).flatMap(job -> Optional.ofNullable(job.progress));
  }

  /// Whether a run trains in this process.
  public boolean trains(Path path) {
    return job(path).isPresent();
  }

  private synchronized Optional<Job> job(Path path) {
    return Optional.ofNullable(jobs.get(path));
  }

  private synchronized String begin(Supplier<TrainingRun> start) {
    long training = jobs.values().stream().filter(job -> !job.trained).count();
    if (training >= most) {
      throw new LiveException(
          LiveException.Kind.BUSY,
          "%d runs are training already, as many as this machine has processors; stop one first."
              .formatted(training));
    }
    var job = new Job(start.get());
    Path path = job.run.directory().path();
    jobs.put(path, job);
    Thread.ofPlatform().name("groklab-run").start(() -> train(job, path));
    return path.getFileName().toString();
  }

  private void train(Job job, Path path) {
    try {
      try (TrainingRun run =
          job.run) { // closed before the report, so that the run can be resumed meanwhile
        run.run(job, () -> job.stop);
      } finally {
        job.trained = true;
      }
      ReportPage.write(path, replays.whole(path, Replays.REPORT_FRAMES));
    } catch (RuntimeException e) {
      var level = e instanceof UserError ? System.Logger.Level.WARNING : System.Logger.Level.ERROR;
      LOG.log(level, "the run " + path.getFileName() + " ended with an error", e);
    } finally {
      synchronized (this) {
        jobs.remove(path);
      }
      job.ended.countDown();
    }
  }

  /// Stops all runs with everything saved.
  @Override
  public void close() {
    List<Job> all;
    synchronized (this) {
      all = List.copyOf(jobs.values());
    }
    all.forEach(job -> job.stop = true);
    long until = System.nanoTime() + CLOSE_NANOS;
    try {
      for (Job job : all) {
        job.ended.await(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
