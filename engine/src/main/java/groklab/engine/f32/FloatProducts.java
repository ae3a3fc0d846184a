package groklab.engine.f32;

/// The products of [FloatKernels] (see there) and the layout of packed operands.
interface FloatProducts {

  /// [FloatKernels#productScratch]
  int scratchLength();

  /// [FloatKernels#packedRightLength]
  int packedRightLength(int depth, int cols);

  /// [FloatKernels#packedLeftLength]
  int packedLeftLength(int depth, int cols);

  /// [FloatKernels#packRight]
  void packRight(
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
      int toCol);

  /// [FloatKernels#packLeft]
  void packLeft(
      float[] packed,
      float[] a,
      int ao,
      int aStride,
      int depth,
      int cols,
      int fromDepth,
      int toDepth);

  /// [FloatKernels#product]
  void product(
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
      float[] scratch);

  /// y(j,i) = x(i,j) for i < rows, j < cols; x(i,j) at x[xo + i·xStride + j], y likewise
  void transpose(
      float[] y, int yo, int yStride, float[] x, int xo, int xStride, int rows, int cols);

  /// [FloatKernels#contraction]
  void contraction(
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
      float[] scratch);
}
