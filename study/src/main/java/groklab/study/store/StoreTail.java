package groklab.study.store;

import groklab.lab.file.AtomicFile;
import groklab.lab.file.Json;
import groklab.lab.file.JsonLines;
import groklab.lab.file.LineTail;
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

/// The runs of a store that other processes may be filling: what has been read is not read again,
/// and of each run only what pictures and fits ask is kept, a few hundred bytes; its probes stay on
/// the disk. The same of several copies of a run counts as in [RunStore]. One caller at a time.
public final class StoreTail {
  private final RunStore store;
  private final Map<Path, LineTail<Row>> parts = new LinkedHashMap<>();
  private final SequencedMap<String, Known> runs = new LinkedHashMap<>();

  /// Where a run stands, and what came of it.
  private record Known(Path part, LineTail.Place place, Outcome outcome) {
    /// As `RunStore.better`: the first that came to its end, or else the last that failed.
    Known orBetter(Known later) {
      return outcome.failure().isEmpty() ? this : later;
    }
  }

  StoreTail(RunStore store) {
    this.store = store;
  }

  /// Reads what was added since the last call. Where a part has become shorter or is gone, all is
  /// read again.
  ///
  /// @return whether anything is different
  /// @throws groklab.lab.file.RunFileException if a line is not as it was written
  public boolean readOn() {
    List<Path> there = store.parts();
    boolean changed = false;
    if (!there.containsAll(parts.keySet())) {
      forget();
      changed = true;
    }
    for (Path part : there) {
      LineTail<Row> tail = parts.computeIfAbsent(part, p -> new LineTail<>(p, RowJson.LINES));
      LineTail.Added<Row> added;
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

  private void take(Path part, LineTail.Line<Row> line) {
    Row row = line.record();
    runs.merge(row.id(), new Known(part, line.place(), row.outcome()), Known::orBetter);
  }

  /// What came of each run that has ended.
  public List<Outcome> outcomes() {
    return runs.values().stream().map(Known::outcome).toList();
  }

  /// Their ids.
  public Set<String> ids() {
    return new LinkedHashSet<>(runs.keySet());
  }

  /// Writes a line for each run: of its row what has one value.
  void writeSummaries(FileChannel channel) throws IOException {
    for (String id : runs.keySet()) {
      String line = Json.line(RowJson.flat(row(id))) + "\n";
      AtomicFile.writeFully(channel, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /// A run with its probes, from the disk.
  ///
  /// @throws IllegalArgumentException if none of that id has been read
  /// @throws groklab.lab.file.RunFileException if its line is no longer as it was
  public Row row(String id) {
    Known known = runs.get(id);
    if (known == null) {
      throw new IllegalArgumentException("no run " + id);
    }
    return JsonLines.readAt(known.part(), RowJson.LINES, known.place());
  }
}
