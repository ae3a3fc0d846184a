package groklab.monitor.importer;

import groklab.lab.file.FileStamp;
import groklab.lab.file.RunFileException;
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
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Finds the runs below a path and reads what they have logged.
///
/// The files of a run are read in the order of the numbers in their names, so what a restart has
/// logged comes after what it replaces. Folders and files whose name is that of a set of examples
/// (`train/`, `val.csv`) belong to the run above them, and the set goes in front of their names.
///
/// It can look again and again while files are written: what a file is, is asked again only when it
/// has changed. Links are not followed.
public final class LogFinder {
  private static final int DEEPEST = 12;
  private static final int MOST_FILES = 50_000;
  private static final int MOST_REMARKS = 3;

  private final Map<Path, Recognised> known = new HashMap<>();

  /// Where a file belongs.
  private record Place(Path run, String prefix) {}

  private record Source(Recognised recognised, Importer importer, Path file, Place place) {
    Source at(Place other) {
      return new Source(recognised, importer, file, other);
    }
  }

  private record Seen(Path file, FileStamp stamp) {}

  /// What a file was taken for when it was as the stamp says.
  private record Recognised(FileStamp stamp, Optional<Importer> importer) {}

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

  /// What is said of files that hold no points, which may be why nothing was found.
  ///
  /// @throws RunFileException if the path does not exist, or a file of it cannot be read
  public static List<String> remarks(Path path) {
    return remarks(all(path).stream().filter(each -> each.points() == 0).toList());
  }

  private static List<String> remarks(List<RunLog> empty) {
    return empty.stream()
        .flatMap(each -> each.remarks().stream())
        .distinct()
        .limit(MOST_REMARKS)
        .toList();
  }

  private static List<RunLog> all(Path path) {
    return new LogFinder().look(path).stream().flatMap(each -> each.read().stream()).toList();
  }

  private static List<RunLog> withPoints(List<RunLog> logs) {
    return logs.stream().filter(each -> each.points() > 0).toList();
  }

  /// @param empty logs without points, which may say why
  private static RunFileException nothing(Path path, List<RunLog> empty) {
    String remarks = String.join("; ", remarks(empty));
    String why = remarks.isEmpty() ? "" : " (%s)".formatted(remarks);
    return new RunFileException(
        "%s holds nothing that was logged in a format known here%s; expected one of: %s"
            .formatted(path, why, Importers.formats()));
  }

  /// The runs that are below a path now, none of them read yet.
  ///
  /// @throws RunFileException if the path is not there or cannot be looked through
  public List<FoundLog> look(Path path) {
    try {
      List<Source> sources = new ArrayList<>();
      List<Seen> files = files(path);
      known.keySet().retainAll(files.stream().map(Seen::file).collect(Collectors.toSet()));
      for (Seen each : files) {
        Recognised now = recognise(each);
        now.importer.ifPresent(importer ->
            sources.add(new Source(now, importer, each.file, place(importer, each.file, path))));
      }
      return runs(sources);
    } catch (IOException e) {
      throw RunFileException.reading(path, e);
    }
  }

  private Recognised recognise(Seen seen) throws IOException {
    Recognised before = known.get(seen.file);
    if (before != null && before.stamp.equals(seen.stamp)) {
      return before;
    }
    Recognised now = new Recognised(seen.stamp, Importers.of(seen.file));
    known.put(seen.file, now);
    return now;
  }

  private static List<Seen> files(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new RunFileException("There is no file or folder %s; check the path".formatted(path));
    }
    List<Seen> files = new ArrayList<>();
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
            if (about.isRegularFile()) {
              files.add(new Seen(file, FileStamp.of(about)));
            }
            if (files.size() > MOST_FILES) {
              throw new RunFileException(
                  "%s holds more than %,d files; name a folder further down"
                      .formatted(path, MOST_FILES));
            }
            return FileVisitResult.CONTINUE;
          }
        };
    Files.walkFileTree(path, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, visitor);
    files.sort(Comparator.comparing(Seen::file, NaturalOrder::compare));
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

  private static List<FoundLog> runs(List<Source> sources) {
    SequencedMap<Path, List<FoundLog.Part>> byRun = new LinkedHashMap<>();
    for (Source each : withAddedScalars(sources)) {
      byRun
          .computeIfAbsent(each.place.run, _ -> new ArrayList<>())
          .add(
              new FoundLog.Part(
                  each.importer, each.file, each.place.prefix, each.recognised.stamp));
    }
    return byRun.entrySet().stream()
        .map(run -> new FoundLog(run.getKey(), run.getValue()))
        .toList();
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
          return added ? each.at(new Place(Folders.of(run), name + "/")) : each;
        })
        .toList();
  }
}
