package groklab.lab.trace;

import groklab.lab.file.OwnFile;
import groklab.lab.file.RunFileException;
import groklab.lab.trace.TraceBlock.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The training losses of consecutive steps, as they were computed: loss t is what update t saw
/// before it was made, on its batch, with dropout.
///
/// @param first step of the first loss, counted from 0
/// @param losses at least one
public record LossTrace(long first, double[] losses) {

  /// The step after the last loss.
  public long end() {
    return first + losses.length;
  }

  /// The losses of the steps before a step; empty = there are none.
  public Optional<LossTrace> before(long step) {
    int count = (int) Math.clamp(step - first, 0, losses.length);
    return count == 0
        ? Optional.empty()
        : Optional.of(new LossTrace(first, Arrays.copyOf(losses, count)));
  }

  /// With what follows it.
  ///
  /// @param later losses that begin at its end or before; only what lies after its end is added
  public LossTrace with(LossTrace later) {
    int known = (int) (end() - later.first);
    if (known < 0 || known >= later.losses.length) {
      return this;
    }
    double[] all = Arrays.copyOf(losses, losses.length + later.losses.length - known);
    System.arraycopy(later.losses, known, all, losses.length, later.losses.length - known);
    return new LossTrace(first, all);
  }

  /// Reads a file; may be called while it is written. Half a block at its end is passed over.
  ///
  /// @return empty = there is no file, or no block in it yet
  /// @throws RunFileException if a block is damaged
  public static Optional<LossTrace> read(Path file) {
    return read(file, Long.MAX_VALUE);
  }

  /// The losses of the steps before `to`; blocks after them are not read.
  public static Optional<LossTrace> read(Path file, long to) {
    return read(file, 0, to);
  }

  /// Checks that blocks can be read.
  ///
  /// @param from byte at which the first of them begins
  /// @throws RunFileException if one is damaged
  public static void check(Path file, long from) {
    read(file, from, Long.MAX_VALUE);
  }

  private static Optional<LossTrace> read(Path file, long from, long to) {
    if (!Files.exists(OwnFile.checked(file))) {
      return Optional.empty();
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var reader = new Reader(channel, from);
      double[] losses = new double[TraceBlock.STEPS];
      int count = 0;
      long first = -1;
      for (var header = reader.header(); header != null; header = reader.header()) {
        if (first >= 0 && header.first() != first + count) {
          throw new IllegalArgumentException(
              "after step %d comes the block of step %d"
                  .formatted(first + count - 1, header.first()));
        }
        first = first < 0 ? header.first() : first;
        if (header.first() >= to || reader.isTorn(header)) {
          break;
        }
        if (count + header.count() > losses.length) {
          losses = Arrays.copyOf(losses, 2 * losses.length);
        }
        reader.block(header, losses, count);
        count += header.count();
      }
      return count == 0
          ? Optional.empty()
          : new LossTrace(first, Arrays.copyOf(losses, count)).before(to);
    } catch (IllegalArgumentException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  private static RunFileException damaged(Path file, IllegalArgumentException because) {
    return new RunFileException(
        "%s is damaged: %s; the blocks before it are whole".formatted(file, because.getMessage()));
  }

  /// Where the blocks end that hold no step after `step`.
  ///
  /// @throws RunFileException if one of them is damaged
  static Kept keptUpTo(Path file, long step) {
    if (!Files.exists(OwnFile.checked(file))) {
      return new Kept(0, 0, 0);
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var reader = new Reader(channel, 0);
      long bytes = 0;
      long end = 0;
      for (var header = reader.header(); header != null; header = reader.header()) {
        if (header.end() > step || reader.isTorn(header)) {
          break;
        }
        reader.pass(header);
        bytes = reader.at;
        end = header.end();
      }
      return new Kept(bytes, end, channel.size());
    } catch (IllegalArgumentException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  /// @param bytes how many hold them
  /// @param end the step after the last of them, 0 without any
  /// @param all bytes of the file
  record Kept(long bytes, long end, long all) {}

  /// Goes through the blocks of a file.
  private static final class Reader {
    private final FileChannel channel;
    private final ByteBuffer head = ByteBuffer.allocate(TraceBlock.HEADER);
    private final ByteBuffer body = ByteBuffer.allocate(8 * TraceBlock.STEPS + 64);
    private long at;

    Reader(FileChannel channel, long from) {
      this.channel = channel;
      this.at = from;
    }

    /// The header at the present place; null = the file ends before its end.
    @Nullable Header header() throws IOException {
      return fill(head.clear(), at) ? Header.read(head.flip()) : null;
    }

    boolean isTorn(Header header) throws IOException {
      return at + TraceBlock.HEADER + header.size() > channel.size();
    }

    void pass(Header header) {
      at += TraceBlock.HEADER + header.size();
    }

    void block(Header header, double[] losses, int place) throws IOException {
      if (!fill(body.clear().limit(header.size()), at + TraceBlock.HEADER)) {
        throw new IllegalArgumentException("it has become shorter");
      }
      TraceBlock.decode(header, body.flip(), losses, place);
      pass(header);
    }

    private boolean fill(ByteBuffer bytes, long from) throws IOException {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, from + bytes.position()) < 0) {
          return false;
        }
      }
      return true;
    }
  }
}
