package groklab.engine.f32;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [FloatProducts] with the Vector API: cache blocks, packing and ragged edges around the tiles of
/// [SimdFloatTile12] and [SimdFloatTile6].
///
/// A right operand is packed into panels two vectors wide, a left operand of a contraction into
/// tiles of ROWS columns, by chunks of DEPTH elements of k at most (of which a panel fills two
/// thirds of a 48 KB first-level cache), all panels or tiles of a chunk one after the other: in the
/// order in which a product passes through them, memory is read in one stretch. A left operand
/// whose rows run along k is read in place.
///
/// A product takes one chunk at a time, and BLOCK rows of A (half of a 1 MB second-level cache,
/// where they stay while all panels pass). Tiles over the right or lower edge of C are computed in
/// a copy. What packed operands hold beyond the last row or column has no meaning: it meets only
/// elements of that copy that are thrown away.
final class SimdFloatProducts implements FloatProducts {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();
  private static final int PANEL = 2 * STEP;
  private static final boolean WIDE = S.vectorBitSize() == 512;
  private static final int ROWS = WIDE ? SimdFloatTile12.ROWS : SimdFloatTile6.ROWS;

  private static final int DEPTH = 256;
  private static final int BLOCK = 516;

  // the scratch array: the rows of A that do not fill a tile, a tile of C
  private static final int EDGE = ROWS * DEPTH;
  private static final int SCRATCH = EDGE + ROWS * PANEL;

  /// Rows of the smallest tile.
  private static final int FEW = 4;

  /// Elements of a packed operand that no longer fits the second-level cache beside the rows of A
  /// and C.
  private static final int FAR = 100_000;

  /// What a sum starts from.
  private static final float[] ZEROS = new float[PANEL];

  /// Tiles lie a little more than their own length apart: a row of A is spread over all tiles of a
  /// chunk, which would otherwise compete for one set of the first-level cache.
  private static final int TILE_GAP = 16;

  /// ROWS rounded up to whole vectors.
  private static final int WHOLE_VECTORS = (ROWS + STEP - 1) / STEP * STEP;

  /// Elements of a cache line.
  private static final int LINE = 64 / Float.BYTES;

  /// Depths packed of one tile before the next tile's turn: enough for whole cache lines.
  private static final int PACK_DEPTHS = 8;

  @Override
  public int scratchLength() {
    return SCRATCH + 1;
  }

  @Override
  public int packedRightLength(int depth, int cols) {
    return (cols + PANEL - 1) / PANEL * PANEL * depth;
  }

  @Override
  public int packedLeftLength(int depth, int cols) {
    return (cols + ROWS - 1) / ROWS * allOfTile(depth);
  }

  /// Elements of one tile with all its depths.
  private static int allOfTile(int depth) {
    int chunk = chunk(depth);
    return ROWS * depth + (depth + chunk - 1) / chunk * TILE_GAP;
  }

  /// Depths of a chunk: about the same in each, in whole cache lines, so that there is no short one
  /// in the end.
  private static int chunk(int depth) {
    int chunks = (depth + DEPTH - 1) / DEPTH;
    return ((depth + chunks - 1) / chunks + LINE - 1) / LINE * LINE;
  }

  /// Depths in the chunk that begins at k.
  private static int chunk(int k, int depth) {
    return Math.min(chunk(depth), depth - k);
  }

  // --- products ----------------------------------------------------------------------------------

  @Override
  public void product(
      float[] c,
      int co,
      int cStride,
      float[] start,
      int so,
      int sStride,
      float[] a,
      int ao,
      int aStride,
      float[] packed,
      int rows,
      int cols,
      int depth,
      float[] scratch) {
    int width = (cols + PANEL - 1) / PANEL * PANEL;
    int chunk = chunk(depth);
    for (int k = 0; k < depth; k += chunk) {
      int someDepth = chunk(k, depth);
      float[] s = k == 0 ? start : c; // later chunks go on from what the first has left
      int sBase = k == 0 ? so : co;
      int sStep = k == 0 ? sStride : cStride;
      for (int i = 0; i < rows; i += BLOCK) {
        int someRows = Math.min(BLOCK, rows - i);
        int aBlock = ao + i * aStride + k;
        int left = someRows % ROWS;
        packLastRows(scratch, a, aBlock + (someRows - left) * aStride, aStride, left, someDepth);
        for (int j = 0; j < cols; j += PANEL) {
          int someCols = Math.min(PANEL, cols - j);
          int panel = k * width + j * someDepth;
          if (packed.length > FAR) {
            fetch(packed, panel, panel + PANEL * someDepth, scratch);
          }
          for (int r = 0; r < someRows; r += ROWS) {
            int tileRows = Math.min(ROWS, someRows - r);
            int to = co + (i + r) * cStride + j;
            int begin = sBase + (i + r) * sStep + j;
            if (tileRows == ROWS && (someCols == PANEL || someCols == STEP)) {
              int from = aBlock + r * aStride;
              rows(
                  c, to, cStride, s, begin, sStep, a, from, aStride, packed, panel, someCols,
                  someDepth);
            } else {
              copy(scratch, EDGE, PANEL, s, begin, sStep, tileRows, someCols);
              if (tileRows == ROWS) {
                int from = aBlock + r * aStride;
                rows(
                    scratch, EDGE, PANEL, scratch, EDGE, PANEL, a, from, aStride, packed, panel,
                    someCols, someDepth);
              } else {
                lastRows(scratch, scratch, 0, packed, panel, tileRows, someCols, someDepth);
              }
              copy(c, to, cStride, scratch, EDGE, PANEL, tileRows, someCols);
            }
          }
        }
      }
    }
  }

