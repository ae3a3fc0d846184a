package groklab.monitor.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// The file `NAME-wal` beside a database, which holds what was committed since the database file
/// itself was last brought up to date. Frames whose sums do not fit, and those of a transaction
/// that was not committed, do not count.
final class WriteAheadLog implements Closeable {
  private static final int HEADER = 32;
  private static final int FRAME = 24;

  /// The last bit says the byte order of the sums.
  private static final int MAGIC = 0x377f0682;

  private static final byte[] NONE = {};

  private final FileChannel file;
  private final int pageSize;

  /// where the newest form of a page begins
  private final Map<Long, Long> newest = new HashMap<>();

  private int sum0;
  private int sum1;

  WriteAheadLog(Path path, int pageSize) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.READ);
    this.pageSize = pageSize;
    try {
      index();
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void index() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    if (!isRead(header, 0)
        || (header.getInt(0) & ~1) != MAGIC
        || header.getInt(8) != (pageSize == 1 << 16 ? 1 : pageSize)) {
      return;
    }
    ByteOrder order = (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    add(header, 0, 24, order);
    if (sum0 != header.getInt(24) || sum1 != header.getInt(28)) {
      return;
    }
    Map<Long, Long> open = new HashMap<>();
    ByteBuffer frame = ByteBuffer.allocate(FRAME + pageSize);
    for (long at = HEADER; isRead(frame, at); at += FRAME + pageSize) {
      add(frame, 0, 8, order);
      add(frame, FRAME, pageSize, order);
      boolean fits =
          frame.getLong(8) == header.getLong(16)
              && frame.getInt(16) == sum0
              && frame.getInt(20) == sum1;
      if (!fits) {
        return;
      }
      open.put(frame.getInt(0) & 0xffffffffL, at + FRAME);
      if (frame.getInt(4) != 0) {
        newest.putAll(open);
        open.clear();
      }
    }
  }

  /// Goes on with the sums over some bytes, eight at a time.
  private void add(ByteBuffer bytes, int from, int length, ByteOrder order) {
    ByteBuffer words = bytes.duplicate().order(order);
    for (int i = from; i < from + length; i += 8) {
      sum0 += words.getInt(i) + sum1;
      sum1 += words.getInt(i + 4) + sum0;
    }
  }

  private boolean isRead(ByteBuffer into, long from) throws IOException {
    into.clear();
    while (into.hasRemaining()) {
      if (file.read(into, from + into.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  /// The highest number of a page in it; 0 = none.
  long highestPage() {
    return newest.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /// @return empty = it does not hold that page
  byte[] page(long number) throws IOException {
    Long at = newest.get(number);
    if (at == null) {
      return NONE;
    }
    ByteBuffer page = ByteBuffer.allocate(pageSize);
    return isRead(page, at) ? page.array() : NONE;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
