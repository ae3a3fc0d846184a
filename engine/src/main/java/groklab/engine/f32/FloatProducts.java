package groklab.engine.f32;

/// The products of [FloatKernels] (see there) and the layout of a packed B.
interface FloatProducts {

  /// [FloatKernels#productScratch]
  int scratchLength();

  /// [FloatKernels#panelWidth]
  int panelWidth();

  /// [FloatKernels#productPacked]
  void multiplyPacked(
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
      float[] scratch);

  /// [FloatKernels#product]
  void multiply(
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
      float[] scratch);

  /// [FloatKernels#packPanels]
  default void pack(
      float[] packed,
      int po,
      float[] b,
      int bo,
      int depthStride,
      int colStride,
      int depth,
      int cols,
      int fromPanel,
      int toPanel) {
    int width = panelWidth();
    for (int panel = fromPanel; panel < toPanel; panel++) {
      int to = po + panel * depth * width;
      int from = bo + panel * width * colStride;
      int used = Math.min(width, cols - panel * width);
      for (int k = 0; k < depth; k++) {
        int row = to + k * width;
        for (int j = 0; j < used; j++) {
          packed[row + j] = b[from + k * depthStride + j * colStride];
        }
        for (int j = used; j < width; j++) {
          packed[row + j] = 0;
        }
      }
    }
  }
}
