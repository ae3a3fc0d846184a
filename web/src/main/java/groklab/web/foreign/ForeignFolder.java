package groklab.web.foreign;

import groklab.monitor.importer.FoundLog;
import groklab.monitor.importer.LogFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A folder with runs of other programs. Where it is, only who may change things is told: its runs
/// are called by its own name and what lies below it.
final class ForeignFolder {
  private final Path root;
  private final String name;
  private final LogFinder finder = new LogFinder();
  private final Pace pace = new Pace();

  /// @param given a folder, or a link to one
  /// @throws IOException if it is none
  ForeignFolder(Path given) throws IOException {
    if (!Files.isDirectory(given)) {
      throw new NotDirectoryException(given.toString());
    }
    this.root = given.toRealPath();
    this.name = Optional.ofNullable(root.getFileName()).map(Path::toString).orElse("");
  }

  Pace pace() {
    return pace;
  }

  /// @throws groklab.lab.file.RunFileException if it cannot be looked through
  List<FoundLog> look() {
    return finder.look(root);
  }

  /// What a run in it is called.
  String name(Path run) {
    return run.equals(root) ? name : name + "/" + root.relativize(run);
  }

  /// A sentence that names files, as it is shown.
  String shown(String sentence) {
    return sentence.replace(root.toString(), name);
  }
}
