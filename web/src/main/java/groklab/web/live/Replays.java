package groklab.web.live;

import groklab.lab.rundir.RunDirectory;
import groklab.lab.train.Replay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Pictures of stored checkpoints, computed when they are asked for and kept for a while. One thread computes, so that
/// looking never takes more than one core from training, and a bounded number of questions waits for it.
public final class Replays implements AutoCloseable {
  /// The checkpoints that a run's own report shows at most: about one for each doubling of its steps.
  public static final int REPORT_FRAMES = 16;

  private static final int WAITING = 100;
  private static final int KEPT_FRAMES = 600;
  private static final int KEPT_PLANES = 32;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ExecutorService computer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          Thread.ofPlatform().name("groklab-replay").daemon().factory());
  private final Map<Key, String> frames = lru(KEPT_FRAMES);
  private final Map<Key, Optional<ReplayFrame.Planes>> planes = lru(KEPT_PLANES);
  private final Map<LandscapeKey, String> landscapes = lru(KEPT_PLANES);
  private @Nullable Open open;

  private record Key(Path run, long step, long planesOf) {}

  private record LandscapeKey(Path run, long newest, int points) {}

  private record Open(Path run, Replay replay) {}

  private static <K, V> Map<K, V> lru(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  /// What a replay can show: the steps with checkpoints and what does not change along the run.
  public String contents(Path path) {
    return ask(() -> JSON.writeValueAsString(contents(RunDirectory.open(path))));
  }

  private ObjectNode contents(RunDirectory run) {
    var node = ReplayFrame.constants(replay(run).data());
    var steps = node.putArray("steps");
    run.checkpointSteps().forEach(steps::add);
    return node;
  }

  /// One checkpoint.
  ///
  /// @param planesOf the step whose embedding says in which planes all frames are seen
  public String frame(Path path, long step, long planesOf) {
    var run = RunDirectory.open(path);
    if (!run.hasCheckpoint(step) || !run.hasCheckpoint(planesOf)) {
      throw LiveException.missing(
          "This run has no checkpoint of step %d."
              .formatted(run.hasCheckpoint(step) ? planesOf : step));
    }
    return ask(() -> frameNow(run, step, planesOf));
  }

  private String frameNow(RunDirectory run, long step, long planesOf) {
    var key = new Key(run.path(), step, planesOf);
    var known = frames.get(key);
    if (known != null) {
      return known;
    }
    var replay = replay(run);
    var in = planes(run, planesOf);
    replay.load(run.readCheckpoint(step));
    var made = JSON.writeValueAsString(ReplayFrame.of(replay, step, in));
    frames.put(key, made);
    return made;
  }

  private Optional<ReplayFrame.Planes> planes(RunDirectory run, long step) {
    var key = new Key(run.path(), step, step);
    var known = planes.get(key);
    if (known != null) {
      return known;
    }
    var replay = replay(run);
    replay.load(run.readCheckpoint(step));
    var found = ReplayFrame.planes(replay, step);
    planes.put(key, found);
    return found;
  }

  /// Everything the replay of a run shows, for a page that has to stand alone.
  ///
  /// @param most checkpoints at most, spread evenly over those there are
  /// @return empty if the run has no checkpoints
  public Optional<String> whole(Path path, int most) {
    var run = RunDirectory.open(path);
    var steps = spread(run.checkpointSteps(), most);
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ask(() -> {
          var node = contents(run);
          var shown = node.putArray("steps");
          steps.forEach(shown::add);
          var list = node.putArray("frames");
          for (long step : steps) {
            list.add(JSON.readTree(frameNow(run, step, steps.getLast())));
          }
          return JSON.writeValueAsString(node);
        }));
  }

  /// The training objective around a run's path, see [Landscape].
  ///
  /// @param points along each side
  public String landscape(Path path, int points) {
    var run = RunDirectory.open(path);
    return ask(() -> {
      var steps = run.checkpointSteps();
      var key = new LandscapeKey(path, steps.isEmpty() ? -1 : steps.getLast(), points);
      var known = landscapes.get(key);
      if (known == null) {
        known = JSON.writeValueAsString(Landscape.of(replay(run), run, points));
        landscapes.put(key, known);
      }
      return known;
    });
  }

  private Replay replay(RunDirectory run) {
    if (open != null && open.run().equals(run.path())) {
      return open.replay();
    }
    if (open != null) {
      open.replay().close();
      open = null;
    }
    var replay = new Replay(run.readSpec(), 1);
    open = new Open(run.path(), replay);
    return replay;
  }

  private <T> T ask(Callable<T> question) {
    try {
      return computer.submit(question).get();
    } catch (RejectedExecutionException e) {
      throw new LiveException(
          LiveException.Kind.BUSY, "Too many pictures are waiting to be computed; try again soon.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LiveException(LiveException.Kind.BUSY, "The dashboard is closing.");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    computer.shutdownNow();
  }

  /// At most `most` of the steps, the first and the last among them, evenly by rank.
  static List<Long> spread(List<Long> steps, int most) {
    if (steps.size() <= most) {
      return steps;
    }
    var chosen = new ArrayList<Long>();
    for (int i = 0; i < most; i++) {
      chosen.add(steps.get((int) Math.round((double) i * (steps.size() - 1) / (most - 1))));
    }
    return chosen;
  }
}
