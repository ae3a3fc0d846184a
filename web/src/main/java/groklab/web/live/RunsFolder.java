package groklab.web.live;

import groklab.lab.rundir.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The folder whose children are run directories. A run's id is the name of its directory, and
/// nothing outside the folder can be named: not by an odd id, and not through a symbolic link
/// inside it.
public final class RunsFolder {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
  private static final String SPEC = "spec.toml";
  private static final String CHECKPOINTS = "checkpoints";

  private final Path root;

  private final Path given;

  private RunsFolder(Path given, Path root) {
    this.given = given;
    this.root = root;
  }

  /// Opens the folder and makes it if it is not there.
  ///
  /// @throws IOException if it cannot be made or is no folder
  public static RunsFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new RunsFolder(folder, folder.toRealPath());
  }

  /// The folder as it was named when it was opened.
  public Path given() {
    return given;
  }

  /// Where the folder really is.
  public Path root() {
    return root;
  }

  /// The directory of a run.
  ///
  /// @throws LiveException if there is no such run in the folder
  public Path find(String id) {
    if (!ID.matcher(id).matches()) {
      throw LiveException.missing("There is no run of that name.");
    }
    Path run = root.resolve(id);
    if (!isRun(run)) {
      throw LiveException.missing("There is no run \"%s\" in the folder of runs.".formatted(id));
    }
    return run;
  }

  /// The directory of a run whose records are what they were when it wrote them. One that goes on
  /// has not sealed all of them yet.
  ///
  /// @throws LiveException as [#find]
  /// @throws groklab.lab.file.RunFileException if one is damaged
  public RunDirectory whole(String id) {
    var run = RunDirectory.open(find(id));
    if (RunState.of(run) != RunState.RUNNING) {
      run.verifyRecords().require();
    }
    return run;
  }

  /// The directories of all runs, unordered.
  public List<Path> all() {
    try (var children = Files.list(root)) {
      return children
          .filter(path -> ID.matcher(path.getFileName().toString()).matches())
          .filter(RunsFolder::isRun)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of runs cannot be read", e);
    }
  }

  private static boolean isRun(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        && Stream.of(SPEC, CHECKPOINTS)
            .anyMatch(name -> Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS));
  }

  /// The first of NAME, NAME-2, NAME-3, ... that is not there.
  Path free(String name) {
    return IntStream.iterate(1, n -> n + 1)
        .mapToObj(n -> root.resolve(n == 1 ? name : name + "-" + n))
        .filter(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS))
        .findFirst()
        .orElseThrow();
  }
}
