package groklab.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/// When a file was written and how long it is: as long as these are the same, what was read of it
/// is taken for what is in it. A file that is replaced by another one has another identity, where
/// the file system knows one.
///
/// @param identity empty where the file system has none
public record FileStamp(Instant written, long bytes, Optional<Object> identity) {

  /// @return empty if there is no such file
  public static Optional<FileStamp> of(Path file) {
    try {
      var now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new FileStamp(
              now.lastModifiedTime().toInstant(), now.size(), Optional.ofNullable(now.fileKey())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("A file of a run cannot be looked at", e);
    }
  }
}
