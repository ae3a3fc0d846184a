package groklab.monitor.importer;

import groklab.lab.file.FileStamp;
import groklab.lab.file.OwnFile;
import groklab.lab.file.RunFileException;
import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.RunLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A run that was found: where its files are, and how they stood when they were looked at.
public final class FoundLog {
  private final Path path;
  private final List<Part> parts;

  /// A file of it.
  ///
  /// @param prefix stands in front of the names that do not say their set of examples themselves
  record Part(Importer importer, Path file, String prefix, FileStamp stamp) {}

  FoundLog(Path path, List<Part> parts) {
    this.path = path;
    this.parts = List.copyOf(parts);
  }

  /// Its file or folder.
  public Path path() {
    return path;
  }

  /// As long as these are the same, it would be read as it was.
  public List<FileStamp> stamps() {
    return parts.stream().map(Part::stamp).toList();
  }

  /// Reads what its files hold: a run, or several where a file has several; what is logged in
  /// several formats in the one that holds most.
  ///
  /// @return those without points too, whose remarks may say why they have none
  /// @throws RunFileException if a file of it cannot be read
  public List<RunLog> read() {
    SequencedMap<Importer, List<Part>> formats = new LinkedHashMap<>();
    parts.forEach(each -> formats.computeIfAbsent(each.importer, _ -> new ArrayList<>()).add(each));
    List<RunLog> best = List.of();
    for (List<Part> format : formats.values()) {
      List<RunLog> logs = read(format);
      if (best.isEmpty() || points(logs) > points(best)) {
        best = logs;
      }
    }
    return best;
  }

  private static long points(List<RunLog> logs) {
    return logs.stream().mapToLong(RunLog::points).sum();
  }

  private List<RunLog> read(List<Part> format) {
    var builder = new LogBuilder();
    for (Part each : format) {
      builder.prefix(each.prefix);
      try {
        each.importer.read(OwnFile.checked(each.file), builder);
      } catch (IOException e) {
        throw RunFileException.reading(each.file, e);
      }
    }
    return builder.all(path, format.getFirst().importer.format());
  }
}
