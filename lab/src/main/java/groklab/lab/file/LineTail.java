package groklab.lab.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Follows a file of [JsonLines] that another thread or process appends to: each call reads what
/// has been added since. Half a line at the end is left for the next call. One caller at a time.
///
/// @param <R> what a line holds
public final class LineTail<R> {
  private final Path file;
  private final JsonLines.Format<R> format;
  private long offset;
  private int lines;

  /// What a look at the file brought.
  ///
  /// @param fromStart whether the file has become shorter, as when a run is resumed from an earlier
  ///     step: then these are all its records, and those handed out before are void
  public record Added<R>(List<R> records, boolean fromStart) {}

  public LineTail(Path file, JsonLines.Format<R> format) {
    this.file = file;
    this.format = format;
  }

  /// The records added since the last call; a file that does not exist yet has none.
  ///
  /// @throws RunFileException if a whole line is no record or the file cannot be read
  public Added<R> next() {
    if (!Files.exists(file)) {
      return new Added<>(List.of(), restart(offset > 0));
    }
    try (var channel = FileChannel.open(OwnFile.checked(file), StandardOpenOption.READ)) {
      boolean fromStart = restart(channel.size() < offset);
      var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - offset));
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
        // until all is read
      }
      return new Added<>(records(bytes.array(), bytes.position()), fromStart);
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  private boolean restart(boolean shorter) {
    if (shorter) {
      offset = 0;
      lines = 0;
    }
    return shorter;
  }

  private List<R> records(byte[] bytes, int length) {
    var records = new ArrayList<R>();
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        records.add(JsonLines.record(file, ++lines, bytes, start, i, format));
        start = i + 1;
      }
    }
    offset += start;
    return records;
  }
}
