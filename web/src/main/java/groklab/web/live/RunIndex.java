package groklab.web.live;

import groklab.lab.UserError;
import groklab.lab.file.FileStamp;
import groklab.lab.rundir.RunDirectory;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// All runs of a folder as lines of a table. What was read of a run is kept until one of its files
/// changes; reading goes on beside the answers, so that a folder of a thousand runs is shown at
/// once and filled in as it is read.
public final class RunIndex implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final System.Logger LOG = System.getLogger(RunIndex.class.getName());
  private static final long PATIENCE_MILLIS = 400;
  private static final long COURTESY_MILLIS = 5;

  private final RunsFolder folder;
  private final Predicate<Path> here;
  private final Map<Path, Entry> entries = new ConcurrentHashMap<>();
  private final Map<Path, Future<?>> reading = new ConcurrentHashMap<>();
  private final ExecutorService readers;
  private final AtomicInteger urgent = new AtomicInteger();

  /// @param signature stamps of the files it was read from
  private record Entry(
      List<Optional<FileStamp>> signature,
      RunState state,
      String json,
      Optional<RunSketch> sketch) {}

  /// @param here whether a run trains in this process
  public RunIndex(RunsFolder folder, Predicate<Path> here) {
    this.folder = folder;
    this.here = here;
    this.readers =
        Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().name("groklab-index").daemon().factory());
  }

  /// Begins to read whatever is new.
  ///
  /// @return the directories of all runs
  public List<Path> refresh() {
    var paths = folder.all();
    entries.keySet().retainAll(Set.copyOf(paths));
    for (Path path : paths) {
      var signature = signature(path);
      var known = entries.get(path);
      boolean stale =
          known == null || !known.signature().equals(signature) || mayHaveStopped(known, path);
      if (stale) {
        reading.computeIfAbsent(path, any -> readers.submit(() -> readForTable(path, signature)));
      }
    }
    return paths;
  }

  /// A run that stops or is killed may leave its files as they are.
  private boolean mayHaveStopped(Entry known, Path path) {
    return known.state() == RunState.RUNNING && !here.test(path);
  }

  /// `{"complete": ..., "runs": [...]}`, see `runs.js` for the keys of a run. Until it is complete,
  /// runs that are being read stand there by name alone.
  public String json() {
    var paths = refresh();
    long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    boolean complete = true;
    for (Future<?> task : List.copyOf(reading.values())) {
      complete &= isDone(task, until);
    }
    var rows = new StringBuilder("{\"complete\": " + complete + ", \"runs\": [");
    for (Path path : paths) {
      var entry = entries.get(path);
      rows.append(rows.charAt(rows.length() - 1) == '[' ? "\n" : ",\n");
      rows.append(entry == null ? nameAlone(path) : entry.json());
    }
    return rows.append("]}").toString();
  }

  /// What is known of a run, from memory if its files are as they were.
  RunSketch sketch(RunDirectory run) {
    var signature = signature(run.path());
    var known = entries.get(run.path());
    if (known == null || !known.signature().equals(signature)) {
      known = read(run.path(), signature);
      entries.put(run.path(), known);
    }
    return known.sketch().orElseGet(() -> RunSketch.of(run));
  }

  /// Does what somebody waits for while the reading of the folder makes room.
  <T> T first(Supplier<T> work) {
    urgent.incrementAndGet();
    try {
      return work.get();
    } finally {
      urgent.decrementAndGet();
    }
  }

  /// Reads a run for the table, unless it has been read meanwhile; not while somebody waits for
  /// something else.
  private void readForTable(Path path, List<Optional<FileStamp>> signature) {
    try {
      while (urgent.get() > 0) {
        Thread.sleep(COURTESY_MILLIS);
      }
      var known = entries.get(path);
      if (known == null || !known.signature().equals(signature) || mayHaveStopped(known, path)) {
        entries.put(path, read(path, signature));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the index is being closed
    } finally {
      reading.remove(path);
    }
  }

  private static boolean isDone(Future<?> task, long until) {
    try {
      task.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      LOG.log(Level.ERROR, "The index of runs met a fault of Groklab", e.getCause());
      return true; // its line stays as it was; the others are none the worse
    }
  }

  private static String nameAlone(Path path) {
    String id = path.getFileName().toString();
    return JSON.writeValueAsString(
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id)
            .put("name", id)
            .put("state", "reading"));
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }

  /// A run that cannot be read, whatever the reason, has a line that says so: leaving it out would
  /// hide it, and no run may keep the others from being shown.
  private Entry read(Path path, List<Optional<FileStamp>> signature) {
    try {
      var run = RunDirectory.open(path);
      RunState state = here.test(path) ? RunState.RUNNING : RunState.of(run);
      var spec = run.readSpec();
      var criterion = run.readCriterion();
      var scan = RunSketch.scan(run, criterion);
      var sketch = RunSketch.of(spec, criterion, scan);
      if (state != RunState.RUNNING) {
        run.verifyRecords().require();
      }
      var row = RunRow.of(new RunRow.Source(run, state, spec, criterion, scan, sketch));
      return new Entry(signature, state, JSON.writeValueAsString(row), Optional.of(sketch));
    } catch (RuntimeException e) {
      if (!(e instanceof UserError)) {
        LOG.log(Level.WARNING, "A run could not be read: " + path, e);
      }
      var row = JsonNodeFactory.instance.objectNode();
      String id = path.getFileName().toString();
      row.put("id", id)
          .put("name", id)
          .put("state", "damaged")
          .put("why", why(e).replace(folder.root() + "/", ""));
      changed(path).ifPresent(time -> row.put("changed", time.toEpochMilli()));
      return new Entry(signature, RunState.STOPPED, JSON.writeValueAsString(row), Optional.empty());
    }
  }

  private static String why(RuntimeException e) {
    return e instanceof UserError ? String.valueOf(e.getMessage()) : "it cannot be read: " + e;
  }

  private static Optional<Instant> changed(Path path) {
    return signature(path).stream()
        .flatMap(Optional::stream)
        .map(FileStamp::written)
        .max(Instant::compareTo);
  }

  private static List<Optional<FileStamp>> signature(Path path) {
    return Stream.of(
            "spec.toml",
            "criterion.json",
            "metrics.jsonl",
            "provenance.json",
            "summary.json",
            "DONE")
        .map(name -> stamp(path.resolve(name)))
        .toList();
  }

  /// Empty also for a file that cannot be looked at: whoever reads it says what is wrong with it.
  private static Optional<FileStamp> stamp(Path file) {
    try {
      return FileStamp.of(file);
    } catch (UncheckedIOException e) {
      LOG.log(Level.DEBUG, "A file cannot be looked at: " + file, e);
      return Optional.empty();
    }
  }
}
