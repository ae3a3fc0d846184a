package groklab.lab.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// Writes a file as a whole or not at all: beside its place, to the disk, then renamed over it.
public final class AtomicFile {
  /// The ending of a file that is not finished. One that is left over after a crash is overwritten
  /// by the next try.
  static final String PARTIAL = ".partial";

  private AtomicFile() {}

  /// Fills a file that is open for writing.
  @FunctionalInterface
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  public static void write(Path file, String text) {
    write(
        file,
        channel -> writeFully(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  /// @throws RunFileException if it fails; then the file is as it was before
  public static void write(Path file, Content content) {
    var partial = file.resolveSibling(file.getFileName() + PARTIAL);
    try {
      Files.deleteIfExists(partial); // of a process that was killed, or a link laid to be followed
      try (var channel =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      forceDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    } catch (IOException e) {
      deletePartial(partial, e);
      throw RunFileException.writing(
          file, e, "the file is as it was before and everything written earlier is safe");
    }
  }

  public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// A rename lives in the directory, so that has to reach the disk too. Windows cannot open a
  /// directory and orders renames itself.
  private static void forceDirectory(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void deletePartial(Path partial, IOException because) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
