package groklab.web.live;

import groklab.lab.file.RunFileException;
import groklab.lab.problem.Problem;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.RunSpec;
import groklab.lab.train.Replay;
import groklab.lab.train.TrainingRun;
import groklab.measures.frame.LossLandscape;
import groklab.measures.frame.LossLandscape.Profile;
import groklab.measures.frame.LossLandscape.Surface;
import groklab.measures.frame.Planes;
import groklab.measures.frame.ReplayFrame;
import groklab.measures.frame.TableShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Pictures of stored checkpoints, computed when they are asked for and kept for a while. One
/// thread computes, so that looking never takes more than one core from training, and a bounded
/// number of questions waits for it.
public final class Replays implements AutoCloseable {
  /// The checkpoints that a run's own report shows at most: about one for each doubling of its
  /// steps.
  public static final int REPORT_FRAMES = 16;

  /// Points along each side of the plane that is drawn of a landscape.
  public static final int LANDSCAPE_POINTS = 21;

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
  private final Map<Key, Optional<Planes>> planes = lru(KEPT_PLANES);
  private final Map<SurfaceKey, Surface> surfaces = lru(KEPT_PLANES);
  private final Map<LineKey, Profile> profiles = lru(KEPT_PLANES);
  private final Map<Path, Lineage> lineages = Collections.synchronizedMap(lru(KEPT_FRAMES));
  private @Nullable Open open;

  private record Key(Path run, long step, long planesOf) {}

  private record SurfaceKey(Path run, long newest, int points) {}

  private record LineKey(Path run, long from, long to) {}

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

  /// What a replay can show: the steps with checkpoints, also those of the runs it branched off
  /// from, and what does not change along the run.
  public String contents(Path path) {
    return ask(() -> JSON.writeValueAsString(contents(RunDirectory.open(path))));
  }

  private ObjectNode contents(RunDirectory run) {
    var node =
        TableShape.of(data(run)).map(FrameJson::of).orElseGet(JsonNodeFactory.instance::objectNode);
    var steps = node.putArray("steps");
    steps(run.path()).forEach(steps::add);
    return node;
  }

  /// The steps that a replay can show, ascending.
  public List<Long> steps(Path path) {
    return lineage(path).steps();
  }

  /// Where a run comes from does not change, so it is found once; until its beginning is found, it
  /// is looked for again.
  private Lineage lineage(Path path) {
    var known = lineages.get(path);
    if (known != null) {
      return known;
    }
    var found = Lineage.of(RunDirectory.open(path));
    if (found.isComplete()) {
      lineages.put(path, found);
    }
    return found;
  }

  /// One checkpoint. Of a run that goes on, one that was there a moment ago may be gone, since
  /// those for resumption alone are removed when a newer one is safe.
  ///
  /// @param planesOf the step whose embedding says in which planes all frames are seen; if its
  ///     checkpoint is gone, the newest one's
  /// @return the frame, or `{"gone": step}` if there is no such checkpoint
  public String frame(Path path, long step, long planesOf) {
    var lineage = lineage(path);
    return ask(() ->
        frameIfThere(path, lineage, step, planesOf)
            .orElse(
                JSON.writeValueAsString(JsonNodeFactory.instance.objectNode().put("gone", step))));
  }

  private Optional<String> frameIfThere(Path path, Lineage lineage, long step, long planesOf) {
    while (true) {
      var holder = lineage.holder(step);
      if (holder.isEmpty()) {
        return Optional.empty();
      }
      long seenIn = lineage.holder(planesOf).isPresent() ? planesOf : lineage.steps().getLast();
      var seenBy = lineage.holder(seenIn);
      try {
        if (seenBy.isPresent()) {
          return Optional.of(frameNow(path, holder.get(), step, seenBy.get(), seenIn));
        }
      } catch (RunFileException e) {
        if (holder.get().hasCheckpoint(step) && seenBy.orElseThrow().hasCheckpoint(seenIn)) {
          throw e;
        }
      }
    }
  }

