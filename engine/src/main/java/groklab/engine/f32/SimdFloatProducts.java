package groklab.engine.f32;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [FloatProducts] with the Vector API: cache blocks, packing and ragged edges around the tiles of [SimdFloatTile12] and
/// [SimdFloatTile6].
///
/// Blocks: DEPTH elements of k at a time (a panel of B then fills two thirds of a 48 KB first-level cache), BLOCK rows
/// of A at a time (half of a 1 MB second-level cache, where they stay while all panels pass; long blocks let the packing
/// of a transposed A read whole rows). A is read in place where its rows run along k; otherwise, and for the last rows
/// that do not fill a tile, it is packed into the scratch array. Tiles over the right or lower edge of C are computed in
/// a copy.
final class SimdFloatProducts implements FloatProducts {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();
  private static final int PANEL = 2 * STEP;
  private static final boolean WIDE = S.vectorBitSize() == 512;
  private static final int ROWS = WIDE ? SimdFloatTile12.ROWS : SimdFloatTile6.ROWS;

  private static final int DEPTH = 256;
  private static final int BLOCK = 516;

  // Packed tiles of A lie a little more than a multiple of 4096 bytes apart: a block is packed k by
  // k, and its tiles
  // would otherwise compete for one set of the first-level cache.
  private static final int TILE = ROWS * DEPTH + 16;

  // the scratch array: packed A, packed B, a tile of C
  private static final int PACKED_B = BLOCK / ROWS * TILE;
  private static final int EDGE = PACKED_B + DEPTH * PANEL;
  private static final int SCRATCH = EDGE + ROWS * PANEL;

  /// ROWS rounded up to whole vectors.
  private static final int WHOLE_VECTORS = (ROWS + STEP - 1) / STEP * STEP;

  @Override
  public int scratchLength() {
    return SCRATCH;
  }

  @Override
  public int panelWidth() {
    return PANEL;
  }

  @Override
  public void multiplyPacked(
      float[] c,
      int co,
      int cStride,
      float[] a,
      int ao,
      int rowStride,
      int depthStride,
      float[] packed,
      int po,
      int rows,
      int cols,
      int depth,
      float[] scratch) {
    for (int k = 0; k < depth; k += DEPTH) {
      int someDepth = Math.min(DEPTH, depth - k);
      for (int i = 0; i < rows; i += BLOCK) {
        int someRows = Math.min(BLOCK, rows - i);
        int aBlock = ao + i * rowStride + k * depthStride;
        packRows(scratch, a, aBlock, rowStride, depthStride, someRows, someDepth);
        for (int j = 0; j < cols; j += PANEL) {
          tiles(
              c,
              co + i * cStride + j,
              cStride,
              a,
              aBlock,
              rowStride,
              depthStride,
              packed,
              po + j * depth + k * PANEL,
              someRows,
              Math.min(PANEL, cols - j),
              someDepth,
              scratch);
        }
      }
    }
  }

  @Override
  public void multiply(
      float[] c,
      int co,
      int cStride,
      float[] a,
      int ao,
      int rowStride,
      int depthStride,
      float[] b,
      int bo,
      int bStride,
      int rows,
      int cols,
      int depth,
      float[] scratch) {
    for (int k = 0; k < depth; k += DEPTH) {
      int someDepth = Math.min(DEPTH, depth - k);
      for (int i = 0; i < rows; i += BLOCK) {
        int someRows = Math.min(BLOCK, rows - i);
        int aBlock = ao + i * rowStride + k * depthStride;
        packRows(scratch, a, aBlock, rowStride, depthStride, someRows, someDepth);
        for (int j = 0; j < cols; j += PANEL) {
          int someCols = Math.min(PANEL, cols - j);
          packPanel(scratch, b, bo + k * bStride + j, bStride, someCols, someDepth);
          tiles(
              c,
              co + i * cStride + j,
              cStride,
              a,
              aBlock,
              rowStride,
              depthStride,
              scratch,
              PACKED_B,
              someRows,
              someCols,
              someDepth,
              scratch);
        }
      }
    }
  }

