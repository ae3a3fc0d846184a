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
  /// What a look reads at most, so that a long file is not held in memory whole: its records, a
  /// multiple of that, have to be gone before the collector moves them to the old ones.
  private static final int PIECE = 1 << 20;

  /// What it reads where a line does not fit into that.
  private static final int LONGEST = 32 << 20;

  private final Path file;
  private final JsonLines.Reader<R> fromLine;
  private long offset;
  private int lines;

  /// Where a line stands in its file.
  ///
  /// @param number from 1
  /// @param from its first byte
  /// @param length in bytes, without its end
  public record Place(int number, long from, int length) {}

  /// A record and where it stands.
  public record Line<R>(R record, Place place) {}

  /// What a look at the file brought.
  ///
  /// @param fromStart whether the file has become shorter, as when a run is resumed from an earlier
  ///     step: then these are its first records, and those handed out before are void
  /// @param more whether there is more to be had at once
  public record Added<R>(List<Line<R>> lines, boolean fromStart, boolean more) {

    public List<R> records() {
      return lines.stream().map(Line::record).toList();
    }
  }

  public LineTail(Path file, JsonLines.Format<R> format) {
    this(file, format.fromLine());
  }

  /// @param fromLine what is asked of a line, as that of a [JsonLines.Format]
  public LineTail(Path file, JsonLines.Reader<R> fromLine) {
    this.file = file;
    this.fromLine = fromLine;
  }

  /// The records added since the last call; a file that does not exist yet has none.
  ///
  /// @throws RunFileException if a whole line is no record or the file cannot be read
  public Added<R> next() {
    if (!Files.exists(file)) {
      return new Added<>(List.of(), restart(offset > 0), false);
    }
    try (var channel = FileChannel.open(OwnFile.checked(file), StandardOpenOption.READ)) {
      boolean fromStart = restart(channel.size() < offset);
      long left = channel.size() - offset;
      int piece = PIECE;
      var added = whole(channel, left, piece);
      if (added.isEmpty() && left > piece) {
        piece = LONGEST;
        added = whole(channel, left, piece);
      }
      if (added.isEmpty() && left > piece) {
        throw new RunFileException(
            "%s, line %d has more than %d MiB; expected a record"
                .formatted(file, lines + 1, LONGEST >> 20));
      }
      return new Added<>(added, fromStart, left > piece);
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

  private List<Line<R>> whole(FileChannel channel, long left, int piece) throws IOException {
    var bytes = ByteBuffer.allocate((int) Math.min(piece, left));
    while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
      // until all is read
    }
    return whole(bytes.array(), bytes.position());
  }

  private List<Line<R>> whole(byte[] bytes, int length) {
    var found = new ArrayList<Line<R>>();
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        R record = JsonLines.record(file, ++lines, bytes, start, i, fromLine);
        found.add(new Line<>(record, new Place(lines, offset + start, i - start)));
        start = i + 1;
      }
    }
    offset += start;
    return found;
  }
}
