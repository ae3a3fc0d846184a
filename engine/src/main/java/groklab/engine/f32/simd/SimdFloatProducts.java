package groklab.engine.f32.simd;

import static groklab.engine.f32.simd.SimdFloatPacking.DEPTH;
import static groklab.engine.f32.simd.SimdFloatPacking.LINE;
import static groklab.engine.f32.simd.SimdFloatPacking.PANEL;
import static groklab.engine.f32.simd.SimdFloatPacking.ROWS;
import static groklab.engine.f32.simd.SimdFloatPacking.WIDE;

import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f32.loop.FloatPack;
import groklab.engine.f32.loop.FloatProducts;
import groklab.engine.kernel.Tiles;

/// [FloatProducts] with the Vector API: cache blocks and ragged edges around the tiles of
/// [SimdFloatTile12] and [SimdFloatTile6], on operands packed by [SimdFloatPacking]. A left operand
/// whose rows run along k is read in place.
///
/// A product takes one chunk of depths at a time, and BLOCK rows of A (half of a 1 MB second-level
/// cache, where they stay while all panels pass). Tiles over the right or lower edge of C are
/// computed in a copy: what packed operands hold beyond the last row or column meets only elements
/// of that copy that are thrown away.
public final class SimdFloatProducts implements FloatProducts {
  private static final int STEP = PANEL / 2;
  private static final int BLOCK = 516;

  // the scratch array: rows of A that do not fill a tile, a tile of C, a number that nobody reads,
  // a block that is to be transposed
  private static final int EDGE = ROWS * DEPTH;
  private static final int UNREAD = EDGE + ROWS * PANEL;
  private static final int UPRIGHT = UNREAD + 1;
  private static final int SCRATCH = UPRIGHT + Tiles.MOST_TRANSPOSED * Tiles.MOST_TRANSPOSED;

  /// Rows of the smallest tile.
  private static final int FEW = Tiles.FEW_ROWS;

  /// Elements of a packed operand that no longer fits the second-level cache beside the rows of A
  /// and C.
  private static final int PAST_THE_CACHE = 100_000;

  /// What a sum starts from.
  private static final float[] ZEROS = new float[PANEL];

  @Override
  public int scratchLength() {
    return SCRATCH;
  }

  @Override
  public FloatPack left(int depth, int cols) {
    return SimdFloatPacking.left(depth, cols);
  }

  @Override
  public FloatPack right(int depth, int cols) {
    return SimdFloatPacking.right(depth, cols);
  }

  @Override
  public void packLeft(FloatPack packed, int fromDepth, FloatMatrix a) {
    SimdFloatPacking.packLeft(packed, fromDepth, a);
  }

  @Override
  public void packRight(
      FloatPack packed, int fromDepth, int fromCol, FloatMatrix b, boolean transposed) {
    SimdFloatPacking.packRight(packed, fromDepth, fromCol, b, transposed);
  }

  @Override
  public void product(
      FloatMatrix c, FloatMatrix start, FloatMatrix a, FloatPack b, float[] scratch) {
    int depth = a.cols;
    int chunk = SimdFloatPacking.chunk(depth);
    for (int k = 0; k < depth; k += chunk) {
      FloatMatrix s = k == 0 ? start : c; // later chunks go on from what the first has left
      for (int i = 0; i < c.rows; i += BLOCK) {
        productBlock(c, s, a, b, i, k, scratch);
      }
    }
  }

  /// The rows of C from `row` on, BLOCK at most, and the chunk of depths that begins at k.
  private static void productBlock(
      FloatMatrix c,
      FloatMatrix start,
      FloatMatrix a,
      FloatPack b,
      int row,
      int k,
      float[] scratch) {
    int rows = Math.min(BLOCK, c.rows - row);
    int depth = SimdFloatPacking.chunk(k, a.cols);
    float[] panels = b.array();
    float[] rowsOfA = a.array;
    int aStride = a.stride;
    int aBlock = a.offset + row * aStride + k;
    float[] to = c.array;
    int cStride = c.stride;
    float[] from = start.array;
    int sStride = start.stride;
    int firstPanel = SimdFloatPacking.panels(b, k);
    int left = rows % ROWS;
    packLastRows(scratch, rowsOfA, aBlock + (rows - left) * aStride, aStride, left, depth);
    for (int j = 0; j < c.cols; j += PANEL) {
      int cols = Math.min(PANEL, c.cols - j);
      int panel = firstPanel + j * depth;
      if (panels.length > PAST_THE_CACHE) {
        fetch(panels, panel, panel + PANEL * depth, scratch);
      }
      for (int r = 0; r < rows; r += ROWS) {
        int tileRows = Math.min(ROWS, rows - r);
        int at = c.offset + (row + r) * cStride + j;
        int begin = start.offset + (row + r) * sStride + j;
        int line = aBlock + r * aStride;
        if (tileRows == ROWS && (cols == PANEL || cols == STEP)) {
          rows(
              to, at, cStride, from, begin, sStride, rowsOfA, line, aStride, panels, panel, cols,
              depth);
        } else {
          copy(scratch, EDGE, PANEL, from, begin, sStride, tileRows, cols);
          if (tileRows == ROWS) {
            rows(
                scratch, EDGE, PANEL, scratch, EDGE, PANEL, rowsOfA, line, aStride, panels, panel,
                cols, depth);
          } else {
            lastRows(scratch, scratch, 0, panels, panel, tileRows, cols, depth);
          }
          copy(to, at, cStride, scratch, EDGE, PANEL, tileRows, cols);
        }
      }
    }
  }

  @Override
  public void contraction(
      FloatMatrix c, FloatPack left, int leftCol, FloatPack right, int rightCol, float[] scratch) {
    contract(c.array, c.offset, c.stride, c.rows, c.cols, left, leftCol, right, rightCol, scratch);
  }

