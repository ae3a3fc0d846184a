package groklab.lab.file;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// A file of a run is a file itself: no link, which may lead anywhere, no pipe, which would be
/// waited for, and no directory.
public final class OwnFile {
  private OwnFile() {}

  /// The same path; a file that is not there is none that is wrong.
  ///
  /// @throws RunFileException if something else has its name
  public static Path checked(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new RunFileException(
          "%s is %s; expected a file that a run has written".formatted(file, kind(file)));
    }
    return file;
  }

  private static String kind(Path file) {
    if (Files.isSymbolicLink(file)) {
      return "a link";
    }
    return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? "a directory" : "no regular file";
  }
}