  @Override
  public void contraction(
      float[] c,
      int co,
      int cStride,
      float[] left,
      float[] right,
      int row,
      int rows,
      int col,
      int cols,
      int depth,
      float[] scratch) {
    int width = right.length / depth;
    int tiles = left.length / allOfTile(depth);
    int chunk = chunk(depth);
    for (int k = 0; k < depth; k += chunk) {
      int someDepth = chunk(k, depth);
      int tileLength = ROWS * someDepth + TILE_GAP;
      int firstTile = k / chunk * tiles * (ROWS * chunk + TILE_GAP);
      for (int j = col; j < col + cols; j += PANEL) {
        int someCols = Math.min(PANEL, col + cols - j);
        int panel = k * width + j * someDepth;
        for (int i = row; i < row + rows; i += ROWS) {
          int someRows = Math.min(ROWS, row + rows - i);
          int tile = firstTile + i / ROWS * tileLength;
          int to = co + i * cStride + j;
          float[] s = k == 0 ? ZEROS : c;
          int start = k == 0 ? 0 : to;
          int sStride = k == 0 ? 0 : cStride;
          if (someRows == ROWS && (someCols == PANEL || someCols == STEP)) {
            packed(
                c, to, cStride, s, start, sStride, left, tile, right, panel, someCols, someDepth);
          } else {
            copy(scratch, EDGE, PANEL, s, start, sStride, someRows, someCols);
            lastRows(scratch, left, tile, right, panel, someRows, someCols, someDepth);
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
    scratch[SCRATCH] = even + odd;
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

  @Override
  public void transpose(
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
          turn(y, to, yStride, x, from, xStride, 1, someRows, someCols);
        }
      }
    }
  }

  /// y(j,i) = x(i,j), with x(i,j) at x[xo + i·rowStride + j·colStride]
  private static void turn(
      float[] y,
      int yo,
      int yStride,
      float[] x,
      int xo,
      int rowStride,
      int colStride,
      int rows,
      int cols) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        y[yo + j * yStride + i] = x[xo + i * rowStride + j * colStride];
      }
    }
  }

  // --- packing -----------------------------------------------------------------------------------

  @Override
  public void packLeft(
      float[] packed,
      float[] a,
      int ao,
      int aStride,
      int depth,
      int cols,
      int fromDepth,
      int toDepth) {
    int tiles = (cols + ROWS - 1) / ROWS;
    int chunk = chunk(depth);
    for (int k = fromDepth, end; k < toDepth; k = end) {
      int first = k / chunk * chunk;
      end = Math.min(toDepth, first + chunk);
      int tileLength = ROWS * chunk(first, depth) + TILE_GAP;
      int to = first / chunk * tiles * (ROWS * chunk + TILE_GAP) + (k - first) * ROWS;
      packTiles(packed, to, tileLength, a, ao + (k - fromDepth) * aStride, aStride, cols, end - k);
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

  @Override
  public void packRight(
      float[] packed,
      float[] b,
      int bo,
      int depthStride,
      int colStride,
      int depth,
      int cols,
      int fromDepth,
      int toDepth,
      int fromCol,
      int toCol) {
    int width = (cols + PANEL - 1) / PANEL * PANEL;
    int chunk = chunk(depth);
    for (int k = fromDepth, end; k < toDepth; k = end) {
      int first = k / chunk * chunk;
      end = Math.min(toDepth, first + chunk);
      int depths = end - k;
      for (int j = fromCol; j < toCol; j += PANEL) {
        int used = Math.min(PANEL, cols - j);
        int to = first * width + j * chunk(first, depth) + (k - first) * PANEL;
        int from = bo + k * depthStride + j * colStride;
        if (colStride != 1) {
          packColumns(packed, to, b, from, depthStride, colStride, used, depths);
        } else if (used == PANEL) {
          packPanel(packed, to, b, from, depthStride, depths);
        } else {
          for (int d = 0; d < depths; d++) {
            System.arraycopy(b, from + d * depthStride, packed, to + d * PANEL, used);
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
      float[] packed,
      int to,
      float[] b,
      int from,
      int depthStride,
      int colStride,
      int used,
      int depths) {
    for (int j = 0; j < used; j += LINE) {
      int cols = Math.min(LINE, used - j);
      for (int k = 0; k < depths; k += LINE) {
        int some = Math.min(LINE, depths - k);
        int at = to + k * PANEL + j;
        int start = from + k * depthStride + j * colStride;
        if (SimdFloatSquare.SUPPORTED && depthStride == 1 && cols == LINE && some == LINE) {
          SimdFloatSquare.transpose(packed, at, PANEL, b, start, colStride);
        } else {
          turn(packed, at, PANEL, b, start, colStride, depthStride, cols, some);
        }
      }
    }
  }
}
