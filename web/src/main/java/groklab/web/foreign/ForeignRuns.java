package groklab.web.foreign;

import groklab.lab.UserError;
import groklab.lab.file.Sum;
import groklab.monitor.importer.FoundLog;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The runs of other programs below some folders, as they go on.
///
/// One thread looks through the folders and reads what has changed, only while somebody asks, and
/// each folder and each run at a [Pace] of its own: a log of a gigabyte that grows costs no more
/// than a tenth of a processor. Nothing outside the folders is read: links in them are not
/// followed, and runs are asked for by an id that is no path.
public final class ForeignRuns implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ForeignRuns.class.getName());
  private static final long PATIENCE_MILLIS = 400;
  private static final int ID_LENGTH = 16;

  /// Runs whose page is kept.
  private static final int MOST_PAGES = 8;

  private final List<ForeignFolder> folders;
  private final Map<ForeignFolder, Map<String, ForeignRun>> runs = new ConcurrentHashMap<>();
  private final Map<ForeignFolder, String> faults = new ConcurrentHashMap<>();
  private final SequencedSet<ForeignRun> pages = new LinkedHashSet<>();
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("groklab-foreign").daemon().factory());
  private @Nullable Future<?> looking;

  private ForeignRuns(List<ForeignFolder> folders) {
    this.folders = List.copyOf(folders);
  }

  /// @param given folders
  /// @throws IOException if one of them is none
  public static ForeignRuns open(List<Path> given) throws IOException {
    List<ForeignFolder> folders = new ArrayList<>();
    for (Path each : given) {
      folders.add(new ForeignFolder(each));
    }
    return new ForeignRuns(folders);
  }

  /// `{"folders": how many, "complete": ..., "runs": [...], "leftOut": logs without losses and
  /// accuracies, "faults": [...]}`, see `foreign.js` for the keys of a run. Until it is complete,
  /// runs that are being read stand there by name alone.
  public ObjectNode table() {
    boolean isDone = look();
    List<ForeignRun> all = all();
    var table = JsonNodeFactory.instance.objectNode().put("folders", folders.size());
    table.put("complete", isDone && all.stream().allMatch(ForeignRun::isRead));
    var rows = table.putArray("runs");
    List<Optional<ObjectNode>> lines = all.stream().map(ForeignRun::row).toList();
    lines.forEach(each -> each.ifPresent(rows::add));
    table.put("leftOut", lines.stream().filter(Optional::isEmpty).count());
    var said = table.putArray("faults");
    faults.values().forEach(said::add);
    return table;
  }

  /// What the page of a run shows, see `foreign-run.js`; empty = there is no such run.
  ///
  /// @param seen the version that is known already: then the page holds no more than that
  public Optional<ObjectNode> page(String id, long seen) {
    refresh();
    return foundNow(id)
        .map(run -> {
          ObjectNode page = run.page();
          keep(run);
          return page.path("version").asLong(0) == seen
              ? JsonNodeFactory.instance.objectNode().put("version", seen)
              : page;
        });
  }

  /// Where a run is and what it is called; empty = there is no such run.
  public Optional<Place> place(String id) {
    return foundNow(id).map(run -> new Place(run.name(), run.path()));
  }

  /// @param name that is shown to everybody
  /// @param path that is not
  public record Place(String name, Path path) {}

  /// A curve of a run.
  ///
  /// @param unit what its steps count
  /// @param measures names of those that it has
  /// @param steps of the one that was asked for, increasing; empty where it has none
  public record Line(
      String name,
      Optional<String> unit,
      List<String> measures,
      Optional<Long> memorised,
      Optional<Long> generalised,
      long[] steps,
      double[] values) {}

  private static Optional<Long> step(ForeignRun run, String key) {
    return run.row().filter(row -> row.has(key)).map(row -> row.get(key).asLong());
  }

  /// A curve of a run by the name that our own runs have for it; empty = there is no such run.
  public Optional<Line> line(String id, String measure) {
    return foundNow(id)
        .map(run -> {
          run.update(false);
          var curve = run.curves().flatMap(all -> all.find(measure));
          return new Line(
              run.name(),
              run.row().filter(row -> row.has("unit")).map(row -> row.get("unit").asString()),
              run.curves().map(ForeignCurves::measures).orElse(List.of()),
              step(run, "memorised"),
              step(run, "generalised"),
              curve.map(ForeignCurves.Curve::steps).orElse(new long[0]),
              curve.map(ForeignCurves.Curve::values).orElse(new double[0]));
        });
  }

  /// Waits for a look only if there is no such run yet.
  private Optional<ForeignRun> foundNow(String id) {
    return find(id)
        .or(() -> {
          look();
          return find(id);
        });
  }

  private Optional<ForeignRun> find(String id) {
    return runs.values().stream()
        .flatMap(each -> Optional.ofNullable(each.get(id)).stream())
        .findFirst();
  }

  private List<ForeignRun> all() {
    return runs.values().stream()
        .flatMap(each -> each.values().stream())
        .sorted(Comparator.comparing(ForeignRun::name))
        .toList();
  }

  /// Lets go of the page that nobody has asked for the longest.
  private synchronized void keep(ForeignRun run) {
    pages.addLast(run);
    while (pages.size() > MOST_PAGES) {
      pages.removeFirst().forgetPage();
    }
  }

  // --- reading -----------------------------------------------------------------------------------

  /// Begins to look for what is new, unless that is going on.
  public synchronized void refresh() {
    looking = begun();
  }

  private synchronized Future<?> begun() {
    Future<?> now = looking;
    if (now == null || now.isDone()) {
      now = reader.submit(this::lookAndRead);
      looking = now;
    }
    return now;
  }

  /// Looks for what is new.
  ///
  /// @return whether that has ended; if not, it goes on
  private boolean look() {
    try {
      begun().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      LOG.log(Level.ERROR, "Looking for foreign runs met a fault of Groklab", e.getCause());
      return true; // the runs stand as they were
    }
  }

  private void lookAndRead() {
    for (ForeignFolder folder : folders) {
      if (folder.pace().isDue()) {
        folder.pace().begin();
        lookThrough(folder);
        folder.pace().end();
      }
    }
    for (ForeignRun run : all()) {
      if (Thread.interrupted()) {
        return; // the dashboard is being closed
      }
      run.update(false);
    }
  }

  private void lookThrough(ForeignFolder folder) {
    try {
      Map<String, ForeignRun> before = runs.getOrDefault(folder, Map.of());
      Map<String, ForeignRun> now = new LinkedHashMap<>();
      for (FoundLog found : folder.look()) {
        String id = id(found.path());
        ForeignRun run = before.getOrDefault(id, new ForeignRun(id, folder, found));
        run.found(found);
        now.put(id, run);
      }
      runs.put(folder, now);
      faults.remove(folder);
    } catch (RuntimeException e) {
      if (!(e instanceof UserError)) {
        throw e;
      }
      faults.put(folder, folder.shown(String.valueOf(e.getMessage())));
    }
  }

  /// The same for a path at any time, and nothing that a path could be made of.
  private static String id(Path path) {
    return Sum.of(path.toString().getBytes(StandardCharsets.UTF_8))
        .sha256()
        .substring(0, ID_LENGTH);
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
