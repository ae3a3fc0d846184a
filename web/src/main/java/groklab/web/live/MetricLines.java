package groklab.web.live;

import groklab.lab.file.OwnFile;
import groklab.lab.file.RunFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/// The lines of a file of any length, one after another in little memory. Only a file itself is
/// read: no directory, no pipe that would be waited for, and nothing that a link leads to.
final class MetricLines {
  private static final int BUFFER = 1 << 18;
  private static final int LONGEST_LINE = 1 << 24;

  private MetricLines() {}

  /// A line without its end; the bytes are those of the buffer and change afterwards.
  @FunctionalInterface
  interface Line {
    void accept(byte[] bytes, int from, int to);
  }

  /// Hands over every line that has an end; none if there is no such file.
  ///
  /// @throws RunFileException if it is no file of its own, cannot be read, or has a line of more
  ///     than 16 MiB
  static void forEach(Path file, Line line) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var in = Files.newInputStream(OwnFile.checked(file), LinkOption.NOFOLLOW_LINKS)) {
      read(file, in, line);
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  private static void read(Path file, InputStream in, Line line) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int kept = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer, kept, buffer.length - kept)) {
      int end = kept + n;
      int from = 0;
      for (int i = kept; i < end; i++) {
        if (buffer[i] == '\n') {
          line.accept(buffer, from, i);
          from = i + 1;
        }
      }
      System.arraycopy(buffer, from, buffer, 0, end - from);
      kept = end - from;
      if (kept == buffer.length) {
        if (kept >= LONGEST_LINE) {
          throw new RunFileException("%s has a line of more than 16 MiB".formatted(file));
        }
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
    }
  }
}
