package groklab.lab.rundir;

import groklab.lab.file.OwnFile;
import groklab.lab.file.RunFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The right to write to a run directory, held by one training run at a time, of this process or of
/// another. The operating system gives it back when the process ends, however it ends; the empty
/// file `lock` stays.
public final class RunLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// @throws RunFileException if another run holds it, or the file system has no locks
  static RunLock take(Path run) {
    Path file = run.resolve("lock");
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              OwnFile.checked(file),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      if (channel.tryLock() != null) {
        return new RunLock(file, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process. The channel stays open: closing it would give back the other run's
      // lock too.
      throw held(run);
    } catch (IOException e) {
      throw closing(
          channel, RunFileException.writing(file, e, "nothing in the directory was changed"));
    }
    throw closing(channel, held(run));
  }

  private static RunFileException held(Path run) {
    return new RunFileException(
        "%s is being trained by a run that goes on; wait until it has ended, or stop it first"
            .formatted(run));
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
      throw RunFileException.writing(file, e, "the run itself is saved");
    }
  }
}
