package groklab.lab.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The [Sum] of bytes that are still being added to.
public final class RunningSum {
  private static final int PIECE = 1 << 16;

  private final MessageDigest digest = newSha256();
  private long bytes;

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "This Java runtime lacks SHA-256, which every one must have", e);
    }
  }

  public void add(byte[] added) {
    digest.update(added);
    bytes += added.length;
  }

  /// Adds what remains in a buffer, which is empty afterwards.
  public void add(ByteBuffer added) {
    bytes += added.remaining();
    digest.update(added);
  }

  /// The sum so far.
  public Sum now() {
    try {
      var copy = (MessageDigest) digest.clone();
      return new Sum(bytes, HexFormat.of().formatHex(copy.digest()));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("This Java runtime's SHA-256 cannot be copied", e);
    }
  }

  /// The sum of a whole file.
  ///
  /// @throws RunFileException if it is none that a run has written, or cannot be read
  public static Sum of(Path file) {
    return of(file, new TreeSet<>()).lastEntry().getValue();
  }

  /// Sums of the beginnings of a file, in one pass.
  ///
  /// @param lengths of the beginnings, ascending; those longer than the file are passed over
  /// @return length to sum; the last is that of the whole file
  /// @throws RunFileException as [#of]
  public static NavigableMap<Long, Sum> of(Path file, SequencedSet<Long> lengths) {
    var sums = new TreeMap<Long, Sum>();
    try (var channel = FileChannel.open(OwnFile.checked(file), StandardOpenOption.READ)) {
      var running = new RunningSum();
      var piece = ByteBuffer.allocate((int) Math.clamp(channel.size() + 1, 1, PIECE));
      for (long length : lengths) {
        if (running.read(channel, piece, length)) {
          sums.put(length, running.now());
        }
      }
      running.read(channel, piece, Long.MAX_VALUE);
      sums.put(running.bytes, running.now());
      return sums;
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  /// The sum of the first bytes of a file, to be added to.
  ///
  /// @throws RunFileException as [#of], or if there are not as many
  public static RunningSum ofBeginning(Path file, long bytes) {
    try (var channel = FileChannel.open(OwnFile.checked(file), StandardOpenOption.READ)) {
      var running = new RunningSum();
      if (!running.read(channel, ByteBuffer.allocate(PIECE), bytes)) {
        throw new RunFileException("%s has become shorter".formatted(file));
      }
      return running;
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  /// Goes on reading up to a number of bytes.
  ///
  /// @return whether there are as many
  private boolean read(FileChannel channel, ByteBuffer piece, long upTo) throws IOException {
    while (bytes < upTo) {
      piece.clear().limit((int) Math.min(piece.capacity(), upTo - bytes));
      if (channel.read(piece) < 0) {
        return false;
      }
      add(piece.flip());
    }
    return true;
  }
}
