package groklab.engine.f32.loop;

import org.jspecify.annotations.Nullable;

/// Some rows of a matrix: where a kernel reads or writes.
///
/// A worker makes a few of these once and points them at the rows of each call, so that a step
/// allocates nothing. Not a matrix of its own: it owns no numbers.
public final class FloatMatrix {
  public float[] array = {};

  /// Of the first element.
  public int offset;

  public int rows;
  public int cols;

  /// Elements from one row to the next; 0 where all rows are the same one.
  public int stride;

  /// Number of the first row in the whole matrix: what belongs to rows by number, such as targets,
  /// is looked up from there.
  public int first;

  /// Where given, row r is row `index[first + r]`, counted from [#offset].
  public int @Nullable [] index;

  /// Points at dense rows of which the first is row 0.
  public FloatMatrix at(float[] in, int from, int rowCount, int colCount) {
    array = in;
    offset = from;
    rows = rowCount;
    cols = colCount;
    stride = colCount;
    first = 0;
    index = null;
    return this;
  }

  /// The same rows, of which the first is row `number`.
  public FloatMatrix from(int number) {
    first = number;
    return this;
  }

  /// The same elements as another number of dense rows.
  public FloatMatrix as(int rowCount, int colCount) {
    return at(array, offset, rowCount, colCount);
  }

  /// The same rows, `elements` from one to the next.
  public FloatMatrix strided(int elements) {
    stride = elements;
    return this;
  }

  /// As many rows of the same table, chosen by row number.
  public FloatMatrix through(int[] chosen) {
    index = chosen;
    return this;
  }

  /// Number of elements.
  public int size() {
    return rows * cols;
  }

  /// Where row r of these begins.
  public int row(int r) {
    int[] chosen = index;
    return offset + (chosen == null ? r : chosen[first + r]) * stride;
  }
}
