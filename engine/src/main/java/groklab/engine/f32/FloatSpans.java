package groklab.engine.f32;

import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.UnaryKind;
import org.jspecify.annotations.Nullable;

/// The inner loops of the kernels: operations on n neighbouring elements, or on a few rows of them.
///
/// [FloatSoftmax], [FloatNormalization], [FloatRows] and [FloatAttention] are written once on top
/// of these, so that the plain and the SIMD kernels differ here and in the products only. Outputs
/// may be the same region as an input.
interface FloatSpans {

  /// y[i] = op(x[i])
  void unary(UnaryKind op, float[] y, int yo, float[] x, int xo, int n);

  /// y[i] = op(a[i], b[i])
  void binary(BinaryKind op, float[] y, int yo, float[] a, int ao, float[] b, int bo, int n);

  /// y[i] = op(a[i], b)
  void binaryScalar(BinaryKind op, float[] y, int yo, float[] a, int ao, float b, int n);

  /// y[i] = x[i]·(g[i] > 0 ? 1 : 0)
  void gate(float[] y, int yo, float[] x, int xo, float[] g, int go, int n);

  /// y[i] = fma(x[i], scale, shift)
  void affine(float[] y, int yo, float[] x, int xo, int n, float scale, float shift);

  /// y[i] = fma(a[i], aScale, fma(b[i], bScale, shift))
  void affinePair(
      float[] y,
      int yo,
      float[] a,
      int ao,
      float aScale,
      float[] b,
      int bo,
      float bScale,
      float shift,
      int n);

  /// y[i] = a[i]·(b[i] − shift)
  void multiplyShifted(float[] y, int yo, float[] a, int ao, float[] b, int bo, float shift, int n);

  /// Σ x[i] as a row reduction
  float sum(float[] x, int xo, int n);

  /// Σ a[i]·b[i] as a row reduction whose lanes are chains of fused multiply-adds
  float dot(float[] a, int ao, float[] b, int bo, int n);

  /// y[yo + h·yStride] = [#dot] of a[ao + h·aStep..] and b[bo + h·width..] for each head h
  void dots(
      float[] y,
      int yo,
      int yStride,
      float[] a,
      int ao,
      int aStep,
      float[] b,
      int bo,
      int heads,
      int width);

  /// The largest x[i], NaN ignored; −∞ if there is none. The sign of a zero result is not defined.
  float max(float[] x, int xo, int n);

  /// y[c] = Σ_j x[row(j)·stride + c], j in [from, to) in that order, c < cols; row(j) is order[j],
  /// or j without order
  void sumRows(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int @Nullable [] order,
      int from,
      int to,
      int cols,
      int stride);

  /// For each head h and d < width: y[h·width + d] = Σ_s
  /// w[wo + h·wHeadStride + s·wStride]·x[row(s)·xRow + h·xHeadStep + d], one chain of fused
  /// multiply-adds in s order from 0, s < count; row(s) is index[io + s], or io + s without index
  void mixRows(
      float[] y,
      int yo,
      float[] w,
      int wo,
      int wHeadStride,
      int wStride,
      float[] x,
      int xo,
      int xRow,
      int xHeadStep,
      int @Nullable [] index,
      int io,
      int count,
      int heads,
      int width);

  /// For each d < width: y[d] = Σ_s Σ_h w[wo + h·count + s]·x[row(s)·H·width + h·width + d], one
  /// chain of fused multiply-adds in that order from 0, s < count; rows as for [#mixRows]
  void mixHeads(
      float[] y,
      int yo,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int @Nullable [] index,
      int io,
      int count,
      int heads,
      int width);

  /// For each head h and d in [from, to): y[h·yHeadStep + d] = Σ_j Σ_i
  /// w[((e·Q + i)·H + h)·T + t]·x[(e·Q + i)·xRow + h·xHeadStep + d], one chain of fused
  /// multiply-adds in that order from 0, for j in [first, end) and i < Q, where order[j] = e·T + t;
  /// Q are the queries, T the keys
  void addMixtures(
      float[] y,
      int yo,
      int yHeadStep,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int xRow,
      int xHeadStep,
      int[] order,
      int first,
      int end,
      int queries,
      int keys,
      int heads,
      int from,
      int to);

  /// [FloatKernels#adam] with anchor[i]·anchorScale for the anchor
  void adam(
      float[] w,
      int wo,
      float[] m,
      int mo,
      float[] v,
      int vo,
      float[] g,
      int go,
      float[] anchor,
      int anchorOffset,
      float anchorScale,
      int n,
      float coupledDecay,
      float decoupledDecay,
      float beta1,
      float beta2,
      float stepSize,
      float inverseRootCorrection2,
      float epsilon);

  /// [FloatKernels#sgd] with anchor[i]·anchorScale for the anchor
  void sgd(
      float[] w,
      int wo,
      float[] u,
      int uo,
      float[] g,
      int go,
      float[] anchor,
      int anchorOffset,
      float anchorScale,
      int n,
      float coupledDecay,
      float decoupledDecay,
      float momentum,
      float learningRate);
}
