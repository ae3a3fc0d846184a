package groklab.study.engine;

import groklab.lab.spec.SpecReader;
import groklab.lab.train.Trainer;
import groklab.study.sweep.Job;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What a sweep will take, from some seconds of trying.
///
/// @param runs to be run
/// @param seconds if all of them use their whole budget and have the processor to themselves;
///     probes are not counted
/// @param bytes of memory that the largest of them needs, times the runs at a time
public record Forecast(int runs, double seconds, long bytes) {
  // Vectors are boxed, a hundred times as slow, until the compiler has been through a step. In a
  // sweep that is over sooner, they are so for all of it.
  private static final long WARM_UP = 4_000_000_000L;

  // The examples after the first find their instructions compiled, and little else to compile.
  private static final long WARM_UP_AGAIN = 600_000_000L;
  private static final long TRIED = 400_000_000L;
  private static final double NANOS = 1e9;

  /// Trains the longest, a middling and the shortest run for a moment, as many at a time as later;
  /// each for about as many steps as all runs together come to at most, so that trying a small
  /// sweep does not take much longer than the sweep.
  ///
  /// @param workers runs at a time
  public static Forecast of(Workload workload, int workers) {
    List<Job> examples = workload.examples();
    if (examples.isEmpty()) {
      return new Forecast(workload.longestFirst().size(), 0, 0);
    }
    double all = workload.longestFirst().stream().mapToDouble(workload::of).sum();
    double secondsPerWork = 0;
    for (Job job : examples) {
      double workPerStep = workload.of(job) / steps(job);
      long most = (long) Math.ceil(all / workPerStep / workers);
      long warmUp = job.equals(examples.getFirst()) ? WARM_UP : WARM_UP_AGAIN;
      secondsPerWork += secondsPerStep(job, workers, most, warmUp) / workPerStep / examples.size();
    }
    return new Forecast(
        workload.longestFirst().size(),
        all * secondsPerWork / workers,
        memory(examples.getFirst()) * workers);
  }

  private static long steps(Job job) {
    return new SpecReader().parse(job.spec()).budget().steps();
  }

  /// Of one run while others like it go on beside it.
  private static double secondsPerStep(Job job, int workers, long most, long warmUp) {
    try (ExecutorService cores = Executors.newFixedThreadPool(workers)) {
      List<Future<Double>> tries = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        tries.add(cores.submit(() -> tried(job, most, warmUp)));
      }
      double sum = 0;
      for (Future<Double> each : tries) {
        sum += each.get();
      }
      return sum / workers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trying a run", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run that could be compiled could not be tried", e);
    }
  }

  private static double tried(Job job, long most, long warmUp) {
    try (Trainer trainer = new Trainer(new SpecReader().parse(job.spec()), 1)) {
      trainer.initialise();
      long step = 0;
      long begin = worked();
      while (step < most && worked() - begin < warmUp) {
        trainer.step(step++);
      }
      long warm = step;
      long from = worked();
      do {
        trainer.step(step++);
      } while (step < 2 * most && worked() - from < TRIED);
      return (worked() - from) / NANOS / (step - warm);
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
