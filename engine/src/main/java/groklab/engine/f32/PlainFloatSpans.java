package groklab.engine.f32;

import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.FloatMath;
import groklab.engine.kernel.UnaryKind;
import org.jspecify.annotations.Nullable;

/// [FloatSpans] in plain Java: the reference, and what the SIMD spans use for the elements left
/// over.
final class PlainFloatSpans implements FloatSpans {

  static final PlainFloatSpans INSTANCE = new PlainFloatSpans();

  private PlainFloatSpans() {}

  @Override
  public void unary(UnaryKind op, float[] y, int yo, float[] x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = apply(op, x[xo + i]);
    }
  }

  private static float apply(UnaryKind op, float x) {
    return switch (op) {
      case NEGATE -> -x;
      case RELU -> x <= 0 ? 0 : x;
      case STEP -> x > 0 ? 1 : 0;
      case ABS -> Math.abs(x);
      case SIGN -> x > 0 ? 1 : x < 0 ? -1 : x;
      case SQUARE -> x * x;
      case SQRT -> (float) Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case EXP -> FloatMath.exp(x);
      case LOG -> FloatMath.log(x);
      case TANH -> FloatMath.tanh(x);
      case SIGMOID -> FloatMath.sigmoid(x);
      case ERF -> FloatMath.erf(x);
      case GELU -> FloatMath.gelu(x);
      case GELU_SLOPE -> FloatMath.geluSlope(x);
      case GELU_TANH -> FloatMath.geluTanh(x);
      case GELU_TANH_SLOPE -> FloatMath.geluTanhSlope(x);
      case SILU -> FloatMath.silu(x);
      case SILU_SLOPE -> FloatMath.siluSlope(x);
    };
  }

  @Override
  public void binary(
      BinaryKind op, float[] y, int yo, float[] a, int ao, float[] b, int bo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = apply(op, a[ao + i], b[bo + i]);
    }
  }

  @Override
  public void binaryScalar(BinaryKind op, float[] y, int yo, float[] a, int ao, float b, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = apply(op, a[ao + i], b);
    }
  }

  private static float apply(BinaryKind op, float a, float b) {
    return switch (op) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
    };
  }

  @Override
  public void gate(float[] y, int yo, float[] x, int xo, float[] g, int go, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] * (g[go + i] > 0 ? 1 : 0);
    }
  }

  @Override
  public void affine(float[] y, int yo, float[] x, int xo, int n, float scale, float shift) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(x[xo + i], scale, shift);
    }
  }

  @Override
  public void affinePair(
      float[] y,
      int yo,
      float[] a,
      int ao,
      float aScale,
      float[] b,
      int bo,
      float bScale,
      float shift,
      int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(a[ao + i], aScale, Math.fma(b[bo + i], bScale, shift));
    }
  }

  @Override
  public void multiplyShifted(
      float[] y, int yo, float[] a, int ao, float[] b, int bo, float shift, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] * (b[bo + i] - shift);
    }
  }

  @Override
  public float sum(float[] x, int xo, int n) {
    return n <= 8 ? sumFew(x, xo, n) : sumTree(x, xo, n, 0, 1);
  }

  /// The tree of up to eight lanes; adding 0 at the end is what starting each lane from 0 does to
  /// the sign of a zero.
  private static float sumFew(float[] x, int xo, int n) {
    float s0 = n > 0 ? x[xo] : 0;
    float s1 = n > 1 ? x[xo + 1] : 0;
    float s2 = n > 2 ? x[xo + 2] : 0;
    float s3 = n > 3 ? x[xo + 3] : 0;
    if (n > 4) {
      s0 += x[xo + 4];
      s1 += n > 5 ? x[xo + 5] : 0;
      s2 += n > 6 ? x[xo + 6] : 0;
      s3 += n > 7 ? x[xo + 7] : 0;
    }
    return (s0 + s2) + (s1 + s3) + 0;
  }

  /// The lanes `lane`, `lane + step`, `lane + 2·step`, ... folded; the last fold of the fixed tree
  /// is the outermost.
  private static float sumTree(float[] x, int xo, int n, int lane, int step) {
    if (lane >= n) {
      return 0; // only empty lanes below
    }
    if (step < FloatKernels.LANES) {
      return sumTree(x, xo, n, lane, 2 * step) + sumTree(x, xo, n, lane + step, 2 * step);
    }
    float chain = 0;
    for (int i = lane; i < n; i += FloatKernels.LANES) {
      chain += x[xo + i];
    }
    return chain;
  }

  @Override
  public float dot(float[] a, int ao, float[] b, int bo, int n) {
    return n <= 8 ? dotFew(a, ao, b, bo, n) : dotTree(a, ao, b, bo, n, 0, 1);
  }

  private static float dotFew(float[] a, int ao, float[] b, int bo, int n) {
    float p0 = n > 0 ? Math.fma(a[ao], b[bo], 0) : 0;
    float p1 = n > 1 ? Math.fma(a[ao + 1], b[bo + 1], 0) : 0;
    float p2 = n > 2 ? Math.fma(a[ao + 2], b[bo + 2], 0) : 0;
    float p3 = n > 3 ? Math.fma(a[ao + 3], b[bo + 3], 0) : 0;
    if (n > 4) {
      p0 += Math.fma(a[ao + 4], b[bo + 4], 0);
      p1 += n > 5 ? Math.fma(a[ao + 5], b[bo + 5], 0) : 0;
      p2 += n > 6 ? Math.fma(a[ao + 6], b[bo + 6], 0) : 0;
      p3 += n > 7 ? Math.fma(a[ao + 7], b[bo + 7], 0) : 0;
    }
    return (p0 + p2) + (p1 + p3);
  }

  private static float dotTree(float[] a, int ao, float[] b, int bo, int n, int lane, int step) {
    if (lane >= n) {
      return 0;
    }
    if (step < FloatKernels.LANES) {
      return dotTree(a, ao, b, bo, n, lane, 2 * step)
          + dotTree(a, ao, b, bo, n, lane + step, 2 * step);
    }
    float chain = 0;
    for (int i = lane; i < n; i += FloatKernels.LANES) {
      chain = Math.fma(a[ao + i], b[bo + i], chain);
    }
    return chain;
  }

  @Override
  public void dots(
      float[] y,
      int yo,
      int yStride,
      float[] a,
      int ao,
      int aStep,
      float[] b,
      int bo,
      int heads,
      int width) {
    for (int h = 0; h < heads; h++) {
      y[yo + h * yStride] = dot(a, ao + h * aStep, b, bo + h * width, width);
    }
  }

  @Override
  public float max(float[] x, int xo, int n) {
    float m = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      m = x[xo + i] > m ? x[xo + i] : m;
    }
    return m;
  }

  @Override
  public void sumRows(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int @Nullable [] order,
      int from,
      int to,
      int cols,
      int stride) {
    sumRows(y, yo, x, xo, order, from, to, 0, cols, stride);
  }

  /// [#sumRows] for the columns from `firstCol` on
  static void sumRows(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int @Nullable [] order,
      int from,
      int to,
      int firstCol,
      int cols,
      int stride) {
    for (int c = firstCol; c < cols; c++) {
      float chain = 0;
      for (int j = from; j < to; j++) {
        chain += x[xo + (order == null ? j : order[j]) * stride + c];
      }
      y[yo + c] = chain;
    }
  }

  @Override
  public void mixRows(
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
      int width) {
    for (int h = 0; h < heads; h++) {
      int wHead = wo + h * wHeadStride;
      PlainFloatMixtures.mixHead(
          y,
          yo + h * width,
          w,
          wHead,
          wStride,
          x,
          xo + h * xHeadStep,
          xRow,
          index,
          io,
          count,
          0,
          width);
    }
  }

  @Override
  public void mixHeads(
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
      int width) {
    PlainFloatMixtures.mixHeads(y, yo, w, wo, x, xo, index, io, count, heads, 0, width);
  }

  @Override
  public void addMixtures(
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
      int to) {
    for (int h = 0; h < heads; h++) {
      PlainFloatMixtures.addMixture(
          y,
          yo + h * yHeadStep,
          w,
          wo + h * keys,
          x,
          xo + h * xHeadStep,
          xRow,
          order,
          first,
          end,
          queries,
          keys,
          heads * keys,
          from,
          to);
    }
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
      float epsilon) {
    for (int i = 0; i < n; i++) {
      float away = Math.fma(anchor[anchorOffset + i], -anchorScale, w[wo + i]);
      float slope = g[go + i] + coupledDecay * away;
      float moment = Math.fma(beta1, m[mo + i], (1 - beta1) * slope);
      float square = Math.fma(beta2, v[vo + i], (1 - beta2) * slope * slope);
      float root = (float) Math.sqrt(square) * inverseRootCorrection2 + epsilon;
      m[mo + i] = moment;
      v[vo + i] = square;
      w[wo + i] = w[wo + i] - decoupledDecay * away - stepSize * moment / root;
    }
  }

  @Override
  public void sgd(
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
      float learningRate) {
    for (int i = 0; i < n; i++) {
      float away = Math.fma(anchor[anchorOffset + i], -anchorScale, w[wo + i]);
      float slope = g[go + i] + coupledDecay * away;
      if (momentum != 0) {
        slope = Math.fma(momentum, u[uo + i], slope);
        u[uo + i] = slope;
      }
      w[wo + i] = w[wo + i] - decoupledDecay * away - learningRate * slope;
    }
  }
}
