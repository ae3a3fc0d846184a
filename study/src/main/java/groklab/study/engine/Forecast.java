package groklab.study.engine;

import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.train.RunInMemory;
import groklab.lab.train.Trainer;
import groklab.study.sweep.Job;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/// What a sweep will take, from some seconds of trying.
///
/// @param runs to be run
/// @param seconds if all of them use their whole budget and have the processor to themselves. The
///     first steps of some runs are timed with their probes, which are denser there than later
/// @param bytes of memory that the largest of them needs, times the runs at a time
public record Forecast(int runs, double seconds, long bytes) {
  // Vectors are boxed, a hundred times as slow, until the compiler has been through a step. In a
  // sweep that is over sooner, they are so for all of it.
  private static final long WARM_UP = 4_000_000_000L;

  // The examples after the first find their instructions compiled, and little else to compile.
  private static final long WARM_UP_AGAIN = 600_000_000L;
  private static final long TRIED = 1_000_000_000L;
  private static final double NANOS = 1e9;

  /// What a run takes.
  ///
  /// @param start seconds until its first step
  /// @param step seconds of a step, with its part of the probes
  private record Tried(double start, double step) {}

  /// Begins the longest, a middling and the shortest run, as many at a time as later; each for
  /// about as many steps as all runs together come to at most, so that trying a small sweep does
  /// not take much longer than the sweep.
  ///
  /// @param workers runs at a time
  public static Forecast of(Workload workload, int workers) {
    List<Job> examples = workload.examples();
    int runs = workload.longestFirst().size();
    if (examples.isEmpty()) {
      return new Forecast(runs, 0, 0);
    }
    double all = workload.longestFirst().stream().mapToDouble(workload::of).sum();
    double start = 0;
    double secondsPerWork = 0;
    for (Job job : examples) {
      double workPerStep = workload.of(job) / steps(job);
      long most = (long) Math.ceil(all / workPerStep / workers);
      long warmUp = job.equals(examples.getFirst()) ? WARM_UP : WARM_UP_AGAIN;
      Tried tried = tried(job, workers, most, warmUp);
      start += tried.start / examples.size();
      secondsPerWork += tried.step / workPerStep / examples.size();
    }
    return new Forecast(
        runs,
        (runs * start + all * secondsPerWork) / workers,
        memory(examples.getFirst()) * workers);
  }

  private static long steps(Job job) {
    return new SpecReader().parse(job.spec()).budget().steps();
  }

  /// Of one run while others like it go on beside it.
  private static Tried tried(Job job, int workers, long most, long warmUp) {
    try (ExecutorService cores = Executors.newFixedThreadPool(workers)) {
      List<Future<Tried>> tries = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        tries.add(cores.submit(() -> tried(job, most, warmUp)));
      }
      double start = 0;
      double step = 0;
      for (Future<Tried> each : tries) {
        start += each.get().start / workers;
        step += each.get().step / workers;
      }
      return new Tried(start, step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trying a run", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run that could be compiled could not be tried", e);
    }
  }

  private static Tried tried(Job job, long most, long warmUp) {
    RunSpec spec = new SpecReader().parse(job.spec());
    long begin = worked();
    for (long steps = 0; steps < most && worked() - begin < warmUp; ) {
      Watch warming = new Watch(most - steps, warmUp - (worked() - begin));
      RunInMemory.train(spec, warming);
      steps += Math.max(1, warming.steps);
    }
    Watch watch = new Watch(most, TRIED);
    RunInMemory.train(spec, watch);
    return new Tried(
        (watch.first - watch.begin) / NANOS,
        (worked() - watch.first) / NANOS / Math.max(1, watch.steps));
  }

  /// Ends a run after some steps or some time, and says how long they took.
  private static final class Watch implements BooleanSupplier {
    private final long begin = worked();
    private final long mostSteps;
    private final long mostNanos;
    private long first = begin;
    private long steps;

    Watch(long mostSteps, long mostNanos) {
      this.mostSteps = mostSteps;
      this.mostNanos = mostNanos;
    }

    /// Asked before every step.
    @Override
    public boolean getAsBoolean() {
      long now = worked();
      if (steps == 0) {
        first = now;
      }
      boolean over = steps >= mostSteps || now - begin >= mostNanos;
      if (!over) {
        steps++;
      }
      return over;
    }
  }

  /// Nanoseconds that this thread has had of a processor: a clock on the wall would count those of
  /// other work.
  private static long worked() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long memory(Job job) {
    long before = used();
    try (Trainer trainer = new Trainer(new SpecReader().parse(job.spec()), 1)) {
      trainer.initialise();
      trainer.step(0);
      return Math.max(0, used() - before);
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
