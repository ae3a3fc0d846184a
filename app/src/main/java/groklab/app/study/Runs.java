package groklab.app.study;

import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunSource;
import groklab.study.store.SweepFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs as they are named on the command line.
public final class Runs {
  private Runs() {}

  /// A run whose records are as they were written.
  ///
  /// @param path a run directory, or the folder of a sweep with the id of one of its runs
  public static RunSource open(Path path) {
    Path parent = path.toAbsolutePath().normalize().getParent();
    boolean inSweep = parent != null && !Files.exists(path) && SweepFolder.is(parent);
    return inSweep
        ? SweepFolder.open(path.resolveSibling("")).run(String.valueOf(path.getFileName()))
        : RunDirectory.openWhole(path);
  }
}
