package groklab.web.live;

import groklab.lab.rundir.RunDirectory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The runs that somebody watches. One thread looks at their files twice a second; a run that
/// nobody watches costs nothing.
public final class RunFeeds implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunFeeds.class.getName());
  private static final long PERIOD_MILLIS = 500;

  private final Replays replays;
  private final Map<Path, Watched> watched = new LinkedHashMap<>();
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("groklab-feeds").daemon().factory());

  private final Future<?> looking =
      looker.scheduleWithFixedDelay(this::lookAtAll, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);

  private static final class Watched {
    private final RunFeed feed;
    private int viewers;

    Watched(RunFeed feed) {
      this.feed = feed;
    }
  }

  /// @param replays knows which checkpoints there are
  public RunFeeds(Replays replays) {
    this.replays = replays;
  }

  /// Begins to watch; whoever calls this calls [#leave] once.
  public synchronized RunFeed enter(Path run) {
    var w =
        watched.computeIfAbsent(
            run,
            path -> new Watched(new RunFeed(RunDirectory.open(path), () -> replays.steps(path))));
    w.viewers++;
    looker.execute(() -> look(w.feed, run));
    return w.feed;
  }

  public synchronized void leave(Path run) {
    var w = watched.get(run);
    if (w != null && --w.viewers == 0) {
      watched.remove(run);
    }
  }

  private void lookAtAll() {
    List<Map.Entry<Path, Watched>> now;
    synchronized (this) {
      now = List.copyOf(watched.entrySet());
    }
    now.forEach(entry -> look(entry.getValue().feed, entry.getKey()));
  }

  /// A run whose files are damaged or gone keeps its last moment; the next look may succeed.
  private static void look(RunFeed feed, Path run) {
    try {
      feed.look();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.INFO, "cannot follow " + run.getFileName(), e);
    }
  }

  @Override
  public void close() {
    looking.cancel(false);
    looker.shutdownNow();
  }
}
