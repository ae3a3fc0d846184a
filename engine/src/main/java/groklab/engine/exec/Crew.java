package groklab.engine.exec;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A fixed group of worker threads that run one task together and meet at cheap barriers.
///
/// The caller is worker 0. Between tasks the others spin for some microseconds, then park. A
/// barrier spins, because the waves of a plan are far shorter than a thread's way through the
/// scheduler; it yields after a while, so that more workers than processors still get on.
public final class Crew implements AutoCloseable {
  /// What every worker runs; `worker` is 0 .. workers-1.
  public interface Task {
    void run(int worker);
  }

  private static final int SPINS_BEFORE_YIELD = 2_000;
  private static final int YIELDS_BEFORE_PARK = 200;

  private final Thread[] threads;
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger stopped = new AtomicInteger();
  private volatile int barrierRound;
  private volatile int stopRound;
  private volatile int taskRound;
  private volatile @Nullable Task task;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  /// @param workers number of workers, at least 1, the caller included
  public Crew(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("a crew has at least 1 worker, not " + workers);
    }
    threads = new Thread[workers - 1];
    for (int i = 0; i < threads.length; i++) {
      int worker = i + 1;
      threads[i] =
          Thread.ofPlatform().daemon().name("groklab-worker-" + worker).start(() -> loop(worker));
    }
  }

  public int workers() {
    return threads.length + 1;
  }

  /// Runs `task` on every worker and returns when all are done.
  ///
  /// @throws IllegalStateException if a worker failed, its exception being the cause; or if the
  ///     crew is closed
  public void run(Task next) {
    if (closed) {
      throw new IllegalStateException("the crew is closed");
    }
    failure = null;
    task = next;
    int round = taskRound + 1; // only the caller changes it
    taskRound = round;
    for (Thread t : threads) {
      LockSupport.unpark(t);
    }
    work(next, 0);
    Throwable f = failure;
    if (f != null) {
      throw new IllegalStateException("a worker failed: " + f, f);
    }
  }

  /// Waits inside a task until every worker is here.
  public void barrier() {
    if (threads.length == 0) {
      return;
    }
    int round = barrierRound;
    if (arrived.incrementAndGet() == threads.length + 1) {
      arrived.set(0);
      barrierRound = round + 1;
      return;
    }
    for (int spins = 0; barrierRound == round; spins++) {
      // A worker that is late to leave may see the failure of the next task already; this barrier
      // was passed then.
      if (failure != null && barrierRound == round) {
        throw new CrewFailed();
      }
      pause(spins);
    }
  }

  /// Yielding is what lets more workers than processors get on; nothing relies on whom the
  /// scheduler picks.
  @SuppressWarnings("ThreadPriorityCheck")
  private static void pause(int spins) {
    if (spins < SPINS_BEFORE_YIELD) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  private void work(Task t, int worker) {
    try {
      t.run(worker);
      barrier();
    } catch (CrewFailed e) {
      awaitEveryone();
    } catch (RuntimeException | Error e) {
      failure = e;
      awaitEveryone();
    }
  }

  /// After a failure every worker ends here, so that the barrier's count can start again from
  /// nothing.
  private void awaitEveryone() {
    int round = stopRound;
    if (stopped.incrementAndGet() == threads.length + 1) {
      stopped.set(0);
      arrived.set(0);
      stopRound = round + 1;
      return;
    }
    for (int spins = 0; stopRound == round; spins++) {
      pause(spins);
    }
  }

  private void loop(int worker) {
    int seen = 0;
    while (!closed) {
      for (int spins = 0; taskRound == seen && !closed; spins++) {
        if (spins < SPINS_BEFORE_YIELD + YIELDS_BEFORE_PARK) {
          pause(spins);
        } else {
          LockSupport.park(this);
        }
      }
      Task next = task;
      if (!closed && next != null) {
        seen = taskRound;
        work(next, worker);
      }
    }
  }

  /// Ends the threads. A task must not be running.
  @Override
  public void close() {
    closed = true;
    for (Thread t : threads) {
      LockSupport.unpark(t);
    }
  }

  /// Thrown out of a barrier when another worker failed.
  private static final class CrewFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CrewFailed() {
      super("another worker failed", null, false, false);
    }
  }
}
