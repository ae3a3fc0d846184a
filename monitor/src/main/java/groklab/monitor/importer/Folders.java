package groklab.monitor.importer;

import java.nio.file.Path;

/// Folders of files.
final class Folders {
  private Folders() {}

  static Path of(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }
}
