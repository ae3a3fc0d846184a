package groklab.study.store;

import groklab.lab.file.AtomicFile;
import groklab.lab.file.Json;
import groklab.lab.file.JsonLines;
import groklab.lab.file.LineTail;
import groklab.lab.file.RunFileException;
import groklab.study.sweep.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The runs of a store that other processes may be filling: what has been read is not read again,
/// and of each run only what pictures and fits ask is kept, a few hundred bytes; its probes stay on
/// the disk. The same of several copies of a run counts as in [RunStore]. One caller at a time.
public final class StoreTail {
  private final RunStore store;
  private final Map<Path, LineTail<Outcome>> parts = new LinkedHashMap<>();
  private final SequencedMap<String, Known> runs = new LinkedHashMap<>();
  private final boolean ended;

  /// Where a run stands, and what came of it.
  ///
  /// @param part a file's name
  record Known(String part, LineTail.Place place, Outcome outcome) {
    /// As `RunStore.better`: the first that came to its end, or else the last that failed.
    Known orBetter(Known later) {
      return outcome.failure().isEmpty() ? this : later;
    }
  }

  StoreTail(RunStore store) {
    this.store = store;
    ended = false;
  }

  /// Of a store whose runs have all ended, without reading them.
  ///
  /// @param summaries what [#writeSummaries] wrote
  StoreTail(RunStore store, Path summaries) {
    this.store = store;
    ended = true;
    var lines = new LineTail<>(summaries, RowJson::known);
    LineTail.Added<Known> added;
    do {
      added = lines.next();
      added.records().forEach(known -> runs.put(known.outcome().id(), known));
    } while (added.more());
  }

  /// Reads what was added since the last call. Where a part has become shorter or is gone, all is
  /// read again.
  ///
  /// @return whether anything is different
  /// @throws RunFileException if a line is not as it was written
  public boolean readOn() {
    if (ended) {
      return false;
    }
    List<Path> there = store.parts();
    boolean changed = false;
    if (!there.containsAll(parts.keySet())) {
      forget();
      changed = true;
    }
    for (Path part : there) {
      LineTail<Outcome> tail =
          parts.computeIfAbsent(part, p -> new LineTail<>(p, RowJson::outcome));
      LineTail.Added<Outcome> added;
      do {
        added = tail.next();
        if (added.fromStart()) {
          forget();
          readOn();
          return true;
        }
        added.lines().forEach(line -> take(part, line));
        changed |= !added.lines().isEmpty();
      } while (added.more());
    }
    return changed;
  }

  private void forget() {
    parts.clear();
    runs.clear();
  }

  private void take(Path part, LineTail.Line<Outcome> line) {
    Outcome run = line.record();
    runs.merge(run.id(), new Known(name(part), line.place(), run), Known::orBetter);
  }

  private static String name(Path part) {
    return String.valueOf(part.getFileName());
  }

  /// What came of each run that has ended.
  public List<Outcome> outcomes() {
    return runs.values().stream().map(Known::outcome).toList();
  }

  /// Their ids.
  public Set<String> ids() {
    return new LinkedHashSet<>(runs.keySet());
  }

  /// Writes a line for each run: of its row what has one value, and where the row stands.
  void writeSummaries(FileChannel channel) throws IOException {
    for (Known known : runs.values()) {
      ObjectNode flat = readAt(known, RowJson::flat);
      String line = Json.line(RowJson.at(flat, known)) + "\n";
      AtomicFile.writeFully(channel, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /// A run with its probes, from the disk.
  ///
  /// @throws IllegalArgumentException if none of that id has been read
  /// @throws RunFileException if its line is no longer as it was
  public Row row(String id) {
    Known known = runs.get(id);
    if (known == null) {
      throw new IllegalArgumentException("no run " + id);
    }
    Row row = readAt(known, RowJson::row);
    if (!row.id().equals(id)) {
      throw new RunFileException(
          "%s, line %d holds run %s and not %s, as it did"
              .formatted(store.file(known.part), known.place.number(), row.id(), id));
    }
    return row;
  }

  private <R> R readAt(Known known, JsonLines.Reader<R> fromLine) {
    return JsonLines.readAt(store.file(known.part), fromLine, known.place);
  }
}
