package groklab.lab.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// One block of a trace: the losses of consecutive steps, lossless, readable without the blocks
/// before it. All numbers are little-endian:
///
/// | bytes | content |
/// |---|---|
/// | 4 | `LTR1` |
/// | 8 | the step of the first loss, counted from 0 |
/// | 4 | n: how many losses, 1 to [#STEPS] |
/// | 4 | how many bytes follow |
/// | the rest | 8 n bytes, deflated with a zlib header |
///
/// The 8 n bytes are in 8 planes: the lowest byte of all n numbers, then the next one of all, and
/// so on. Number i is the 64-bit pattern of loss i as an IEEE double minus that of loss i - 1,
/// modulo 2^64; before the first is 0. So what neighbours share is zeros in a row.
final class TraceBlock {
  /// A block ends where the step is a multiple of this, so that where blocks end does not depend on
  /// when a run was interrupted.
  static final int STEPS = 512;

  static final int HEADER = 20;
  private static final int MAGIC = 'L' | 'T' << 8 | 'R' << 16 | '1' << 24;

  /// Deflate stores what it cannot make smaller, with a few bytes for each stored piece.
  private static final int LONGEST = 8 * STEPS + 64;

  /// No run has as many steps.
  private static final long FURTHEST = 1L << 53;

  private final byte[] planes = new byte[8 * STEPS];
  private final ByteBuffer written =
      ByteBuffer.allocate(HEADER + LONGEST).order(ByteOrder.LITTLE_ENDIAN);

  /// The step after that of a block's last loss.
  static long endOfBlock(long first) {
    return (first / STEPS + 1) * STEPS;
  }

  /// What a header says.
  ///
  /// @param size bytes after the header
  record Header(long first, int count, int size) {
    long end() {
      return first + count;
    }

    /// @param bytes at the header, which is passed over
    /// @throws IllegalArgumentException if it is none
    static Header read(ByteBuffer bytes) {
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      if (bytes.getInt() != MAGIC) {
        throw new IllegalArgumentException("a block does not begin with LTR1");
      }
      var header = new Header(bytes.getLong(), bytes.getInt(), bytes.getInt());
      if (header.first < 0
          || header.first > FURTHEST
          || header.count < 1
          || header.end() > endOfBlock(header.first)) {
        throw new IllegalArgumentException(
            "a block says that it holds %d steps from step %d"
                .formatted(header.count, header.first));
      }
      if (header.size < 1 || header.size > LONGEST) {
        throw new IllegalArgumentException(
            "a block says that it has %d bytes".formatted(header.size));
      }
      return header;
    }
  }

  /// The bytes of a block, valid until the next call. Allocates nothing.
  ///
  /// @param losses of steps `first`, `first + 1`, ...; the first `count` of them
  ByteBuffer encode(Deflater deflater, long first, double[] losses, int count) {
    long before = 0;
    for (int i = 0; i < count; i++) {
      long bits = Double.doubleToRawLongBits(losses[i]);
      long difference = bits - before;
      before = bits;
      for (int plane = 0; plane < 8; plane++) {
        planes[plane * count + i] = (byte) (difference >>> (8 * plane));
      }
    }
    deflater.reset();
    deflater.setInput(planes, 0, 8 * count);
    deflater.finish();
    written.clear().position(HEADER);
    int size = deflater.deflate(written);
    if (!deflater.finished()) {
      throw new IllegalStateException("A deflated block is longer than deflate's own bound");
    }
    written.flip();
    written.putInt(0, MAGIC).putLong(4, first).putInt(12, count).putInt(16, size);
    return written;
  }

  /// The losses of a block.
  ///
  /// @param bytes after the header, which are passed over
  /// @param losses gets them from `at` on
  /// @throws IllegalArgumentException if the bytes are not what the header says
  static void decode(Header header, ByteBuffer bytes, double[] losses, int at) {
    byte[] planes = inflated(header, bytes);
    long before = 0;
    for (int i = 0; i < header.count; i++) {
      long difference = 0;
      for (int plane = 7; plane >= 0; plane--) {
        difference = (difference << 8) | (planes[plane * header.count + i] & 0xff);
      }
      before += difference;
      losses[at + i] = Double.longBitsToDouble(before);
    }
  }

  private static byte[] inflated(Header header, ByteBuffer bytes) {
    byte[] planes = new byte[8 * header.count];
    try (var inflater = new Inflater()) {
      inflater.setInput(bytes.slice(bytes.position(), header.size));
      bytes.position(bytes.position() + header.size);
      int length = inflater.inflate(planes);
      boolean ends = inflater.inflate(new byte[1]) == 0 && inflater.finished();
      if (length != planes.length || !ends || inflater.getRemaining() > 0) {
        throw new IllegalArgumentException(
            "the block of step %d does not hold %d losses".formatted(header.first, header.count));
      }
    } catch (DataFormatException e) {
      throw new IllegalArgumentException(
          "the block of step %d cannot be inflated".formatted(header.first), e);
    }
    return planes;
  }
}
