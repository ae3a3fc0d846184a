package groklab.study.store;

import groklab.lab.file.AtomicFile;
import groklab.lab.file.Json;
import groklab.lab.file.JsonLines;
import groklab.lab.file.RunFileException;
import groklab.study.store.Row.End;
import groklab.study.sweep.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The files in a folder that hold the runs of a sweep, `runs-*.jsonl`: one line for each run that
/// has ended, in any order. A part belongs to one process at a time, which appends to it, or is
/// written whole; so any number of machines can fill one store. A run may stand in several parts,
/// as where a machine was thought lost: its copies differ in their seconds alone, and the first
/// counts.
///
/// A killed process loses the runs that it was at, and nothing else.
public final class RunStore {
  private static final String BEGIN = "runs-";
  private static final String END = ".jsonl";

  private final Path folder;

  public RunStore(Path folder) {
    this.folder = folder;
  }

  /// The file of a part.
  ///
  /// @param name letters, digits and hyphens
  public Path part(String name) {
    return folder.resolve(BEGIN + name + END);
  }

  /// @param name of a file in the folder
  Path file(String name) {
    return folder.resolve(name);
  }

  /// All parts there are, by name.
  public List<Path> parts() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(RunStore::isPart).sorted().toList();
    } catch (IOException e) {
      throw RunFileException.reading(folder, e);
    }
  }

  static boolean isPart(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(BEGIN)
        && name.endsWith(END)
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /// All runs that have ended, each once: the first that came to its end, or else the last that
  /// failed.
  ///
  /// @throws RunFileException if a line is not as it was written
  public SequencedMap<String, Row> rows() {
    SequencedMap<String, Row> rows = new LinkedHashMap<>();
    for (Path part : parts()) {
      for (Row row : JsonLines.read(part, RowJson.LINES)) {
        rows.merge(row.id(), row, RunStore::better);
      }
    }
    return rows;
  }

  /// The runs of one part, in the order of its lines.
  ///
  /// @throws RunFileException as [#rows()]
  public List<Row> rows(String part) {
    return JsonLines.read(part(part), RowJson.LINES);
  }

  /// Its runs as they come in, with their probes left on the disk.
  public StoreTail follow() {
    return new StoreTail(this);
  }

  private static Row better(Row first, Row second) {
    return first.end() instanceof End.Finished ? first : second;
  }

  /// Opens a part for appending, new or begun by a process that is gone; a torn last line is
  /// removed.
  public Writer open(String name) {
    return new Writer(JsonLines.resume(part(name), RowJson.LINES, Long.MAX_VALUE));
  }

  /// Writes a part as a whole or not at all.
  ///
  /// @param lines of [#line]
  public void write(String name, List<String> lines) {
    AtomicFile.write(part(name), String.join("\n", lines) + "\n");
  }

  /// @throws RunFileException if lines of this format are not those of this version; the caller
  ///     says where they stand
  public static void requireFormat(long format) {
    if (format != RowJson.FORMAT) {
      throw new RunFileException(
          ("lines of format %d, and this version of Groklab reads format %d; use the version that"
                  + " wrote them")
              .formatted(format, RowJson.FORMAT));
    }
  }

  /// A row as the line that [#write] takes, without its end.
  public static String line(Row row) {
    return Json.line(RowJson.object(row));
  }

  /// Takes all runs of other stores into one part of this one, behind what it holds, those that are
  /// there already apart.
  ///
  /// @return how many were taken
  public int merge(List<RunStore> others, String name) {
    Map<String, Outcome> known = new HashMap<>();
    StoreTail here = follow();
    here.readOn();
    here.outcomes().forEach(run -> known.put(run.id(), run));
    List<Taken> taken = new ArrayList<>();
    for (RunStore other : others) {
      StoreTail there = other.follow();
      there.readOn();
      for (Outcome run : there.outcomes()) {
        Outcome before = known.get(run.id());
        if (before == null || (before.failure().isPresent() && run.failure().isEmpty())) {
          known.put(run.id(), run);
          taken.add(new Taken(there, run.id()));
        }
      }
    }
    if (!taken.isEmpty()) {
      try (Writer part = open(name)) {
        taken.forEach(each -> part.append(each.from().row(each.id())));
      }
    }
    return taken.size();
  }

  private record Taken(StoreTail from, String id) {}

  /// Appends to a part; any number of threads.
  public static final class Writer implements AutoCloseable {
    private final JsonLines<Row> lines;

    private Writer(JsonLines<Row> lines) {
      this.lines = lines;
    }

    /// @throws RunFileException if it fails; then the file ends with the row before
    public synchronized void append(Row row) {
      lines.append(row);
    }

    @Override
    public synchronized void close() {
      try (lines) {
        lines.force();
      }
    }
  }
}
