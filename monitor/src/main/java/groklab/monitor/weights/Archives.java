package groklab.monitor.weights;

import groklab.lab.file.RunFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Zip archives of anybody.
final class Archives {
  private static final int MOST_MEMBERS = 200_000;

  private Archives() {}

  /// @throws ZipException if it is none
  static ZipFile open(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (IllegalArgumentException e) {
      throw new ZipException(String.valueOf(e.getMessage()));
    }
  }

  /// Its files.
  static List<ZipEntry> members(Path file, ZipFile archive) throws IOException {
    if (archive.size() > MOST_MEMBERS) {
      throw new RunFileException(
          "%s has %,d members; no file of weights has more than %,d"
              .formatted(file, archive.size(), MOST_MEMBERS));
    }
    for (ZipEntry each : archive.stream().toList()) {
      if (each.getSize() < 0) {
        throw new ZipException("%s does not say its size".formatted(each.getName()));
      }
    }
    return archive.stream().<ZipEntry>map(each -> each).toList();
  }
}
