package groklab.web.live;

import groklab.lab.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The folder whose children are run directories. A run's id is the name of its directory.
public final class RunsFolder {
  private static final String SPEC = "spec.toml";
  private static final String CHECKPOINTS = "checkpoints";

  private final Path given;
  private final Children children;

  private RunsFolder(Path given, Path root) {
    this.given = given;
    this.children = new Children(root, RunsFolder::isRun);
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
    return children.root();
  }

  /// The directory of a run.
  ///
  /// @throws LiveException if there is no such run in the folder
  public Path find(String id) {
    return children
        .find(id)
        .orElseThrow(() ->
            LiveException.missing("There is no run \"%s\" in the folder of runs.".formatted(id)));
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
    return children.all();
  }

  private static boolean isRun(Path path) {
    return Stream.of(SPEC, CHECKPOINTS)
        .anyMatch(name -> Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS));
  }

  /// The first of NAME, NAME-2, NAME-3, ... that is not there.
  Path free(String name) {
    return IntStream.iterate(1, n -> n + 1)
        .mapToObj(n -> root().resolve(n == 1 ? name : name + "-" + n))
        .filter(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS))
        .findFirst()
        .orElseThrow();
  }
}
