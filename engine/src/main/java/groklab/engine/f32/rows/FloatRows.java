package groklab.engine.f32.rows;

import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f32.loop.FloatReductions;
import groklab.engine.f32.loop.FloatSpans;
import groklab.engine.f32.plain.PlainFloatReductions;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.Broadcast;
import groklab.engine.kernel.Noise;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.random.Counter;
import groklab.engine.random.Normal;
import java.util.Arrays;

/// Kernels that walk over rows: elementwise operations, broadcasts, reductions, gathers, scatters,
/// one-hot rows, dropout masks. Rows are dense unless a stride is mentioned. Letters r and t count
/// rows of the whole matrix, of which a call gets some.
public final class FloatRows {
  private final FloatSpans spans;
  private final FloatReductions reductions;

  public FloatRows(FloatSpans spans, FloatReductions reductions) {
    this.spans = spans;
    this.reductions = reductions;
  }

  // --- elementwise -------------------------------------------------------------------------------

  /// y = op(x)
  public void unary(UnaryKind op, FloatMatrix y, FloatMatrix x) {
    spans.unary(op, y.array, y.offset, x.array, x.offset, y.size());
  }

  /// y = x ⊙ (g > 0 ? 1 : 0)
  public void gate(FloatMatrix y, FloatMatrix x, FloatMatrix g) {
    spans.gate(y.array, y.offset, x.array, x.offset, g.array, g.offset, y.size());
  }

  /// y = fma(x, scale, shift)
  public void affine(FloatMatrix y, FloatMatrix x, float scale, float shift) {
    spans.affine(y.array, y.offset, x.array, x.offset, y.size(), scale, shift);
  }

  /// y[r,c] = op(a[r,c], b[..]) with b read as `broadcast` says.
  public void binary(
      BinaryKind op, Broadcast broadcast, FloatMatrix y, FloatMatrix a, FloatMatrix b) {
    float[] out = y.array;
    int yo = y.offset;
    int ao = a.offset;
    int bo = b.offset;
    int n = y.size();
    int cols = y.cols;
    switch (broadcast) {
      case NONE -> spans.binary(op, out, yo, a.array, ao, b.array, bo, n);
      case SCALAR -> spans.binaryScalar(op, out, yo, a.array, ao, b.array[bo], n);
      case ROW -> {
        for (int i = 0; i < n; i += cols) {
          spans.binary(op, out, yo + i, a.array, ao + i, b.array, bo, cols);
        }
      }
      case COLUMN -> {
        for (int r = 0; r < y.rows; r++) {
          int i = r * cols;
          spans.binaryScalar(op, out, yo + i, a.array, ao + i, b.array[bo + r], cols);
        }
      }
    }
  }

  /// y[i] = x[i]/keep where the counter-based random number of element i under `key` is below
  /// `keep`, else 0; see [Counter#uniform]. Elements are counted from row 0.
  public void dropout(FloatMatrix y, FloatMatrix x, long key, double keep) {
    float scale = (float) (1 / keep);
    long firstElement = (long) y.first * y.cols;
    for (int i = 0; i < y.size(); i++) {
      boolean kept = Counter.uniform(key, firstElement + i) < keep;
      y.array[y.offset + i] = kept ? x.array[x.offset + i] * scale : 0;
    }
  }

  /// y[i] = number i of the stream `key`. Elements are counted from row 0.
  public void random(FloatMatrix y, long key, Noise noise) {
    long first = (long) y.first * y.cols;
    for (int i = 0; i < y.size(); i++) {
      double u = Counter.inside(key, first + i);
      y.array[y.offset + i] =
          switch (noise) {
            case NORMAL -> (float) Normal.quantile(u);
            case UNIFORM -> (float) u;
            case RADEMACHER -> u < 0.5 ? -1 : 1;
          };
    }
  }

  // --- reductions --------------------------------------------------------------------------------

  /// y[r] = Σ_c x[r,c] (row reduction)
  public void rowSums(FloatMatrix y, FloatMatrix x) {
    // a total, asked for once in a step, never gets warm enough for the compiler that does not box
    // vectors
    FloatReductions by = x.rows == 1 ? PlainFloatReductions.INSTANCE : reductions;
    for (int r = 0; r < x.rows; r++) {
      y.array[y.offset + r] = by.sum(x.array, x.offset + r * x.cols, x.cols);
    }
  }

  /// y[c] = Σ_r x[r,c] (column reduction); x may have a stride
  public void columnSums(FloatMatrix y, FloatMatrix x) {
    reductions.sumRows(y.array, y.offset, x.array, x.offset, null, 0, x.rows, x.cols, x.stride);
  }

  /// Each row is groups of `width`; every element of a group of y is the sum of that of x (row
  /// reduction per group)
  public void groupSums(FloatMatrix y, FloatMatrix x, int width) {
    for (int i = 0; i < y.size(); i += width) {
      float sum = reductions.sum(x.array, x.offset + i, width);
      Arrays.fill(y.array, y.offset + i, y.offset + i + width, sum);
    }
  }

  // --- rows by index -----------------------------------------------------------------------------

  /// y[r,:] = table[index[r],:]
  public void gather(FloatMatrix y, FloatMatrix table, int[] index) {
    for (int r = 0; r < y.rows; r++) {
      int from = table.offset + index[y.first + r] * y.cols;
      System.arraycopy(table.array, from, y.array, y.offset + r * y.cols, y.cols);
    }
  }

  /// table[t,:] = Σ_j x[order[j],:] over j in [starts[t], starts[t + 1]) in that order (0 if
  /// empty). Both may have a stride.
  public void scatterAdd(FloatMatrix table, FloatMatrix x, int[] starts, int[] order) {
    for (int t = 0; t < table.rows; t++) {
      reductions.sumRows(
          table.array,
          table.offset + t * table.stride,
          x.array,
          x.offset,
          order,
          starts[table.first + t],
          starts[table.first + t + 1],
          table.cols,
          x.stride);
    }
  }

  /// y[r, j·(cols/width) + i] = x[r, i·width + j] for i < cols/width and j < width
  public void swapGroups(FloatMatrix y, FloatMatrix x, int width) {
    int groups = y.cols / width;
    for (int r = 0; r < y.size(); r += y.cols) {
      for (int i = 0; i < groups; i++) {
        for (int j = 0; j < width; j++) {
          y.array[y.offset + r + j * groups + i] = x.array[x.offset + r + i * width + j];
        }
      }
    }
  }

  /// y[r,c] = 1 where c == target[r], else 0
  public void oneHot(FloatMatrix y, int[] target) {
    Arrays.fill(y.array, y.offset, y.offset + y.size(), 0);
    for (int r = 0; r < y.rows; r++) {
      y.array[y.offset + r * y.cols + target[y.first + r]] = 1;
    }
  }
}
