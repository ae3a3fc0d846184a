package groklab.engine.f32;

import groklab.engine.f64.LossRows;
import groklab.engine.graph.Attention;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.Broadcast;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.UnaryKind;
import org.jspecify.annotations.Nullable;

/// Gives each method of [FloatKernels] to the class that computes it; the implementations differ in
/// their spans and products only.
abstract sealed class FloatKernelFacade implements FloatKernels
    permits PlainFloatKernels, SimdFloatKernels {
  private final String name;
  private final FloatSpans spans;
  private final FloatProducts products;
  private final LossRows lossRows;

  FloatKernelFacade(String name, FloatSpans spans, FloatProducts products, LossRows lossRows) {
    this.name = name;
    this.spans = spans;
    this.products = products;
    this.lossRows = lossRows;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void unary(UnaryKind op, float[] y, int yo, float[] x, int xo, int n) {
    spans.unary(op, y, yo, x, xo, n);
  }

  @Override
  public void gate(float[] y, int yo, float[] x, int xo, float[] g, int go, int n) {
    spans.gate(y, yo, x, xo, g, go, n);
  }

  @Override
  public void affine(float[] y, int yo, float[] x, int xo, int n, float scale, float shift) {
    spans.affine(y, yo, x, xo, n, scale, shift);
  }

  @Override
  public void binary(
      BinaryKind op,
      Broadcast broadcast,
      float[] y,
      int yo,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int rows,
      int cols) {
    FloatRows.binary(spans, op, broadcast, y, yo, a, ao, b, bo, rows, cols);
  }

  @Override
  public void dropout(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int n,
      long key,
      long firstElement,
      double keepProbability) {
    FloatRows.dropout(y, yo, x, xo, n, key, firstElement, keepProbability);
  }

  @Override
  public void rowSums(float[] y, int yo, float[] x, int xo, int rows, int cols) {
    FloatRows.rowSums(spans, y, yo, x, xo, rows, cols);
  }

  @Override
  public void columnSums(float[] y, int yo, float[] x, int xo, int rows, int cols, int stride) {
    spans.sumRows(y, yo, x, xo, null, 0, rows, cols, stride);
  }

  @Override
  public void groupSums(float[] y, int yo, float[] x, int xo, int rows, int groups, int width) {
    FloatRows.groupSums(spans, y, yo, x, xo, rows * groups, width);
  }

  @Override
  public void softmax(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int rows,
      int groups,
      int width,
      int[] allowed,
      int firstRow) {
    FloatSoftmax.softmax(spans, y, yo, x, xo, rows, groups, width, allowed, firstRow);
  }

  @Override
  public void softmaxBackward(
      float[] dx, int dxo, float[] y, int yo, float[] g, int go, int rows, int groups, int width) {
    FloatSoftmax.backward(spans, dx, dxo, y, yo, g, go, rows * groups, width);
  }

  @Override
  public void crossEntropy(
      float[] loss,
      int lo,
      float[] x,
      int xo,
      int[] target,
      int to,
      int rows,
      int cols,
      LossPrecision precision,
      double[] scratch) {
    FloatSoftmax.crossEntropy(
        lossRows, loss, lo, x, xo, target, to, rows, cols, precision, scratch);
  }

  @Override
  public void crossEntropyGradient(
      float[] dx,
      int dxo,
      float[] x,
      int xo,
      int[] target,
      int to,
      float[] g,
      int go,
      int rows,
      int cols,
      LossPrecision precision,
      double[] scratch) {
    FloatSoftmax.crossEntropyGradient(
        lossRows, null, 0, dx, dxo, x, xo, target, to, g, go, rows, cols, precision, scratch);
  }

  @Override
  public void crossEntropyBoth(
      float[] loss,
      int lo,
      float[] dx,
      int dxo,
      float[] x,
      int xo,
      int[] target,
      int to,
      float[] g,
      int go,
      int rows,
      int cols,
      LossPrecision precision,
      double[] scratch) {
    FloatSoftmax.crossEntropyGradient(
        lossRows, loss, lo, dx, dxo, x, xo, target, to, g, go, rows, cols, precision, scratch);
  }

  @Override
  public void normalizeRows(
      float[] y, int yo, float[] x, int xo, int rows, int cols, float eps, boolean center) {
    FloatNormalization.forward(spans, y, yo, x, xo, rows, cols, eps, center);
  }

  @Override
  public void normalizeRowsBackward(
      float[] dx,
      int dxo,
      float[] x,
      int xo,
      float[] g,
      int go,
      int rows,
      int cols,
      float eps,
      boolean center) {
    FloatNormalization.backward(spans, dx, dxo, x, xo, g, go, rows, cols, eps, center);
  }

  @Override
  public void gatherRows(
      float[] y, int yo, float[] table, int to, int[] index, int io, int rows, int cols) {
    FloatRows.gather(y, yo, table, to, index, io, rows, cols);
  }

  @Override
  public void scatterAddRows(
      float[] table,
      int to,
      float[] x,
      int xo,
      int[] starts,
      int[] order,
      int fromRow,
      int toRow,
      int cols,
      int stride) {
    FloatRows.scatterAdd(spans, table, to, x, xo, starts, order, fromRow, toRow, cols, stride);
  }

  @Override
  public void swapGroups(float[] y, int yo, float[] x, int xo, int rows, int cols, int width) {
    FloatRows.swapGroups(y, yo, x, xo, rows, cols, width);
  }

  @Override
  public void oneHot(float[] y, int yo, int[] target, int to, int rows, int cols) {
    FloatRows.oneHot(y, yo, target, to, rows, cols);
  }

  @Override
  public void attentionScores(
      float[] s,
      int so,
      float[] q,
      int qo,
      int @Nullable [] qIndex,
      int qio,
      float[] k,
      int ko,
      int @Nullable [] kIndex,
      int kio,
      int examples,
      Attention shape) {
    FloatAttention.scores(spans, s, so, q, qo, qIndex, qio, k, ko, kIndex, kio, examples, shape);
  }

  @Override
  public void attentionMix(
      float[] z,
      int zo,
      float[] a,
      int ao,
      float[] v,
      int vo,
      int @Nullable [] vIndex,
      int vio,
      int examples,
      Attention shape) {
    FloatAttention.mix(spans, z, zo, a, ao, v, vo, vIndex, vio, examples, shape);
  }

  @Override
  public void attentionMixTransposed(
      float[] z,
      int zo,
      float[] a,
      int ao,
      float[] x,
      int xo,
      int @Nullable [] xIndex,
      int xio,
      int examples,
      Attention shape) {
    FloatAttention.mixTransposed(spans, z, zo, a, ao, x, xo, xIndex, xio, examples, shape);
  }

  @Override
  public void attentionScatter(
      float[] table,
      int to,
      float[] a,
      int ao,
      float[] x,
      int xo,
      int[] starts,
      int[] order,
      int fromRow,
      int toRow,
      int from,
      int end,
      Attention shape) {
    FloatAttention.scatter(
        spans, table, to, a, ao, x, xo, starts, order, fromRow, toRow, from, end, shape);
  }

  @Override
  public int productScratch() {
    return products.scratchLength() + MOST_TRANSPOSED * MOST_TRANSPOSED;
  }

  @Override
  public int packedRightLength(int depth, int cols) {
    return products.packedRightLength(depth, cols);
  }

  @Override
  public int packedLeftLength(int depth, int cols) {
    return products.packedLeftLength(depth, cols);
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
    products.packRight(
        packed, b, bo, depthStride, colStride, depth, cols, fromDepth, toDepth, fromCol, toCol);
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
    products.packLeft(packed, a, ao, aStride, depth, cols, fromDepth, toDepth);
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
    products.product(
        c, co, cStride, start, so, sStride, a, ao, aStride, packed, rows, cols, depth, scratch);
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
    products.contraction(c, co, cStride, left, right, row, rows, col, cols, depth, scratch);
  }

  @Override
  public void contractionTransposed(
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
    int made = products.scratchLength();
    int origin = made - row * MOST_TRANSPOSED - col;
    products.contraction(
        scratch, origin, MOST_TRANSPOSED, left, right, row, rows, col, cols, depth, scratch);
    products.transpose(
        c, co + col * cStride + row, cStride, scratch, made, MOST_TRANSPOSED, rows, cols);
  }

  @Override
  public void adam(
      float[] w,
      int wo,
      float[] m,
      int mo,
      float[] v,
      int vo,
      float[] g,
      int go,
      float @Nullable [] anchor,
      int anchorOffset,
      int n,
      float coupledDecay,
      float decoupledDecay,
      float beta1,
      float beta2,
      float stepSize,
      float inverseRootCorrection2,
      float epsilon) {
    spans.adam(
        w,
        wo,
        m,
        mo,
        v,
        vo,
        g,
        go,
        anchor == null ? w : anchor,
        anchor == null ? wo : anchorOffset,
        anchor == null ? 0 : 1,
        n,
        coupledDecay,
        decoupledDecay,
        beta1,
        beta2,
        stepSize,
        inverseRootCorrection2,
        epsilon);
  }

  @Override
  public void sgd(
      float[] w,
      int wo,
      float[] u,
      int uo,
      float[] g,
      int go,
      float @Nullable [] anchor,
      int anchorOffset,
      int n,
      float coupledDecay,
      float decoupledDecay,
      float momentum,
      float learningRate) {
    spans.sgd(
        w,
        wo,
        u,
        uo,
        g,
        go,
        anchor == null ? w : anchor,
        anchor == null ? wo : anchorOffset,
        anchor == null ? 0 : 1,
        n,
        coupledDecay,
        decoupledDecay,
        momentum,
        learningRate);
  }
}
