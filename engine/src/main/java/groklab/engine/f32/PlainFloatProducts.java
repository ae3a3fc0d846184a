package groklab.engine.f32;

import java.util.Arrays;

/// [FloatProducts] in plain Java: row by row of C, one row of B after the other. Packed operands
/// are row-major.
final class PlainFloatProducts implements FloatProducts {
  @Override
  public int scratchLength() {
    return 0;
  }

  @Override
  public int packedRightLength(int depth, int cols) {
    return depth * cols;
  }

  @Override
  public int packedLeftLength(int depth, int cols) {
    return depth * cols;
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
    for (int k = fromDepth; k < toDepth; k++) {
      for (int j = fromCol; j < toCol; j++) {
        packed[k * cols + j] = b[bo + k * depthStride + j * colStride];
      }
    }
  }

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
    for (int k = fromDepth; k < toDepth; k++) {
      System.arraycopy(a, ao + (k - fromDepth) * aStride, packed, k * cols, cols);
    }
  }

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
    for (int i = 0; i < rows; i++) {
      System.arraycopy(start, so + i * sStride, c, co + i * cStride, cols);
      for (int k = 0; k < depth; k++) {
        addRow(c, co + i * cStride, a[ao + i * aStride + k], packed, k * cols, cols);
      }
    }
  }

  @Override
  public void transpose(
      float[] y, int yo, int yStride, float[] x, int xo, int xStride, int rows, int cols) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        y[yo + j * yStride + i] = x[xo + i * xStride + j];
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
    int leftCols = left.length / depth;
    int rightCols = right.length / depth;
    for (int i = row; i < row + rows; i++) {
      Arrays.fill(c, co + i * cStride + col, co + i * cStride + col + cols, 0);
      for (int k = 0; k < depth; k++) {
        float x = left[k * leftCols + i];
        addRow(c, co + i * cStride + col, x, right, k * rightCols + col, cols);
      }
    }
  }

  /// c = c + x·b, one fused multiply-add for each element
  private static void addRow(float[] c, int co, float x, float[] b, int bo, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.fma(x, b[bo + j], c[co + j]);
    }
  }
}
