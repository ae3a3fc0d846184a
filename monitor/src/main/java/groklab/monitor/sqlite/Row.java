package groklab.monitor.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A row of a table, valid until the next one is read. Columns are numbered from 0 in the order in
/// which the table declares them; one that the row does not have yet, since it was added to the
/// table later, is null.
public final class Row {
  /// SQLite allows no more.
  private static final int MOST_COLUMNS = 32_767;

  private final Charset charset;
  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private long id;
  private int columns;
  private long[] types = new long[16];
  private int[] starts = new int[16];

  Row(Charset charset) {
    this.charset = charset;
  }

  /// @return false = the bytes are no row
  boolean isTaken(long number, byte[] payload) {
    id = number;
    bytes = ByteBuffer.wrap(payload);
    columns = 0;
    long header = Varint.value(payload, 0);
    long start = header;
    int at = Varint.length(payload, 0);
    while (at < header) {
      if (at >= payload.length || columns == MOST_COLUMNS) {
        return false;
      }
      if (columns == types.length) {
        types = Arrays.copyOf(types, 2 * columns);
        starts = Arrays.copyOf(starts, 2 * columns);
      }
      types[columns] = Varint.value(payload, at);
      long length = length(types[columns]);
      if (length < 0 || start + length > payload.length) {
        return false;
      }
      starts[columns++] = (int) start;
      at += Varint.length(payload, at);
      start += length;
    }
    return true;
  }

  /// Bytes of a value; -1 = there is no such type.
  private static long length(long type) {
    if (type >= 12 || type < 0) {
      return type < 0 ? -1 : (type - 12) / 2;
    }
    return switch ((int) type) {
      case 0, 8, 9 -> 0;
      case 1, 2, 3, 4 -> type;
      case 5 -> 6;
      case 6, 7 -> 8;
      default -> -1;
    };
  }

  /// Its number in the table.
  public long id() {
    return id;
  }

  private long type(int column) {
    return column >= 0 && column < columns ? types[column] : 0;
  }

  /// @return null = it is no text
  public @Nullable String text(int column) {
    long type = type(column);
    return type < 13 || type % 2 == 0
        ? null
        : new String(bytes.array(), starts[column], (int) length(type), charset);
  }

  /// @return null = it is no whole number
  public @Nullable Long integer(int column) {
    long type = type(column);
    return switch ((int) Math.min(type, 12)) {
      case 1, 2, 3, 4, 5, 6 -> whole(starts[column], (int) length(type));
      case 8 -> Long.valueOf(0);
      case 9 -> Long.valueOf(1);
      default -> null;
    };
  }

  /// @return null = it is no number
  public @Nullable Double number(int column) {
    if (type(column) == 7) {
      return bytes.getDouble(starts[column]);
    }
    Long whole = integer(column);
    return whole == null ? null : Double.valueOf(whole.doubleValue());
  }

  private long whole(int start, int length) {
    // the sign is that of the first byte
    long value = bytes.get(start);
    for (int i = start + 1; i < start + length; i++) {
      value = (value << 8) | (bytes.get(i) & 0xff);
    }
    return value;
  }
}
