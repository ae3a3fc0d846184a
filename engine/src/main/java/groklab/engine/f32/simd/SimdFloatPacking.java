package groklab.engine.f32.simd;

import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f32.loop.FloatPack;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Packed operands of [SimdFloatProducts]: where each element lies, and how it gets there.
///
/// A right operand is packed into panels two vectors wide, a left operand of a contraction into
/// tiles of ROWS columns, by chunks of DEPTH elements of k at most (of which a panel fills two
/// thirds of a 48 KB first-level cache), all panels or tiles of a chunk one after the other: in the
/// order in which a product passes through them, memory is read in one stretch. What a packed
/// operand holds beyond the last row or column has no meaning.
final class SimdFloatPacking {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();

  /// Columns of a panel.
  static final int PANEL = 2 * STEP;

  /// Whether the tiles of the longest vectors are used.
  static final boolean WIDE = S.vectorBitSize() == 512;

  /// Rows of a tile.
  static final int ROWS = WIDE ? SimdFloatTile12.ROWS : SimdFloatTile6.ROWS;

  static final int DEPTH = 256;

  /// Tiles lie a little more than their own length apart: a row of A is spread over all tiles of a
  /// chunk, which would otherwise compete for one set of the first-level cache.
  static final int TILE_GAP = 16;

  /// Elements of a cache line.
  static final int LINE = 64 / Float.BYTES;

  /// ROWS rounded up to whole vectors.
  private static final int WHOLE_VECTORS = (ROWS + STEP - 1) / STEP * STEP;

  /// Depths packed of one tile before the next tile's turn: enough for whole cache lines.
  private static final int PACK_DEPTHS = 8;

  private SimdFloatPacking() {}

  // --- where elements lie ------------------------------------------------------------------------

  static FloatPack left(int depth, int cols) {
    int chunks = (depth + chunk(depth) - 1) / chunk(depth);
    int tile = ROWS * depth + chunks * TILE_GAP; // one tile with all its depths
    return new FloatPack(new float[tiles(cols) * tile], depth, cols);
  }

  static FloatPack right(int depth, int cols) {
    return new FloatPack(new float[width(cols) * depth], depth, cols);
  }

  /// Depths of a chunk: about the same in each, in whole cache lines, so that there is no short one
  /// in the end.
  static int chunk(int depth) {
    int chunks = (depth + DEPTH - 1) / DEPTH;
    return ((depth + chunks - 1) / chunks + LINE - 1) / LINE * LINE;
  }

  /// Depths in the chunk that begins at k.
  static int chunk(int k, int depth) {
    return Math.min(chunk(depth), depth - k);
  }

  /// Columns of `cols` columns in whole panels.
  static int width(int cols) {
    return (cols + PANEL - 1) / PANEL * PANEL;
  }

  /// Where the panels of the chunk that begins at k begin. That of the columns from j on lies j
  /// times the chunk's depths behind.
  static int panels(FloatPack right, int k) {
    return k * width(right.cols());
  }

  /// Where the tiles of the chunk that begins at k begin; they lie [#tileLength] apart.
  static int tiles(FloatPack left, int k) {
    int chunk = chunk(left.depth());
    return k / chunk * tiles(left.cols()) * (ROWS * chunk + TILE_GAP);
  }

  /// Elements of a tile of the chunk that begins at k.
  static int tileLength(FloatPack left, int k) {
    return ROWS * chunk(k, left.depth()) + TILE_GAP;
  }

  private static int tiles(int cols) {
    return (cols + ROWS - 1) / ROWS;
  }

  // --- packing -----------------------------------------------------------------------------------

  static void packLeft(FloatPack packed, int fromDepth, FloatMatrix a) {
    int chunk = chunk(packed.depth());
    int toDepth = fromDepth + a.rows;
    for (int k = fromDepth, end; k < toDepth; k = end) {
      int first = k / chunk * chunk;
      end = Math.min(toDepth, first + chunk);
      int to = tiles(packed, first) + (k - first) * ROWS;
      int length = tileLength(packed, first);
      int from = a.offset + (k - fromDepth) * a.stride;
      packTiles(packed.array(), to, length, a.array, from, a.stride, a.cols, end - k);
    }
  }

