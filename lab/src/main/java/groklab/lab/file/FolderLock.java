package groklab.lab.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The right to write to a folder, held by one at a time, of this process or of another. The
/// operating system gives it back when the process ends, however it ends; the empty file `lock`
/// stays.
public final class FolderLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// @param busy what is said of the folder while another holds it, e.g. "is being trained by a run
  ///     that goes on"
  /// @throws RunFileException if another holds it, or the file system has no locks
  public static FolderLock take(Path folder, String busy) {
    Path file = folder.resolve("lock");
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              OwnFile.checked(file),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      if (channel.tryLock() != null) {
        return new FolderLock(file, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process. The channel stays open: closing it would give back the other's lock
      // too.
      throw held(folder, busy);
    } catch (IOException e) {
      throw closing(
          channel, RunFileException.writing(file, e, "nothing in the directory was changed"));
    }
    throw closing(channel, held(folder, busy));
  }

  private static RunFileException held(Path folder, String busy) {
    return new RunFileException(
        "%s %s; wait until it has ended, or stop it first".formatted(folder, busy));
  }

  private static RunFileException closing(
      @org.jspecify.annotations.Nullable FileChannel channel, RunFileException because) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      because.addSuppressed(e);
    }
    return because;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw RunFileException.writing(file, e, "what is in the folder is saved");
    }
  }
}
