package groklab.engine.f32;

/// [FloatProducts] in plain Java: row by row of C, one row of B (or of a panel) after the other.
final class PlainFloatProducts implements FloatProducts {
  private static final int PANEL = 32;

  @Override
  public int scratchLength() {
    return 0;
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
    for (int j = 0; j < cols; j += PANEL) {
      multiply(
          c,
          co + j,
          cStride,
          a,
          ao,
          rowStride,
          depthStride,
          packed,
          po + j * depth,
          PANEL,
          rows,
          Math.min(PANEL, cols - j),
          depth,
          scratch);
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
    for (int i = 0; i < rows; i++) {
      int row = co + i * cStride;
      for (int k = 0; k < depth; k++) {
        float x = a[ao + i * rowStride + k * depthStride];
        int from = bo + k * bStride;
        for (int j = 0; j < cols; j++) {
          c[row + j] = Math.fma(x, b[from + j], c[row + j]);
        }
      }
    }
  }
}