  @Override
  public void contractionTransposed(
      FloatMatrix c, FloatPack left, int leftCol, FloatPack right, int rightCol, float[] scratch) {
    int most = Tiles.MOST_TRANSPOSED;
    contract(scratch, UPRIGHT, most, c.cols, c.rows, left, leftCol, right, rightCol, scratch);
    SimdFloatPacking.transpose(c.array, c.offset, c.stride, scratch, UPRIGHT, most, c.cols, c.rows);
  }

  /// [#contraction], with C(i,j) at c[co + i·cStride + j].
  private static void contract(
      float[] c,
      int co,
      int cStride,
      int rows,
      int cols,
      FloatPack left,
      int leftCol,
      FloatPack right,
      int rightCol,
      float[] scratch) {
    int depth = left.depth();
    int chunk = SimdFloatPacking.chunk(depth);
    for (int k = 0; k < depth; k += chunk) {
      int someDepth = SimdFloatPacking.chunk(k, depth);
      int firstPanel = SimdFloatPacking.panels(right, k);
      int firstTile = SimdFloatPacking.tiles(left, k);
      int tileLength = SimdFloatPacking.tileLength(left, k);
      for (int j = 0; j < cols; j += PANEL) {
        int someCols = Math.min(PANEL, cols - j);
        int panel = firstPanel + (rightCol + j) * someDepth;
        for (int i = 0; i < rows; i += ROWS) {
          int someRows = Math.min(ROWS, rows - i);
          int tile = firstTile + (leftCol + i) / ROWS * tileLength;
          int to = co + i * cStride + j;
          float[] s = k == 0 ? ZEROS : c;
          int start = k == 0 ? 0 : to;
          int sStride = k == 0 ? 0 : cStride;
          if (someRows == ROWS && (someCols == PANEL || someCols == STEP)) {
            packed(
                c,
                to,
                cStride,
                s,
                start,
                sStride,
                left.array(),
                tile,
                right.array(),
                panel,
                someCols,
                someDepth);
          } else {
            copy(scratch, EDGE, PANEL, s, start, sStride, someRows, someCols);
            lastRows(
                scratch, left.array(), tile, right.array(), panel, someRows, someCols, someDepth);
            copy(c, to, cStride, scratch, EDGE, PANEL, someRows, someCols);
          }
        }
      }
    }
  }

  /// Reads an element of each cache line, all at once, so that they are on their way together; the
  /// first tile would ask for them one by one. What is stored has no meaning but that the elements
  /// are read.
  private static void fetch(float[] packed, int from, int to, float[] scratch) {
    float even = 0;
    float odd = 0;
    for (int i = from; i + LINE < to; i += 2 * LINE) {
      even += packed[i];
      odd += packed[i + LINE];
    }
    scratch[UNREAD] = even + odd;
  }

  private static void rows(
      float[] c,
      int co,
      int cStride,
      float[] s,
      int so,
      int sStride,
      float[] a,
      int ao,
      int aStride,
      float[] b,
      int bo,
      int cols,
      int depth) {
    if (cols > STEP) {
      if (WIDE) {
        SimdFloatTile12.rows2(c, co, cStride, s, so, sStride, a, ao, aStride, b, bo, depth);
      } else {
        SimdFloatTile6.rows2(c, co, cStride, s, so, sStride, a, ao, aStride, b, bo, depth);
      }
    } else if (WIDE) {
      SimdFloatTile12.rows1(c, co, cStride, s, so, sStride, a, ao, aStride, b, bo, depth);
    } else {
      SimdFloatTile6.rows1(c, co, cStride, s, so, sStride, a, ao, aStride, b, bo, depth);
    }
  }

  private static void packed(
      float[] c,
      int co,
      int cStride,
      float[] s,
      int so,
      int sStride,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int cols,
      int depth) {
    if (cols > STEP) {
      if (WIDE) {
        SimdFloatTile12.packed2(c, co, cStride, s, so, sStride, a, ao, b, bo, depth);
      } else {
        SimdFloatTile6.packed2(c, co, cStride, s, so, sStride, a, ao, b, bo, depth);
      }
    } else if (WIDE) {
      SimdFloatTile12.packed1(c, co, cStride, s, so, sStride, a, ao, b, bo, depth);
    } else {
      SimdFloatTile6.packed1(c, co, cStride, s, so, sStride, a, ao, b, bo, depth);
    }
  }

  /// A tile in the scratch array of which `rows` rows count, a third of a tile at a time if they
  /// are few.
  private static void lastRows(
      float[] scratch, float[] a, int ao, float[] b, int bo, int rows, int cols, int depth) {
    if (!WIDE || rows > 2 * FEW || cols <= STEP) {
      packed(scratch, EDGE, PANEL, scratch, EDGE, PANEL, a, ao, b, bo, cols, depth);
      return;
    }
    for (int i = 0; i < rows; i += FEW) {
      int to = EDGE + i * PANEL;
      SimdFloatTile12.four2(scratch, to, PANEL, scratch, to, PANEL, a, ao + i, b, bo, depth);
    }
  }

  /// Copies a piece of a tile of C out of or back into the matrix.
  private static void copy(
      float[] to,
      int at,
      int toStride,
      float[] from,
      int start,
      int fromStride,
      int rows,
      int cols) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(from, start + i * fromStride, to, at + i * toStride, cols);
    }
  }

  /// Packs fewer than ROWS rows as a tile at the start of the scratch array.
  private static void packLastRows(
      float[] to, float[] a, int ao, int aStride, int rows, int depth) {
    for (int k = 0; k < depth; k++) {
      for (int i = 0; i < rows; i++) {
        to[k * ROWS + i] = a[ao + i * aStride + k];
      }
    }
  }
}
