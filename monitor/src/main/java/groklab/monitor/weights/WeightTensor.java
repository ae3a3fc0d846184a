package groklab.monitor.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;

/// A stored tensor, whose numbers are read when they are asked for.
///
/// @param shape sizes by dimension; empty for a single number
/// @param strides numbers of the storage from one index of a dimension to the next
/// @param start of its first number in the storage, in numbers
public record WeightTensor(
    NumberType type, ByteOrder order, long[] shape, long[] strides, long start, Storage storage) {
  /// Numbers that are read at a time.
  public static final int PIECE = 1 << 14;

  /// Bytes up to which a tensor that is not stored row by row is held in memory to be read.
  static final long MOST_SCATTERED = 128L << 20;

  /// @throws IllegalArgumentException if it does not lie in its storage, or has more numbers than
  ///     that holds; the message is a part of a sentence
  public WeightTensor {
    if (shape.length != strides.length) {
      throw new IllegalArgumentException(
          "has %d sizes and %d strides".formatted(shape.length, strides.length));
    }
    long stored = storage.size() / type.bytes();
    if (!fits(shape, strides, start, stored)) {
      throw new IllegalArgumentException(
          "has shape %s and strides %s from %d on, but its storage has %d numbers"
              .formatted(Arrays.toString(shape), Arrays.toString(strides), start, stored));
    }
  }

  /// Whether every number lies in the storage, with no more of them than that has; without a
  /// product that overflows.
  private static boolean fits(long[] shape, long[] strides, long start, long stored) {
    boolean valid = start >= 0 && Arrays.stream(shape).allMatch(size -> size >= 0);
    if (!valid || Arrays.stream(shape).anyMatch(size -> size == 0)) {
      return valid;
    }
    long count = 1;
    long last = start;
    for (int i = 0; i < shape.length; i++) {
      long span = shape[i] - 1;
      if (shape[i] > stored / count
          || strides[i] < 0
          || (span > 0 && strides[i] > (stored - last) / span)) {
        return false;
      }
      count *= shape[i];
      last += span * strides[i];
    }
    return last < stored;
  }

  /// A tensor that is stored row by row.
  static WeightTensor rows(
      NumberType type, ByteOrder order, long[] shape, long start, Storage storage) {
    return new WeightTensor(type, order, shape, rowStrides(shape), start, storage);
  }

  static long[] rowStrides(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      // a product that overflows belongs to a shape that the constructor refuses
      stride *= Math.max(1, shape[i]);
    }
    return strides;
  }

  /// Number of elements.
  public long count() {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    return count;
  }

  /// `768 x 3072`.
  public String shapeText() {
    return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(" x "));
  }

  private boolean isRowByRow() {
    long[] rows = rowStrides(shape);
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] > 1 && strides[i] != rows[i]) {
        return false;
      }
    }
    return true;
  }

  /// Whether its numbers can be read in memory that does not grow with it, or in little.
  public boolean isReadable() {
    return isRowByRow() || span() * type.bytes() <= MOST_SCATTERED;
  }

  private long span() {
    long span = 1;
    for (int i = 0; i < shape.length; i++) {
      span += Math.max(0, shape[i] - 1) * strides[i];
    }
    return count() == 0 ? 0 : span;
  }

  /// All numbers, row by row; only for a small tensor.
  ///
  /// @throws IOException as [Cursor#next]
  public double[] numbers() throws IOException {
    double[] all = new double[Math.toIntExact(count())];
    double[] piece = new double[PIECE];
    try (Cursor cursor = cursor()) {
      int at = 0;
      for (int read = cursor.next(piece); read > 0; read = cursor.next(piece)) {
        System.arraycopy(piece, 0, all, at, read);
        at += read;
      }
    }
    return all;
  }

  /// A walk through its numbers, row by row.
  public Cursor cursor() throws IOException {
    InputStream in = storage.from(start * type.bytes());
    return isRowByRow() ? new RowCursor(in) : new ScatteredCursor(in);
  }

  /// Hands out the numbers of a tensor from the first to the last.
  public interface Cursor extends AutoCloseable {
    /// Takes the next numbers, [#PIECE] of them while there are as many.
    ///
    /// @return how many; 0 = there are no more
    /// @throws IOException if they cannot be read, [EOFException] if the file has become shorter
    int next(double[] piece) throws IOException;

    @Override
    void close() throws IOException;
  }

  private final class RowCursor implements Cursor {
    private final InputStream in;
    private final byte[] bytes = new byte[PIECE * type.bytes()];
    private long left = count();

    RowCursor(InputStream in) {
      this.in = in;
    }

    @Override
    public int next(double[] piece) throws IOException {
      int count = (int) Math.min(PIECE, left);
      int length = count * type.bytes();
      if (in.readNBytes(bytes, 0, length) < length) {
        throw new EOFException("its numbers end early");
      }
      type.get(ByteBuffer.wrap(bytes).order(order), piece, count);
      left -= count;
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /// Holds the part of the storage that the tensor is scattered over.
  private final class ScatteredCursor implements Cursor {
    private final ByteBuffer held;
    private final long[] index = new long[shape.length];
    private long left = count();

    ScatteredCursor(InputStream in) throws IOException {
      int length = Math.toIntExact(span() * type.bytes());
      try (in) {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
          throw new EOFException("its numbers end early");
        }
        held = ByteBuffer.wrap(bytes).order(order);
      }
    }

    @Override
    public int next(double[] piece) {
      int count = (int) Math.min(PIECE, left);
      double[] one = new double[1];
      for (int i = 0; i < count; i++) {
        long at = 0;
        for (int d = 0; d < index.length; d++) {
          at += index[d] * strides[d];
        }
        type.get(held.position((int) at * type.bytes()), one, 1);
        piece[i] = one[0];
        advance();
      }
      left -= count;
      return count;
    }

    private void advance() {
      for (int d = index.length - 1; d >= 0; d--) {
        if (++index[d] < shape[d]) {
          return;
        }
        index[d] = 0;
      }
    }

    @Override
    public void close() {
      // nothing is open: the bytes are in memory
    }
  }
}
