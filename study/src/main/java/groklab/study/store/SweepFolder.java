package groklab.study.store;

import groklab.lab.file.AtomicFile;
import groklab.lab.file.FileStamp;
import groklab.lab.file.FolderLock;
import groklab.lab.file.RunFileException;
import groklab.lab.rundir.Seal;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.spec.SpecWriter;
import groklab.study.sweep.SweepReader;
import groklab.study.sweep.SweepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The folder of a sweep and the files in it:
///
/// | file | content | |---|---| | `sweep.toml` | the question, as it was written | | `base.toml` |
/// the resolved spec that all runs begin with | | `runs-*.jsonl` | the runs that have ended, see
/// [RunStore] | | `summaries.jsonl` | each run once, of its summary what has one value, once every
/// run has ended | | `DONE` | the sums of all these | | `lock` | nothing, see [FolderLock] |
///
/// A folder with runs in it is never overwritten. A sweep whose file has changed goes on in it:
/// what is new is run, what is no longer asked for stays.
public final class SweepFolder {
  private static final String SWEEP = "sweep.toml";
  private static final String BASE = "base.toml";
  private static final String SHARD = "shard-";
  private static final String SUMMARIES = "summaries.jsonl";

  private final Path path;

  private SweepFolder(Path path) {
    this.path = path;
  }

  /// Makes the folder of a new sweep.
  ///
  /// @param text the sweep's file
  /// @param base the spec that its runs begin with
  /// @throws RunFileException if it is there and not empty
  public static SweepFolder create(Path path, String text, RunSpec base) {
    try {
      if (Files.exists(path) && (!Files.isDirectory(path) || !isEmpty(path))) {
        throw new RunFileException(
            ("%s exists and is not empty; a sweep does not overwrite another; write --resume to go"
                    + " on with it, or --out with another name")
                .formatted(path));
      }
      Files.createDirectories(path);
    } catch (IOException e) {
      throw RunFileException.writing(path, e, "no run was begun");
    }
    return beside(path, text, base);
  }

