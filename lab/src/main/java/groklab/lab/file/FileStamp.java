package groklab.lab.file;

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

  /// What a walk through a folder has seen of a file.
  public static FileStamp of(BasicFileAttributes now) {
    return new FileStamp(
        now.lastModifiedTime().toInstant(), now.size(), Optional.ofNullable(now.fileKey()));
  }

  /// @return empty if there is no such file
  public static Optional<FileStamp> of(Path file) {
    try {
      return Optional.of(of(Files.readAttributes(file, BasicFileAttributes.class)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("A file of a run cannot be looked at", e);
    }
  }
}