  /// All tiles of a block of rows with one panel of B.
  private static void tiles(
      float[] c,
      int co,
      int cStride,
      float[] a,
      int ao,
      int rowStride,
      int depthStride,
      float[] b,
      int bo,
      int rows,
      int cols,
      int depth,
      float[] scratch) {
    boolean inPlace = depthStride == 1;
    for (int i = 0; i < rows; i += ROWS) {
      int someRows = Math.min(ROWS, rows - i);
      boolean edge = someRows < ROWS || (cols != PANEL && cols != STEP);
      float[] to = edge ? scratch : c;
      int at = edge ? EDGE : co + i * cStride;
      int stride = edge ? PANEL : cStride;
      if (edge) {
        copy(scratch, EDGE, PANEL, c, co + i * cStride, cStride, someRows, cols);
      }
      if (inPlace && someRows == ROWS) {
        rows(to, at, stride, a, ao + i * rowStride, rowStride, b, bo, cols, depth);
      } else {
        int tile = inPlace ? 0 : i / ROWS * TILE;
        packed(to, at, stride, scratch, tile, b, bo, cols, depth);
      }
      if (edge) {
        copy(c, co + i * cStride, cStride, scratch, EDGE, PANEL, someRows, cols);
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

  /// Packs what must be packed of a block of A: tile t holds ROWS elements per k from scratch[t·TILE] on. Rows
  /// that run along k are packed only if they do not fill a tile, then as tile 0. What a tile has beyond the last row
  /// is not cleared: it meets only elements of the copied tile of C that are thrown away.
  private static void packRows(
      float[] scratch, float[] a, int ao, int rowStride, int depthStride, int rows, int depth) {
    int left = rows % ROWS;
    if (depthStride == 1) {
      transpose(scratch, 0, a, ao + (rows - left) * rowStride, rowStride, 1, left, depth);
      return;
    }
    int wide = depthStride >= WHOLE_VECTORS ? depth - 1 : 0;
    for (int k = 0; k < wide; k++) {
      int from = ao + k * depthStride;
      for (int i = 0; i + ROWS <= rows; i += ROWS) {
        copyRows(scratch, i / ROWS * TILE + k * ROWS, a, from + i);
      }
    }
    for (int i = 0; i + ROWS <= rows; i += ROWS) {
      for (int k = wide; k < depth; k++) {
        System.arraycopy(a, ao + k * depthStride + i, scratch, i / ROWS * TILE + k * ROWS, ROWS);
      }
    }
    transpose(
        scratch,
        rows / ROWS * TILE,
        a,
        ao + (rows - left) * rowStride,
        rowStride,
        depthStride,
        left,
        depth);
  }

  private static void transpose(
      float[] to, int at, float[] a, int ao, int rowStride, int depthStride, int rows, int depth) {
    for (int k = 0; k < depth; k++) {
      for (int i = 0; i < rows; i++) {
        to[at + k * ROWS + i] = a[ao + i * rowStride + k * depthStride];
      }
    }
  }

  /// Copies ROWS neighbouring elements in whole vectors: what is copied too much is overwritten by the next k, which is
  /// why the last k is not copied so.
  private static void copyRows(float[] to, int at, float[] from, int start) {
    for (int i = 0; i < WHOLE_VECTORS; i += STEP) {
      FloatVector.fromArray(S, from, start + i).intoArray(to, at + i);
    }
  }

  /// Copies a panel of a row-major B behind the packed A; columns beyond the last are not cleared, as in packRows.
  private static void packPanel(
      float[] scratch, float[] b, int bo, int bStride, int cols, int depth) {
    if (cols == PANEL) {
      for (int k = 0; k < depth; k++) {
        FloatVector.fromArray(S, b, bo + k * bStride).intoArray(scratch, PACKED_B + k * PANEL);
        FloatVector.fromArray(S, b, bo + k * bStride + STEP)
            .intoArray(scratch, PACKED_B + k * PANEL + STEP);
      }
    } else {
      copy(scratch, PACKED_B, PANEL, b, bo, bStride, depth, cols);
    }
  }
}
