package groklab.web.live;

import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunDirectoryException;
import groklab.lab.spec.SpecException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// All runs of a folder as lines of a table. What was read of a run is kept until one of its files changes.
public final class RunIndex {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RunsFolder folder;
  private final Predicate<Path> here;
  private final Map<Path, Entry> entries = new ConcurrentHashMap<>();

  /// @param signature sizes and times of the files it was read from
  private record Entry(List<Long> signature, RunState state, String json) {}

  /// @param here whether a run trains in this process
  public RunIndex(RunsFolder folder, Predicate<Path> here) {
    this.folder = folder;
    this.here = here;
  }

  /// A JSON list of all runs; see `runs.js` for the keys.
  public String json() {
    var paths = folder.all();
    entries.keySet().retainAll(paths);
    var rows = paths.parallelStream().map(this::row).toList();
    return "[" + String.join(",\n", rows) + "]";
  }

  private String row(Path path) {
    var run = RunDirectory.open(path);
    var known = entries.get(path);
    var signature = signature(run);
    if (known != null && known.signature().equals(signature) && known.state() != RunState.RUNNING) {
      return known.json();
    }
    Entry entry = read(run, signature);
    entries.put(path, entry);
    return entry.json();
  }

  /// A run that cannot be read has a line that says so, because leaving it out would hide it.
  private Entry read(RunDirectory run, List<Long> signature) {
    try {
      RunState state = here.test(run.path()) ? RunState.RUNNING : RunState.of(run);
      return new Entry(signature, state, JSON.writeValueAsString(RunRow.of(run, state)));
    } catch (RunDirectoryException | SpecException | NumberFormatException e) {
      var row = JsonNodeFactory.instance.objectNode();
      String id = run.path().getFileName().toString();
      row.put("id", id).put("name", id).put("state", "damaged");
      row.put("changed", RunState.lastWrite(run).toEpochMilli());
      return new Entry(signature, RunState.STOPPED, JSON.writeValueAsString(row));
    }
  }

  private static List<Long> signature(RunDirectory run) {
    return List.of(
        stamp(run.specFile()),
        stamp(run.metricsFile()),
        stamp(run.provenanceFile()),
        stamp(run.summaryFile()),
        stamp(run.doneFile()));
  }

  private static long stamp(Path file) {
    try {
      return Files.exists(file)
          ? Files.getLastModifiedTime(file).toMillis() * 31 + Files.size(file)
          : -1;
    } catch (IOException e) {
      throw new UncheckedIOException("A file of a run cannot be looked at", e);
    }
  }
}
