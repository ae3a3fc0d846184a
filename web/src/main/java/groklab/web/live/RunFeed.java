package groklab.web.live;

import groklab.lab.probe.Probe;
import groklab.lab.rundir.LineTail;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.web.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One run followed while it grows, for any number of viewers. The files are looked at once, however many watch.
///
/// A viewer is a number: how many probes it has been shown. Whoever is slow finds more probes at once the next time, so
/// nothing queues up, and nobody else waits.
public final class RunFeed {
  private final RunDirectory run;
  private final LineTail<Probe> metrics;
  private final LineTail<RunEvent> events;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Probe> probes = new ArrayList<>();
  private final List<RunEvent> happened = new ArrayList<>();
  private @Nullable Moment moment;
  private int generation;
  private @Nullable Said said;

  /// What viewers who had seen the same were last told.
  private record Said(long version, int shown, String words) {}

  /// The run at one moment.
  ///
  /// @param version rises with every change
  /// @param generation rises when the run was taken back to an earlier step, so that probes shown before are void
  /// @param probes all probes so far
  public record Moment(
      long version, int generation, List<Probe> probes, RunData data, RunState state) {}

  RunFeed(RunDirectory run) {
    this.run = run;
    this.metrics = run.followMetrics();
    this.events = run.followEvents();
  }

  /// Looks at the files and wakes the viewers if something is new. Called by one thread.
  void look() {
    var newProbes = metrics.next();
    var newEvents = events.next();
    RunState state = RunState.of(run);
    boolean void_ = newProbes.fromStart() || newEvents.fromStart();
    lock.lock();
    try {
      if (newProbes.fromStart()) {
        probes.clear();
      }
      if (newEvents.fromStart()) {
        happened.clear();
      }
      generation += void_ ? 1 : 0;
      probes.addAll(newProbes.records());
      happened.addAll(newEvents.records());
      boolean same = newProbes.records().isEmpty() && newEvents.records().isEmpty() && !void_;
      if (moment != null && same && moment.state() == state) {
        return;
      }
      var all = List.copyOf(probes);
      long version = moment == null ? 1 : moment.version() + 1;
      moment = new Moment(version, generation, all, RunData.of(run, all, happened), state);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// What a viewer is told of a moment, put into words once for all who have seen the same number of probes: fifty
  /// viewers cost little more than one.
  ///
  /// @param shown how many of the moment's probes the viewer has seen
  public synchronized String once(Moment at, int shown, Supplier<String> words) {
    if (said == null || said.version() != at.version() || said.shown() != shown) {
      said = new Said(at.version(), shown, words.get());
    }
    return said.words();
  }

  /// Waits for a moment later than `version`.
  ///
  /// @return empty if there is none within `millis`
  public Optional<Moment> await(long version, long millis) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lock();
    try {
      while (moment == null || moment.version() <= version) {
        if (left <= 0) {
          return Optional.empty();
        }
        left = changed.awaitNanos(left);
      }
      return Optional.of(moment);
    } finally {
      lock.unlock();
    }
  }
}
