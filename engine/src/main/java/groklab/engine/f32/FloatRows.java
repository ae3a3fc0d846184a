package groklab.engine.f32;

import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.Broadcast;
import groklab.engine.random.Counter;
import java.util.Arrays;

/// Kernels that walk over rows: broadcasts, reductions, gathers, scatters, one-hot rows, dropout
/// masks.
final class FloatRows {

  private FloatRows() {}

  /// [FloatKernels#binary]
  static void binary(
      FloatSpans spans,
      BinaryKind op,
      Broadcast broadcast,
      float[] y,
      int yo,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int rows,
      int cols) {
    switch (broadcast) {
      case NONE -> spans.binary(op, y, yo, a, ao, b, bo, rows * cols);
      case SCALAR -> spans.binaryScalar(op, y, yo, a, ao, b[bo], rows * cols);
      case ROW -> {
        for (int i = 0; i < rows * cols; i += cols) {
          spans.binary(op, y, yo + i, a, ao + i, b, bo, cols);
        }
      }
      case COLUMN -> {
        for (int r = 0; r < rows; r++) {
          spans.binaryScalar(op, y, yo + r * cols, a, ao + r * cols, b[bo + r], cols);
        }
      }
    }
  }

  /// [FloatKernels#rowSums]
  static void rowSums(FloatSpans spans, float[] y, int yo, float[] x, int xo, int rows, int cols) {
    // a total, asked for once in a step, never gets warm enough for the compiler that does not box
    // vectors
    FloatSpans by = rows == 1 ? PlainFloatSpans.INSTANCE : spans;
    for (int r = 0; r < rows; r++) {
      y[yo + r] = by.sum(x, xo + r * cols, cols);
    }
  }

  /// [FloatKernels#groupSums] of `groups` groups in all
  static void groupSums(
      FloatSpans spans, float[] y, int yo, float[] x, int xo, int groups, int width) {
    for (int i = 0; i < groups * width; i += width) {
      Arrays.fill(y, yo + i, yo + i + width, spans.sum(x, xo + i, width));
    }
  }

  /// [FloatKernels#gatherRows]
  static void gather(
      float[] y, int yo, float[] table, int to, int[] index, int io, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(table, to + index[io + r] * cols, y, yo + r * cols, cols);
    }
  }

  /// [FloatKernels#scatterAddRows]
  static void scatterAdd(
      FloatSpans spans,
      float[] table,
      int to,
      float[] x,
      int xo,
      int[] starts,
      int[] order,
      int fromRow,
      int toRow,
      int cols,
      int stride) {
    for (int t = fromRow; t < toRow; t++) {
      spans.sumRows(table, to + t * stride, x, xo, order, starts[t], starts[t + 1], cols, stride);
    }
  }

  /// [FloatKernels#swapGroups]
  static void swapGroups(float[] y, int yo, float[] x, int xo, int rows, int cols, int width) {
    int groups = cols / width;
    for (int r = 0; r < rows * cols; r += cols) {
      for (int i = 0; i < groups; i++) {
        for (int j = 0; j < width; j++) {
          y[yo + r + j * groups + i] = x[xo + r + i * width + j];
        }
      }
    }
  }

  /// [FloatKernels#oneHot]
  static void oneHot(float[] y, int yo, int[] target, int to, int rows, int cols) {
    Arrays.fill(y, yo, yo + rows * cols, 0);
    for (int r = 0; r < rows; r++) {
      y[yo + r * cols + target[to + r]] = 1;
    }
  }

  /// [FloatKernels#dropout]
  static void dropout(
      float[] y, int yo, float[] x, int xo, int n, long key, long firstElement, double keep) {
    float scale = (float) (1 / keep);
    for (int i = 0; i < n; i++) {
      boolean kept = Counter.uniform(key, firstElement + i) < keep;
      y[yo + i] = kept ? x[xo + i] * scale : 0;
    }
  }
}
