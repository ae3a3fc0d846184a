package groklab.monitor.precheck;

import groklab.monitor.examples.Examples;
import java.util.Arrays;

/// Rows with the same inputs, exactly: hashes only say where to look.
///
/// @param of the group of each row, numbered from 0 in the order of their first rows
/// @param count how many groups there are
record Groups(int[] of, int count) {
  /// Rows that are equal in each input.
  static Groups copies(Examples examples) {
    return of(examples.cells(), examples.width(), examples.rows());
  }

  /// Rows that hold the same symbols in any order, and the same numbers in any order.
  static Groups reordered(Examples examples) {
    double[] sorted = examples.cells().clone();
    int width = examples.width();
    for (int row = 0; row < examples.rows(); row++) {
      int start = row * width;
      Arrays.sort(sorted, start, start + examples.symbols());
      Arrays.sort(sorted, start + examples.symbols(), start + width);
    }
    return of(sorted, width, examples.rows());
  }

  /// Rows that are equal in one input.
  static Groups equalIn(int column, Examples examples) {
    double[] cells = new double[examples.rows()];
    for (int row = 0; row < cells.length; row++) {
      cells[row] = examples.cells()[row * examples.width() + column];
    }
    return of(cells, 1, cells.length);
  }

  private static Groups of(double[] cells, int width, int rows) {
    int[] of = new int[rows];
    // index of the first row of a group + 1; 0 = free
    int[] table = new int[Integer.highestOneBit(Math.max(4, rows)) * 4];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      int slot = hash(cells, row * width, width) & (table.length - 1);
      while (table[slot] != 0 && !isSame(cells, row, table[slot] - 1, width)) {
        slot = (slot + 1) & (table.length - 1);
      }
      if (table[slot] == 0) {
        table[slot] = row + 1;
        of[row] = count++;
      } else {
        of[row] = of[table[slot] - 1];
      }
    }
    return new Groups(of, count);
  }

  private static boolean isSame(double[] cells, int a, int b, int width) {
    return Arrays.equals(cells, a * width, (a + 1) * width, cells, b * width, (b + 1) * width);
  }

  /// The finaliser of SplitMix64 over the bits of the cells.
  private static int hash(double[] cells, int start, int width) {
    long hash = 0;
    for (int i = start; i < start + width; i++) {
      hash = (hash + Double.doubleToRawLongBits(cells[i])) * 0x9E3779B97F4A7C15L;
      hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
      hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
      hash ^= hash >>> 31;
    }
    return (int) hash;
  }
}
