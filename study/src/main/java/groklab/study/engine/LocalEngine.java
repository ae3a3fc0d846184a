package groklab.study.engine;

import groklab.lab.kind.SpecException;
import groklab.study.store.RunStore;
import groklab.study.sweep.Job;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// One run at a time on each core of this machine: runs of this field are too small to be shared
/// out, and side by side they wait for nobody.
public final class LocalEngine implements SweepEngine {
  @Override
  public String name() {
    return "local";
  }

  @Override
  public void requireThere(String master) {
    if (!master.isEmpty()) {
      throw new SpecException(
          "--master is the address of a cluster, write --engine spark too; without a cluster leave"
              + " it out");
    }
  }

  @Override
  public void run(Task task, Watcher watcher) {
    Iterator<Job> jobs = task.jobs().iterator();
    var broken = new AtomicBoolean();
    BooleanSupplier stop = () -> broken.get() || task.stop().getAsBoolean();
    try (RunStore.Writer writer = task.store().open(task.part());
        ExecutorService cores = Executors.newFixedThreadPool(task.workers())) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < task.workers(); i++) {
        workers.add(
            cores.submit(() -> {
              try {
                work(task, jobs, stop, writer, watcher);
              } catch (RuntimeException | Error e) {
                broken.set(true); // the others finish nothing that could not be kept
                throw e;
              }
            }));
      }
      await(workers);
    }
  }

  private static void work(
      Task task,
      Iterator<Job> jobs,
      BooleanSupplier stop,
      RunStore.Writer writer,
      Watcher watcher) {
    Optional<Job> job = next(jobs);
    while (job.isPresent() && task.isTime() && !stop.getAsBoolean()) {
      JobRunner.run(job.get(), stop)
          .ifPresent(row -> {
            writer.append(row);
            watcher.ended(row.outcome());
          });
      job = next(jobs);
    }
  }

  private static Optional<Job> next(Iterator<Job> jobs) {
    synchronized (jobs) {
      return jobs.hasNext() ? Optional.of(jobs.next()) : Optional.empty();
    }
  }

  private static void await(List<Future<?>> workers) {
    for (Future<?> worker : workers) {
      try {
        worker.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while runs go on", e);
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RuntimeException failed -> throw failed;
          case Error failed -> throw failed;
          case null, default -> throw new IllegalStateException(e);
        }
      }
    }
  }
}
