package groklab.engine.f32.rows;

import groklab.engine.f32.loop.FloatMatrix;
import java.util.Arrays;

/// Kernels on columns: slices, matrices side by side, the largest entries of a row.
public final class FloatColumns {

  /// y = columns of x from `from` on
  public void slice(FloatMatrix y, FloatMatrix x, int from) {
    for (int r = 0; r < y.rows; r++) {
      int start = x.offset + r * x.cols + from;
      System.arraycopy(x.array, start, y.array, y.offset + r * y.cols, y.cols);
    }
  }

  /// x becomes the columns of y from `from` on; the others stay.
  public void place(FloatMatrix y, FloatMatrix x, int from) {
    for (int r = 0; r < y.rows; r++) {
      int start = y.offset + r * y.cols + from;
      System.arraycopy(x.array, x.offset + r * x.cols, y.array, start, x.cols);
    }
  }

  /// y[r,c] = 1 where x[r,c] is among the `count` largest of its row, else 0; of equal entries
  /// those further left count as larger. The work grows with `count` times the width.
  public void topMask(FloatMatrix y, FloatMatrix x, int count) {
    Arrays.fill(y.array, y.offset, y.offset + y.size(), 0);
    for (int r = 0; r < x.rows; r++) {
      int from = r * x.cols;
      for (int k = 0; k < count; k++) {
        int best = -1;
        for (int c = 0; c < x.cols; c++) {
          boolean free = y.array[y.offset + from + c] == 0;
          if (free
              && (best < 0 || x.array[x.offset + from + c] > x.array[x.offset + from + best])) {
            best = c;
          }
        }
        y.array[y.offset + from + best] = 1;
      }
    }
  }
}
