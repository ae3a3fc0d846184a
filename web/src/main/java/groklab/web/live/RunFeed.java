package groklab.web.live;

import groklab.lab.rundir.RunDirectory;
import groklab.web.ReportPage;
import groklab.web.RunData;
import groklab.web.RunReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One run followed while it grows, for any number of viewers. The files are looked at once,
/// however many watch.
///
/// A viewer is a number: how many probes it has been shown. Whoever is slow finds more probes at
/// once the next time, so nothing queues up, and nobody else waits.
public final class RunFeed {
  /// A checkpoint is there a little later than its event.
  private static final int SETTLING_LOOKS = 4;

  private final RunDirectory run;
  private final Supplier<List<Long>> checkpoints;
  private final RunReader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Moment moment;
  private @Nullable Said said;
  private int quietLooks;

  /// What viewers who had been told the same were last told.
  private record Said(Heard before, long version, String words) {}

  /// How far a viewer has come.
  ///
  /// @param version of the last moment that it was told of, 0 before the first
  /// @param shown how many of the next moment's probes it has seen
  public record Heard(long version, int shown) {}

  /// The run at one moment.
  ///
  /// @param version rises with every change
  /// @param generation rises when the run was taken back to an earlier step, so that probes shown
  ///     before are void
  /// @param head HTML above the charts
  /// @param around what is drawn around the curves
  /// @param checkpoints the steps that a replay can show
  public record Moment(
      long version,
      int generation,
      RunData data,
      RunState state,
      Part<String> head,
      Part<ObjectNode> around,
      Part<List<Long>> checkpoints) {}

  /// Something that is sent when it has changed.
  ///
  /// @param since the version that brought it
  public record Part<T>(T value, long since) {

    private static <T> Part<T> of(@Nullable Part<T> before, T now, long version) {
      return before != null && before.value().equals(now) ? before : new Part<>(now, version);
    }

    /// The value, if a viewer has not been told of it.
    public Optional<T> newTo(Heard viewer) {
      return since > viewer.version() ? Optional.of(value) : Optional.empty();
    }
  }

  /// @param checkpoints the steps that a replay of the run can show now
  RunFeed(RunDirectory run, Supplier<List<Long>> checkpoints) {
    this.run = run;
    this.checkpoints = checkpoints;
    this.reader = new RunReader(run);
  }

  /// Looks at the files and wakes the viewers if something is new. Called by one thread.
  void look() {
    boolean news = reader.look();
    RunState state = RunState.of(run, reader.provenance());
    var last = moment;
    quietLooks = news ? 0 : quietLooks + 1;
    if (last != null && last.state() == state && quietLooks > SETTLING_LOOKS) {
      return;
    }
    var steps = checkpoints.get();
    if (last != null
        && !news
        && last.state() == state
        && last.checkpoints().value().equals(steps)) {
      return;
    }
    var data = reader.data();
    long version = last == null ? 1 : last.version() + 1;
    var next =
        new Moment(
            version,
            reader.generation(),
            data,
            state,
            Part.of(last == null ? null : last.head(), ReportPage.head(data), version),
            Part.of(last == null ? null : last.around(), ReportPage.around(data), version),
            Part.of(last == null ? null : last.checkpoints(), steps, version));
    lock.lock();
    try {
      moment = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// What a viewer is told of a moment, put into words once for all who have heard the same: fifty
  /// viewers cost little more than one.
  public synchronized String once(Moment at, Heard before, Supplier<String> words) {
    if (said == null || said.version() != at.version() || !said.before().equals(before)) {
      said = new Said(before, at.version(), words.get());
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
