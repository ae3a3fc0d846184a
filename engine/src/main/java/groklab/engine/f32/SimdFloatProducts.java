package groklab.engine.f32;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [FloatProducts] with the Vector API: cache blocks, packing and ragged edges around the tiles of [SimdFloatTile12] and
/// [SimdFloatTile6].
///
/// A right operand is packed into panels two vectors wide, a left operand of a contraction into tiles of ROWS columns,
/// each panel and tile with all depths one after the other: whatever block of the result is computed, memory is read in
/// long stretches. A left operand whose rows run along k is read in place.
///
/// Blocks: DEPTH elements of k at a time (a panel then fills two thirds of a 48 KB first-level cache), BLOCK rows of A
/// at a time (half of a 1 MB second-level cache, where they stay while all panels pass). Tiles over the right or lower
/// edge of C are computed in a copy. What packed operands hold beyond the last row or column has no meaning: it meets
/// only elements of that copy that are thrown away.
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

  /// Tiles lie a little more than their own length apart: a row of A is spread over all tiles, and at depths that are
  /// powers of two the tiles would compete for one set of the first-level cache.
  private static final int TILE_GAP = 16;

  /// ROWS rounded up to whole vectors.
  private static final int WHOLE_VECTORS = (ROWS + STEP - 1) / STEP * STEP;

  /// Depths packed of one tile before the next tile's turn: enough for whole cache lines.
  private static final int PACK_DEPTHS = 8;

  @Override
  public int scratchLength() {
    return SCRATCH;
  }

  @Override
  public int packedRightLength(int depth, int cols) {
    return (cols + PANEL - 1) / PANEL * PANEL * depth;
  }

  @Override
  public int packedLeftLength(int depth, int cols) {
    return (cols + ROWS - 1) / ROWS * tileLength(depth);
  }

  private static int tileLength(int depth) {
    return ROWS * depth + TILE_GAP;
  }

  // --- products ----------------------------------------------------------------------------------

  @Override
  public void product(
      float[] c,
      int co,
      int cStride,
      float[] a,
      int ao,
      int aStride,
      float[] packed,
      int rows,
      int cols,
      int depth,
      float[] scratch) {
    for (int k = 0; k < depth; k += DEPTH) {
      int someDepth = Math.min(DEPTH, depth - k);
      for (int i = 0; i < rows; i += BLOCK) {
        int someRows = Math.min(BLOCK, rows - i);
        int aBlock = ao + i * aStride + k;
        int left = someRows % ROWS;
        packLastRows(scratch, a, aBlock + (someRows - left) * aStride, aStride, left, someDepth);
        for (int j = 0; j < cols; j += PANEL) {
          int someCols = Math.min(PANEL, cols - j);
          int panel = j * depth + k * PANEL;
          int at = co + i * cStride + j;
          for (int r = 0; r < someRows; r += ROWS) {
            int tileRows = Math.min(ROWS, someRows - r);
            int to = at + r * cStride;
            if (tileRows == ROWS && (someCols == PANEL || someCols == STEP)) {
              int from = aBlock + r * aStride;
              rows(c, to, cStride, a, from, aStride, packed, panel, someCols, someDepth);
            } else {
              copy(scratch, EDGE, PANEL, c, to, cStride, tileRows, someCols);
              if (tileRows == ROWS) {
                int from = aBlock + r * aStride;
                rows(scratch, EDGE, PANEL, a, from, aStride, packed, panel, someCols, someDepth);
              } else {
                packed(scratch, EDGE, PANEL, scratch, 0, packed, panel, someCols, someDepth);
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
    for (int k = 0; k < depth; k += DEPTH) {
      int someDepth = Math.min(DEPTH, depth - k);
      for (int j = col; j < col + cols; j += PANEL) {
        int someCols = Math.min(PANEL, col + cols - j);
        int panel = j * depth + k * PANEL;
        for (int i = row; i < row + rows; i += ROWS) {
          int someRows = Math.min(ROWS, row + rows - i);
          int tile = i / ROWS * tileLength(depth) + k * ROWS;
          int to = co + i * cStride + j;
          if (someRows == ROWS && (someCols == PANEL || someCols == STEP)) {
            packed(c, to, cStride, left, tile, right, panel, someCols, someDepth);
          } else {
            copy(scratch, EDGE, PANEL, c, to, cStride, someRows, someCols);
            packed(scratch, EDGE, PANEL, left, tile, right, panel, someCols, someDepth);
            copy(c, to, cStride, scratch, EDGE, PANEL, someRows, someCols);
          }
        }
      }
    }
  }

  private static void rows(
      float[] c,
      int co,
      int cStride,
      float[] a,
      int ao,
      int aStride,
      float[] b,
      int bo,
      int cols,
      int depth) {
    if (cols > STEP) {
      if (WIDE) {
        SimdFloatTile12.rows2(c, co, cStride, a, ao, aStride, b, bo, depth);
      } else {
        SimdFloatTile6.rows2(c, co, cStride, a, ao, aStride, b, bo, depth);
      }
    } else if (WIDE) {
      SimdFloatTile12.rows1(c, co, cStride, a, ao, aStride, b, bo, depth);
    } else {
      SimdFloatTile6.rows1(c, co, cStride, a, ao, aStride, b, bo, depth);
    }
  }

  private static void packed(
      float[] c, int co, int cStride, float[] a, int ao, float[] b, int bo, int cols, int depth) {
    if (cols > STEP) {
      if (WIDE) {
        SimdFloatTile12.packed2(c, co, cStride, a, ao, b, bo, depth);
      } else {
        SimdFloatTile6.packed2(c, co, cStride, a, ao, b, bo, depth);
      }
    } else if (WIDE) {
      SimdFloatTile12.packed1(c, co, cStride, a, ao, b, bo, depth);
    } else {
      SimdFloatTile6.packed1(c, co, cStride, a, ao, b, bo, depth);
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
    for (int k = fromDepth; k < toDepth; k += PACK_DEPTHS) {
      int some = Math.min(PACK_DEPTHS, toDepth - k);
      int from = ao + (k - fromDepth) * aStride;
      for (int i = 0; i < cols; i += ROWS) {
        int to = i / ROWS * tileLength(depth) + k * ROWS;
        // Whole vectors reach beyond a tile's row: what they write there belongs to the next depth,
        // which is written after it. The last depth may be followed by another worker's, and the
        // last row by the end of the array.
        boolean whole = from + (some - 1) * aStride + i + WHOLE_VECTORS <= a.length;
        int fast = !whole ? 0 : k + some < toDepth ? some : some - 1;
        for (int d = 0; d < fast; d++) {
          copyRow(packed, to + d * ROWS, a, from + d * aStride + i);
        }
        int used = Math.min(ROWS, cols - i);
        for (int d = fast; d < some; d++) {
          System.arraycopy(a, from + d * aStride + i, packed, to + d * ROWS, used);
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
    for (int j = fromCol; j < toCol; j += PANEL) {
      int used = Math.min(PANEL, cols - j);
      int to = j * depth;
      int from = bo + j * colStride;
      if (colStride != 1) {
        packColumns(packed, to, b, from, depthStride, colStride, used, fromDepth, toDepth);
      } else if (used == PANEL) {
        packPanel(packed, to, b, from, depthStride, fromDepth, toDepth);
      } else {
        for (int k = fromDepth; k < toDepth; k++) {
          System.arraycopy(b, from + k * depthStride, packed, to + k * PANEL, used);
        }
      }
    }
  }

  private static void packPanel(
      float[] packed, int to, float[] b, int from, int depthStride, int fromDepth, int toDepth) {
    for (int k = fromDepth; k < toDepth; k++) {
      int row = from + k * depthStride;
      FloatVector.fromArray(S, b, row).intoArray(packed, to + k * PANEL);
      FloatVector.fromArray(S, b, row + STEP).intoArray(packed, to + k * PANEL + STEP);
    }
  }

  private static void packColumns(
      float[] packed,
      int to,
      float[] b,
      int from,
      int depthStride,
      int colStride,
      int used,
      int fromDepth,
      int toDepth) {
    for (int k = fromDepth; k < toDepth; k++) {
      for (int j = 0; j < used; j++) {
        packed[to + k * PANEL + j] = b[from + k * depthStride + j * colStride];
      }
    }
  }
}