  /// Packs `depths` rows of A into tiles that lie `tileLength` apart.
  private static void packTiles(
      float[] packed,
      int to,
      int tileLength,
      float[] a,
      int from,
      int aStride,
      int cols,
      int depths) {
    for (int k = 0; k < depths; k += PACK_DEPTHS) {
      int some = Math.min(PACK_DEPTHS, depths - k);
      int row = from + k * aStride;
      for (int i = 0; i < cols; i += ROWS) {
        int tile = to + i / ROWS * tileLength + k * ROWS;
        // Whole vectors reach beyond a tile's row: what they write there belongs to the next depth,
        // which is written after it. The last depth may be followed by another worker's, and the
        // last row by the end of the array.
        boolean whole = row + (some - 1) * aStride + i + WHOLE_VECTORS <= a.length;
        int fast = !whole ? 0 : k + some < depths ? some : some - 1;
        for (int d = 0; d < fast; d++) {
          copyRow(packed, tile + d * ROWS, a, row + d * aStride + i);
        }
        int used = Math.min(ROWS, cols - i);
        for (int d = fast; d < some; d++) {
          System.arraycopy(a, row + d * aStride + i, packed, tile + d * ROWS, used);
        }
      }
    }
  }

  private static void copyRow(float[] to, int at, float[] from, int start) {
    for (int i = 0; i < WHOLE_VECTORS; i += STEP) {
      FloatVector.fromArray(S, from, start + i).intoArray(to, at + i);
    }
  }

  static void packRight(
      FloatPack packed, int fromDepth, int fromCol, FloatMatrix b, boolean transposed) {
    int depthStride = transposed ? 1 : b.stride;
    int colStride = transposed ? b.stride : 1;
    int toDepth = fromDepth + (transposed ? b.cols : b.rows);
    int cols = transposed ? b.rows : b.cols;
    int chunk = chunk(packed.depth());
    for (int k = fromDepth, end; k < toDepth; k = end) {
      int first = k / chunk * chunk;
      end = Math.min(toDepth, first + chunk);
      int depths = end - k;
      int panels = panels(packed, first);
      for (int j = 0; j < cols; j += PANEL) {
        int used = Math.min(PANEL, cols - j);
        int to = panels + (fromCol + j) * chunk(first, packed.depth()) + (k - first) * PANEL;
        int from = b.offset + (k - fromDepth) * depthStride + j * colStride;
        if (transposed) {
          packColumns(packed.array(), to, b.array, from, colStride, used, depths);
        } else if (used == PANEL) {
          packPanel(packed.array(), to, b.array, from, depthStride, depths);
        } else {
          for (int d = 0; d < depths; d++) {
            System.arraycopy(b.array, from + d * depthStride, packed.array(), to + d * PANEL, used);
          }
        }
      }
    }
  }

  private static void packPanel(
      float[] packed, int to, float[] b, int from, int depthStride, int depths) {
    for (int d = 0; d < depths; d++) {
      int row = from + d * depthStride;
      FloatVector.fromArray(S, b, row).intoArray(packed, to + d * PANEL);
      FloatVector.fromArray(S, b, row + STEP).intoArray(packed, to + d * PANEL + STEP);
    }
  }

  /// A cache line of each column at a time, and as many columns: the columns of a transposed matrix
  /// lie far apart, often in the same set of the cache, and would otherwise be fetched once for
  /// each depth; and the fewer are read side by side, the better they are fetched ahead.
  private static void packColumns(
      float[] packed, int to, float[] b, int from, int colStride, int used, int depths) {
    transpose(packed, to, PANEL, b, from, colStride, used, depths);
  }

  /// y(j,i) = x(i,j) for i < rows, j < cols, a cache line of each row and column at a time.
  static void transpose(
      float[] y, int yo, int yStride, float[] x, int xo, int xStride, int rows, int cols) {
    for (int i = 0; i < rows; i += LINE) {
      int someRows = Math.min(LINE, rows - i);
      for (int j = 0; j < cols; j += LINE) {
        int someCols = Math.min(LINE, cols - j);
        int to = yo + j * yStride + i;
        int from = xo + i * xStride + j;
        if (SimdFloatSquare.SUPPORTED && someRows == LINE && someCols == LINE) {
          SimdFloatSquare.transpose(y, to, yStride, x, from, xStride);
        } else {
          turn(y, to, yStride, x, from, xStride, someRows, someCols);
        }
      }
    }
  }

  private static void turn(
      float[] y, int yo, int yStride, float[] x, int xo, int xStride, int rows, int cols) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        y[yo + j * yStride + i] = x[xo + i * xStride + j];
      }
    }
  }
}
