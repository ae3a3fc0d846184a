package groklab.monitor.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/// The pages of a database, numbered from 1; those that its write-ahead log holds in a newer form,
/// in that form (<https://www.sqlite.org/fileformat2.html>).
final class Pages implements Closeable {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /// Bytes of the header of the file.
  static final int HEADER = 100;

  private final Path path;
  private final FileChannel file;
  private final int pageSize;
  private final int usable;
  private final Charset charset;
  private final Optional<WriteAheadLog> log;
  private final long count;

  static boolean begins(byte[] head) {
    return head.length >= HEADER && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  Pages(Path path) throws IOException {
    this.path = path;
    this.file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      byte[] head = bytes(0, HEADER);
      if (!begins(head)) {
        throw new DamagedDatabaseException("%s has not the header of SQLite".formatted(path));
      }
      int size = ByteBuffer.wrap(head).getShort(16) & 0xffff;
      this.pageSize = size == 1 ? 1 << 16 : size;
      this.usable = pageSize - (head[20] & 0xff);
      if (Integer.bitCount(pageSize) != 1 || pageSize < 512 || usable < 480) {
        throw damaged("its page size is %d".formatted(pageSize));
      }
      this.charset =
          switch (head[59]) {
            case 2 -> StandardCharsets.UTF_16LE;
            case 3 -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
          };
      Path beside = path.resolveSibling(path.getFileName() + "-wal");
      this.log =
          Files.isRegularFile(beside)
              ? Optional.of(new WriteAheadLog(beside, pageSize))
              : Optional.empty();
      this.count = Math.max(file.size() / pageSize, log.map(WriteAheadLog::highestPage).orElse(0L));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  int usable() {
    return usable;
  }

  Charset charset() {
    return charset;
  }

  /// How many there are.
  long count() {
    return count;
  }

  /// @throws DamagedDatabaseException if there is none of that number
  byte[] page(long number) throws IOException {
    if (number < 1 || number > count) {
      throw damaged("it refers to page %d of %d".formatted(number, count));
    }
    if (log.isPresent()) {
      byte[] newer = log.get().page(number);
      if (newer.length > 0) {
        return newer;
      }
    }
    return bytes((number - 1) * pageSize, pageSize);
  }

  DamagedDatabaseException damaged(String how) {
    return new DamagedDatabaseException("%s is damaged: %s".formatted(path, how));
  }

  private byte[] bytes(long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, from + buffer.position()) < 0) {
        throw damaged("it ends in the middle of a page");
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    file.close();
    if (log.isPresent()) {
      log.get().close();
    }
  }
}
