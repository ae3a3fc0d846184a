package groklab.monitor.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A database, opened to be read. What its write-ahead log holds counts; a writer may be at work,
/// but what it has not committed does not.
public final class SqliteFile implements Closeable {
  /// Longer rows are taken for damage: the tables that are read here have short ones.
  private static final int LONGEST_ROW = 1 << 24;

  private static final int DEEPEST = 40;
  private static final int INTERIOR = 5;
  private static final int LEAF = 13;
  private static final long UNSIGNED = 0xffffffffL;

  private final Pages pages;
  private final Map<String, Table> tables = new HashMap<>();

  /// @param root its first page
  /// @param columns their names in lower case, in the order of declaration
  private record Table(long root, List<String> columns) {}

  /// Takes a row.
  public interface Taker {
    void take(Row row);
  }

  /// Whether a file is a database, by its first bytes.
  public static boolean begins(byte[] head) {
    return Pages.begins(head);
  }

  /// @throws DamagedDatabaseException if its list of tables cannot be read
  public SqliteFile(Path path) throws IOException {
    pages = new Pages(path);
    try {
      scan(
          1,
          row -> {
            Long root = row.integer(3);
            String name = row.text(2);
            String sql = row.text(4);
            if ("table".equals(row.text(0)) && root != null && name != null && sql != null) {
              tables.put(name.toLowerCase(Locale.ROOT), new Table(root, Declaration.columns(sql)));
            }
          });
    } catch (IOException | RuntimeException e) {
      pages.close();
      throw e;
    }
  }

  /// The columns of a table, in lower case; empty = there is no such table.
  public Optional<List<String>> columns(String table) {
    return Optional.ofNullable(tables.get(table)).map(Table::columns);
  }

  /// Shows every row of a table, in the order of their numbers, which is that of insertion.
  ///
  /// @throws DamagedDatabaseException where it cannot be read further
  public void read(String table, Taker taker) throws IOException {
    Table found = tables.get(table);
    if (found == null) {
      throw pages.damaged("it has no table %s".formatted(table));
    }
    scan(found.root, taker);
  }

  private void scan(long root, Taker taker) throws IOException {
    new Scan(taker).subtree(root, 0);
  }

  /// One way through a table.
  private final class Scan {
    /// pages that were read: each is part of a table once
    private final BitSet seen = new BitSet();

    private final Row row = new Row(pages.charset());
    private final Taker taker;

    Scan(Taker taker) {
      this.taker = taker;
    }

    private byte[] page(long number) throws IOException {
      byte[] page = pages.page(number);
      if (number > Integer.MAX_VALUE - 1 || seen.get((int) number)) {
        throw pages.damaged("page %d is there twice".formatted(number));
      }
      seen.set((int) number);
      return page;
    }

    void subtree(long number, int depth) throws IOException {
      byte[] page = page(number);
      int header = number == 1 ? Pages.HEADER : 0;
      ByteBuffer bytes = ByteBuffer.wrap(page);
      int type = page[header];
      if ((type != LEAF && type != INTERIOR) || depth > DEEPEST) {
        throw pages.damaged("page %d is none of a table".formatted(number));
      }
      int cells = bytes.getShort(header + 3) & 0xffff;
      int pointers = header + (type == LEAF ? 8 : 12);
      for (int i = 0; i < cells; i++) {
        int pointer = pointers + 2 * i;
        int cell = pointer + 2 <= page.length ? bytes.getShort(pointer) & 0xffff : page.length;
        if (cell + 4 > page.length) {
          throw pages.damaged("page %d has a cell outside".formatted(number));
        }
        if (type == LEAF) {
          take(number, page, cell);
        } else {
          subtree(bytes.getInt(cell) & UNSIGNED, depth + 1);
        }
      }
      if (type == INTERIOR) {
        subtree(bytes.getInt(header + 8) & UNSIGNED, depth + 1);
      }
    }

    private void take(long number, byte[] page, int cell) throws IOException {
      long length = Varint.value(page, cell);
      int at = cell + Varint.length(page, cell);
      long id = Varint.value(page, at);
      at += Varint.length(page, at);
      if (length < 1 || length > Math.min(LONGEST_ROW, pages.count() * pages.usable())) {
        throw pages.damaged("page %d has a row of %d bytes".formatted(number, length));
      }
      if (!row.isTaken(id, payload(number, page, at, (int) length))) {
        throw pages.damaged("page %d has a row that is none".formatted(number));
      }
      taker.take(row);
    }

    /// The bytes of a row, whose end may lie in a chain of other pages.
    private byte[] payload(long number, byte[] page, int start, int length) throws IOException {
      int usable = pages.usable();
      int local = length;
      if (length > usable - 35) {
        int least = (usable - 12) * 32 / 255 - 23;
        int fitting = least + (length - least) % (usable - 4);
        local = fitting <= usable - 35 ? fitting : least;
      }
      if (start + local + (local < length ? 4 : 0) > page.length) {
        throw pages.damaged("page %d has a row that leaves it".formatted(number));
      }
      byte[] payload = new byte[length];
      System.arraycopy(page, start, payload, 0, local);
      int filled = local;
      long next = filled < length ? ByteBuffer.wrap(page).getInt(start + local) & UNSIGNED : 0;
      while (filled < length) {
        byte[] more = page(next);
        int part = Math.min(usable - 4, length - filled);
        System.arraycopy(more, 4, payload, filled, part);
        filled += part;
        next = ByteBuffer.wrap(more).getInt(0) & UNSIGNED;
      }
      return payload;
    }
  }

  @Override
  public void close() throws IOException {
    pages.close();
  }
}
