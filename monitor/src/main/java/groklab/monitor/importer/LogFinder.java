package groklab.monitor.importer;

import groklab.lab.file.RunFileException;
import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.NameWords;
import groklab.monitor.log.RunLog;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Finds the runs below a path and reads what they have logged.
///
/// The files of a run are read in the order of the numbers in their names, so what a restart has
/// logged comes after what it replaces. Folders and files whose name is that of a set of examples
/// (`train/`, `val.csv`) belong to the run above them, and the set goes in front of their names.
public final class LogFinder {
  private static final int DEEPEST = 12;
  private static final int MOST_FILES = 50_000;

  private LogFinder() {}

  /// Where a file belongs.
  private record Place(Path run, String prefix) {}

  private record Source(Importer importer, Path file, Place place) {}

  /// What each run below a path has logged.
  ///
  /// @throws RunFileException if there is nothing that can be read
  public static List<RunLog> find(Path path) {
    List<RunLog> all = all(path);
    List<RunLog> logs = withPoints(all);
    if (logs.isEmpty()) {
      throw nothing(path, all);
    }
    return logs;
  }

  /// The same, empty where there is nothing.
  ///
  /// @throws RunFileException if the path does not exist, or a file of it cannot be read
  public static List<RunLog> search(Path path) {
    return withPoints(all(path));
  }

  private static List<RunLog> withPoints(List<RunLog> logs) {
    return logs.stream().filter(each -> each.points() > 0).toList();
  }

  private static List<RunLog> all(Path path) {
    try {
      List<Source> sources = new ArrayList<>();
      for (Path file : files(path)) {
        Importers.of(file)
            .ifPresent(
                importer -> sources.add(new Source(importer, file, place(importer, file, path))));
      }
      return read(sources);
    } catch (IOException e) {
      throw RunFileException.reading(path, e);
    }
  }

  /// A number that changes when a file below a path appears, goes, grows or is written again.
  ///
  /// @throws RunFileException if there is no such path
  public static long state(Path path) {
    try {
      long state = 0;
      for (Path file : files(path)) {
        BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
        state = 31 * state + file.hashCode();
        state = 31 * state + about.size();
        state = 31 * state + about.lastModifiedTime().hashCode();
      }
      return state;
    } catch (IOException e) {
      throw RunFileException.reading(path, e);
    }
  }

  /// @param empty logs without points, which may say why
  private static RunFileException nothing(Path path, List<RunLog> empty) {
    String remarks =
        empty.stream()
            .flatMap(each -> each.remarks().stream())
            .distinct()
            .limit(3)
            .collect(Collectors.joining("; "));
    String why = remarks.isEmpty() ? "" : " (%s)".formatted(remarks);
    return new RunFileException(
        "%s holds nothing that was logged in a format known here%s; expected one of: %s"
            .formatted(path, why, Importers.formats()));
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new RunFileException("There is no file or folder %s; check the path".formatted(path));
    }
    List<Path> files = new ArrayList<>();
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
            files.add(file);
            if (files.size() > MOST_FILES) {
              throw new RunFileException(
                  "%s holds more than %,d files; name a folder further down"
                      .formatted(path, MOST_FILES));
            }
            return FileVisitResult.CONTINUE;
          }
        };
    Files.walkFileTree(path, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, visitor);
    files.sort(NaturalOrder::compare);
    return files;
  }

  /// @param top what was asked for, above which no run lies
  private static Place place(Importer importer, Path file, Path top) {
    Path run = importer.run(file);
    String name = String.valueOf(run.getFileName()).replaceAll("\\.[A-Za-z]+$", "");
    List<String> words = NameWords.of(name);
    boolean ofSet = !words.isEmpty() && words.stream().allMatch(NameWords::isSet);
    return ofSet && !run.equals(top) ? new Place(Folders.of(run), name + "/") : new Place(run, "");
  }

  private static List<RunLog> read(List<Source> sources) throws IOException {
    SequencedMap<Path, SequencedMap<Importer, List<Source>>> byRun = new LinkedHashMap<>();
    for (Source each : withAddedScalars(sources)) {
      byRun
          .computeIfAbsent(each.place.run, _ -> new LinkedHashMap<>())
          .computeIfAbsent(each.importer, _ -> new ArrayList<>())
          .add(each);
    }
    List<RunLog> logs = new ArrayList<>();
    for (Map.Entry<Path, SequencedMap<Importer, List<Source>>> run : byRun.entrySet()) {
      logs.addAll(richest(run.getKey(), run.getValue()));
    }
    return logs;
  }

  /// A run that is logged in several formats is read in the one that holds most.
  private static List<RunLog> richest(Path run, Map<Importer, List<Source>> formats)
      throws IOException {
    List<RunLog> best = List.of();
    for (Map.Entry<Importer, List<Source>> format : formats.entrySet()) {
      var builder = new LogBuilder();
      for (Source each : format.getValue()) {
        builder.prefix(each.place.prefix);
        format.getKey().read(each.file, builder);
      }
      List<RunLog> logs = builder.all(run, format.getKey().format());
      if (best.isEmpty() || points(logs) > points(best)) {
        best = logs;
      }
    }
    return best;
  }

  private static long points(List<RunLog> logs) {
    return logs.stream().mapToLong(RunLog::points).sum();
  }

  /// TensorBoard's `add_scalars` writes each of its series into a folder of its own below that of
  /// the run.
  private static List<Source> withAddedScalars(List<Source> sources) {
    List<Path> runs = sources.stream().map(each -> each.place.run).distinct().toList();
    return sources.stream()
        .map(each -> {
          Path run = each.place.run;
          String name = String.valueOf(run.getFileName());
          List<String> words = NameWords.of(name);
          boolean added =
              each.importer instanceof TensorBoardEvents
                  && words.stream().anyMatch(NameWords::isSet)
                  && runs.contains(Folders.of(run));
          return added
              ? new Source(each.importer, each.file, new Place(Folders.of(run), name + "/"))
              : each;
        })
        .toList();
  }
}