  /// Makes the folder that shards have filled below the folder of a sweep.
  public static SweepFolder beside(Path path, String text, RunSpec base) {
    var folder = new SweepFolder(path);
    AtomicFile.write(folder.baseFile(), SpecWriter.write(base));
    AtomicFile.write(folder.sweepFile(), text);
    return folder;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /// @throws RunFileException if it is none
  public static SweepFolder open(Path path) {
    if (!is(path)) {
      throw new RunFileException(
          Files.exists(path)
              ? "%s is not the folder of a sweep: it has no %s; expected one of groklab sweep"
                  .formatted(path, SWEEP)
              : "There is no folder %s; check the path".formatted(path));
    }
    return new SweepFolder(path);
  }

  /// Whether a path is the folder of a sweep.
  public static boolean is(Path path) {
    return Files.isRegularFile(path.resolve(SWEEP)) && Files.isRegularFile(path.resolve(BASE));
  }

  /// The folders that shards of one sweep fill below the folder of a sweep, before and after they
  /// are merged into it; by name.
  ///
  /// @param path a folder, that of a sweep or not
  public static List<Path> shards(Path path) {
    try (Stream<Path> below = Files.list(path)) {
      return below
          .filter(each -> String.valueOf(each.getFileName()).startsWith(SHARD))
          .filter(SweepFolder::is)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw RunFileException.reading(path, e);
    }
  }

  /// Where a shard of a sweep goes.
  ///
  /// @param path of the sweep's folder
  /// @param part of the store that the shard writes
  public static Path shard(Path path, String part) {
    return path.resolve(SHARD + part);
  }

  /// Goes on with another text of the sweep.
  ///
  /// @throws RunFileException if its runs would begin with another spec
  public void change(String text, RunSpec base) {
    if (!isBase(base)) {
      throw new RunFileException(
          ("%s holds runs that began with another spec (base or [set] have changed since); write"
                  + " --out with another name, or take the change back")
              .formatted(path));
    }
    unseal();
    AtomicFile.write(sweepFile(), text);
  }

  private boolean isBase(RunSpec base) {
    return SpecWriter.write(base).equals(SpecWriter.write(readBase()));
  }

  /// @throws RunFileException if the runs of another folder began with another spec
  public void requireSameBase(SweepFolder other) {
    if (!isBase(other.readBase())) {
      throw new RunFileException(
          "%s and %s hold runs of different sweeps; merge those of one"
              .formatted(path, other.path));
    }
  }

  public Path path() {
    return path;
  }

  public Path sweepFile() {
    return path.resolve(SWEEP);
  }

  public Path baseFile() {
    return path.resolve(BASE);
  }

  private Path doneFile() {
    return path.resolve("DONE");
  }

  public SweepSpec readSweep() {
    return SweepReader.readFile(sweepFile());
  }

  /// What all runs begin with.
  public RunSpec readBase() {
    return new SpecReader().readFile(baseFile(), List.of());
  }

  public RunStore store() {
    return new RunStore(path);
  }

  /// Takes the right to write to a file of the folder.
  ///
  /// @throws RunFileException if another process holds it
  public FolderLock lock() {
    return FolderLock.take(path, "is being filled by a sweep that goes on");
  }

  /// What the table of runs asks, each run once: there once all runs have ended, but not in a
  /// folder that an earlier version sealed.
  public Optional<Path> summaries() {
    boolean sealed = isSealed() && Seal.read(doneFile()).files().containsKey(SUMMARIES);
    return sealed ? Optional.of(path.resolve(SUMMARIES)) : Optional.empty();
  }

  /// Its runs with their probes left on the disk: as they come in, or of a sealed folder as they
  /// stand in [#summaries], if those say where.
  public StoreTail follow() {
    return summaries()
        .filter(RowJson::hasPlaces)
        .map(file -> new StoreTail(store(), file))
        .orElseGet(() -> store().follow());
  }

  /// Says that all runs have ended.
  public void seal() {
    List<Path> files = new ArrayList<>(List.of(sweepFile(), baseFile(), path.resolve(SUMMARIES)));
    files.addAll(store().parts());
    StoreTail runs = store().follow();
    runs.readOn();
    AtomicFile.write(path.resolve(SUMMARIES), channel -> runs.writeSummaries(channel));
    Seal.of(path, files).write(doneFile());
  }

  /// Takes the seal away, when more runs are to come.
  public void unseal() {
    try {
      Files.deleteIfExists(doneFile());
    } catch (IOException e) {
      throw RunFileException.writing(doneFile(), e, "nothing in the folder was changed");
    }
  }

  /// What changes whenever the folder is sealed, unsealed or made anew, and not while runs come in.
  public List<Optional<FileStamp>> state() {
    return List.of(FileStamp.of(doneFile()), FileStamp.of(baseFile()));
  }

  public boolean isSealed() {
    return Files.exists(doneFile());
  }

  /// Compares the files of a sealed folder with what was written; those of one that goes on are
  /// compared line by line as they are read.
  ///
  /// @throws RunFileException that names the file that was changed
  public void requireWhole() {
    if (isSealed()) {
      requireWhole(Seal.read(doneFile()).files());
    }
  }

  /// As [#requireWhole], and line by line where runs are still to come: for who reads the runs by
  /// other means than [RunStore].
  ///
  /// @throws RunFileException also if a line is of another version
  public void requireWholeLines() {
    if (isSealed()) {
      requireWhole();
    } else {
      store().follow().readOn();
    }
  }

  /// As [#requireWholeLines], of what is read where [#summaries] are enough: all but the runs.
  public void requireWholeSummaries() {
    if (!isSealed()) {
      requireWholeLines();
    } else {
      SequencedMap<String, String> files = new LinkedHashMap<>(Seal.read(doneFile()).files());
      if (files.containsKey(SUMMARIES)) {
        files.keySet().removeIf(name -> RunStore.isPart(path.resolve(name)));
      }
      requireWhole(files);
    }
  }

  private void requireWhole(SequencedMap<String, String> written) {
    written.keySet().stream()
        .map(path::resolve)
        .filter(Files::notExists)
        .findFirst()
        .ifPresent(file -> {
          throw new RunFileException(
              "%s is missing; bring it back, or remove %s and --resume, which makes what is missing"
                  .formatted(file, doneFile()));
        });
    var now = Seal.of(path, written.keySet().stream().map(path::resolve).toList());
    written.forEach((name, sum) -> {
      if (!sum.equals(now.files().get(name))) {
        throw new RunFileException(
            ("%s is not as it was written when the sweep ended; put back what it was, or remove"
                    + " %s and the lines that were changed, and --resume runs what is missing")
                .formatted(path.resolve(name), doneFile()));
      }
    });
  }

  /// A run of the sweep.
  ///
  /// @param id as the table of the sweep shows it; its beginning is enough where it names one run
  public StoredRun run(String id) {
    requireWhole();
    StoreTail runs = follow();
    runs.readOn();
    List<String> found = runs.ids().stream().filter(each -> each.startsWith(id)).toList();
    if (found.size() != 1) {
      throw new RunFileException(
          found.isEmpty()
              ? "%s has no run %s".formatted(path, id)
              : "%s has %d runs whose id begins with %s; write more of it"
                  .formatted(path, found.size(), id));
    }
    Row row = runs.row(found.getFirst());
    return StoredRun.of(path.resolve(row.id()), spec(row), row);
  }

  private RunSpec spec(Row row) {
    List<String> overrides = new ArrayList<>();
    row.settings().forEach((key, value) -> overrides.add(key + "=" + value));
    overrides.add("seed=" + row.seed());
    return new SpecReader().override(readBase(), overrides);
  }

  /// The command line that runs a run of the sweep alone, with the same bits.
  public String command(SequencedMap<String, String> settings, long seed) {
    String sets =
        settings.entrySet().stream()
            .map(entry -> " --set " + quoted(entry.getKey() + "=" + entry.getValue()))
            .collect(Collectors.joining());
    return "./groklab run %s%s --seed %d".formatted(quoted(typed(baseFile())), sets, seed);
  }

  /// As somebody would type it who stands where this process began.
  static String typed(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path there = file.toAbsolutePath().normalize();
    return (there.startsWith(here) ? here.relativize(there) : file).toString();
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./=:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
