package groklab.lab.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// A file of one JSON object per line that only grows.
///
/// A line reaches the operating system in one piece before [#append] returns, so a killed process
/// loses nothing that was appended; [#force] brings it to the disk for the case that the machine
/// stops. A last line without its end is torn: readers pass over it, and resuming removes it.
///
/// @param <R> what a line holds
public final class JsonLines<R> implements AutoCloseable {
  private static final String SAFE = "all lines before are safe";

  private final Path file;
  private final FileChannel channel;
  private final Format<R> format;
  private final RunningSum sum;

  /// How a record becomes a line and back.
  ///
  public record Format<R>(
      Function<R, ObjectNode> toJson, Reader<R> fromLine, ToLongFunction<R> step) {
    /// Of records that are read from what the line holds, whatever its spelling.
    ///
    /// @param fromJson throws IllegalArgumentException for an object that is no record
    public static <R> Format<R> ofObjects(
        Function<R, ObjectNode> toJson, Function<ObjectNode, R> fromJson, ToLongFunction<R> step) {
      return new Format<>(
          toJson, (bytes, from, to) -> fromJson.apply(Json.parse(bytes, from, to)), step);
    }
  }

  /// What a line says.
  @FunctionalInterface
  public interface Reader<R> {
    /// @param from the line's first byte
    /// @param to behind its last, its end not among them
    /// @throws JacksonException if it is not JSON
    /// @throws IllegalArgumentException if it is no record
    /// @throws RunFileException if it is whole and cannot be used
    R read(byte[] bytes, int from, int to);
  }

  /// A record and where its line ends in the file.
  private record Line<R>(R record, int end) {}

  private JsonLines(Path file, FileChannel channel, Format<R> format, RunningSum sum) {
    this.file = file;
    this.channel = channel;
    this.format = format;
    this.sum = sum;
  }

  /// Opens a new file for appending.
  ///
  /// @throws RunFileException if there is one that holds something
  public static <R> JsonLines<R> create(Path file, Format<R> format) {
    var opened = open(file, format, new byte[0]);
    if (opened.size() > 0) {
      opened.close();
      throw new RunFileException("%s is not empty; expected that of a new run".formatted(file));
    }
    return opened;
  }

  /// Opens for appending after a checkpoint: removes what was recorded after its step, which the
  /// run will record again, and a torn last line. What was recorded *at* the step stays, so it must
  /// be appended before the checkpoint is written.
  public static <R> JsonLines<R> resume(Path file, Format<R> format, long step) {
    byte[] kept = Files.exists(file) ? upTo(file, format, step) : new byte[0];
    var opened = open(file, format, kept);
    opened.truncate(kept.length);
    return opened;
  }

  private static <R> JsonLines<R> open(Path file, Format<R> format, byte[] kept) {
    var sum = new RunningSum();
    sum.add(kept);
    try {
      var channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND,
              LinkOption.NOFOLLOW_LINKS);
      return new JsonLines<>(file, channel, format, sum);
    } catch (IOException e) {
      throw RunFileException.writing(file, e, SAFE);
    }
  }

  private static <R> byte[] upTo(Path file, Format<R> format, long step) {
    byte[] bytes = bytes(file);
    int keep = 0;
    for (var line : lines(file, bytes, format)) {
      if (format.step().applyAsLong(line.record()) > step) {
        break;
      }
      keep = line.end();
    }
    return Arrays.copyOf(bytes, keep);
  }

  /// The sum of the lines up to a step.
  public static <R> Sum sum(Path file, Format<R> format, long step) {
    return Sum.of(upTo(file, format, step));
  }

  /// All records of whole lines.
  ///
  /// @throws RunFileException if a whole line is no record
  public static <R> List<R> read(Path file, Format<R> format) {
    return lines(file, bytes(file), format).stream().map(Line::record).toList();
  }

  /// Those of the lines that begin at a byte or after it.
  public static <R> List<R> read(Path file, Format<R> format, long from) {
    byte[] bytes = bytes(file);
    int begin = (int) Math.min(from, bytes.length);
    return lines(file, Arrays.copyOfRange(bytes, begin, bytes.length), format).stream()
        .map(Line::record)
        .toList();
  }

  /// The record of one line that a [LineTail] has passed, without the rest of the file.
  ///
  /// @throws RunFileException if no record stands there
  public static <R> R readAt(Path file, Reader<R> fromLine, LineTail.Place place) {
    try (var opened = FileChannel.open(OwnFile.checked(file), StandardOpenOption.READ)) {
      var line = ByteBuffer.allocate(place.length());
      while (line.hasRemaining() && opened.read(line, place.from() + line.position()) >= 0) {
        // until all is read
      }
      return record(file, place.number(), line.array(), 0, line.position(), fromLine);
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  /// Appends one line.
  ///
  /// @throws RunFileException if it fails; then the file ends with the line before
  public void append(R record) {
    var line = Json.line(format.toJson().apply(record)) + "\n";
    long before = size();
    try {
      AtomicFile.writeFully(channel, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      removeTorn(before, e);
      throw RunFileException.writing(file, e, SAFE);
    }
    sum.add(line.getBytes(StandardCharsets.UTF_8));
  }

  /// The sum of all lines so far.
  public Sum sum() {
    return sum.now();
  }

  /// Brings all lines to the disk.
  public void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw RunFileException.writing(file, e, SAFE);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw RunFileException.writing(file, e, SAFE);
    }
  }

  private long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw RunFileException.writing(file, e, SAFE);
    }
  }

  private void truncate(long length) {
    try {
      channel.truncate(length);
      channel.force(true);
    } catch (IOException e) {
      throw RunFileException.writing(file, e, SAFE);
    }
  }

  /// Half a line in the middle of the file would make the next one unreadable.
  private void removeTorn(long length, IOException because) {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(OwnFile.checked(file));
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  private static <R> List<Line<R>> lines(Path file, byte[] bytes, Format<R> format) {
    var lines = new ArrayList<Line<R>>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        R record = record(file, lines.size() + 1, bytes, start, i, format.fromLine());
        lines.add(new Line<>(record, i + 1));
        start = i + 1;
      }
    }
    return lines;
  }

  /// The record of one line.
  ///
  /// @param number of the line in its file, from 1
  /// @param from its first byte
  /// @param to the line feed at its end
  static <R> R record(Path file, int number, byte[] bytes, int from, int to, Reader<R> fromLine) {
    try {
      return fromLine.read(bytes, from, to);
    } catch (RunFileException e) {
      throw new RunFileException("%s, line %d: %s".formatted(file, number, e.getMessage()));
    } catch (JacksonException e) {
      throw new RunFileException(
          "%s, line %d is damaged: it is not JSON; the lines before it are whole"
              .formatted(file, number));
    } catch (IllegalArgumentException e) {
      throw new RunFileException(
          "%s, line %d is damaged: %s; the lines before it are whole"
              .formatted(file, number, e.getMessage()));
    }
  }
}