  private String frameNow(
      Path path, RunDirectory holder, long step, RunDirectory seenBy, long planesOf) {
    var key = new Key(path, step, planesOf);
    var known = frames.get(key);
    if (known != null) {
      return known;
    }
    var in = planes(seenBy, planesOf);
    var replay = replay(holder);
    replay.load(holder.readCheckpoint(step));
    var frame = FrameJson.of(ReplayFrame.of(replay, step, in));
    var turned = dataAt(holder, step);
    if (!holder.path().getFileName().equals(path.getFileName())) {
      TableShape.of(turned.orElse(replay.data()))
          .ifPresent(
              shape -> FrameJson.ofAncestor(frame, holder.path().getFileName().toString(), shape));
    } else {
      turned.flatMap(TableShape::of).ifPresent(shape -> FrameJson.ofOtherData(frame, shape));
    }
    var made = JSON.writeValueAsString(frame);
    frames.put(key, made);
    return made;
  }

  /// The examples that a turn or a controller has put in the place of those of the spec.
  private static Optional<Problem> dataAt(RunDirectory run, long step) {
    RunSpec spec = run.readSpec();
    if (spec.turns().isEmpty() && spec.controllers().isEmpty()) {
      return Optional.empty();
    }
    RunSpec then = TrainingRun.specAt(run, step);
    return then.task().equals(spec.task()) ? Optional.empty() : Optional.of(then.problem());
  }

  private Optional<Planes> planes(RunDirectory run, long step) {
    var key = new Key(run.path(), step, step);
    var known = planes.get(key);
    if (known != null) {
      return known;
    }
    var replay = replay(run);
    replay.load(run.readCheckpoint(step));
    var found = Planes.of(replay, step);
    planes.put(key, found);
    return found;
  }

  /// Everything the replay of a run shows, for a page that has to stand alone.
  ///
  /// @param most checkpoints at most, spread evenly over those there are
  /// @return empty if the run has no checkpoints
  public Optional<String> whole(Path path, int most) {
    var run = RunDirectory.open(path);
    var lineage = lineage(path);
    var steps = spread(lineage.steps(), most);
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ask(() -> {
          var node = contents(run);
          node.put("stored", lineage.steps().size());
          var shown = node.putArray("steps");
          var list = node.putArray("frames");
          for (long step : steps) {
            frameIfThere(path, lineage, step, steps.getLast())
                .ifPresent(frame -> {
                  shown.add(step);
                  list.add(JSON.readTree(frame));
                });
          }
          return JSON.writeValueAsString(node);
        }));
  }

  /// The losses on a plane around a run's path.
  ///
  /// @param points along each side
  public Surface surface(Path path, int points) {
    var run = RunDirectory.open(path);
    return ask(() -> {
      var steps = run.checkpointSteps();
      if (steps.size() < 3) {
        throw new LiveException(
            LiveException.Kind.CONFLICT,
            "A plane goes through three checkpoints, and this run has %d so far; try again later."
                .formatted(steps.size()));
      }
      return kept(
          surfaces,
          new SurfaceKey(path, steps.getLast(), points),
          () -> new LossLandscape(replay(run), run).plane(points));
    });
  }

  /// The losses on the straight line between the weights of two checkpoints of a run.
  public Profile profile(Path path, long from, long to) {
    var run = RunDirectory.open(path);
    return ask(() -> {
      requireCheckpoint(run, from);
      requireCheckpoint(run, to);
      return kept(
          profiles,
          new LineKey(path, from, to),
          () -> new LossLandscape(replay(run), run).line(from, to));
    });
  }

  private static void requireCheckpoint(RunDirectory run, long step) {
    if (!run.hasCheckpoint(step)) {
      throw LiveException.missing("This run has no checkpoint of step %d.".formatted(step));
    }
  }

  private static <K, V> V kept(Map<K, V> made, K key, Supplier<V> compute) {
    V known = made.get(key);
    if (known == null) {
      known = compute.get();
      made.put(key, known);
    }
    return known;
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

  /// The data of a run; making them is nothing beside compiling its network, which a page that has
  /// just been opened does not need yet.
  private Problem data(RunDirectory run) {
    if (open != null && open.run().equals(run.path())) {
      return open.replay().data();
    }
    return run.readSpec().problem();
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
