package groklab.engine.f32.plain;

import groklab.engine.f32.loop.FloatReductions;
import groklab.engine.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/// [FloatReductions] in plain Java.
public final class PlainFloatReductions implements FloatReductions {

  public static final PlainFloatReductions INSTANCE = new PlainFloatReductions();

  private PlainFloatReductions() {}

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
    if (step < Tiles.LANES) {
      return sumTree(x, xo, n, lane, 2 * step) + sumTree(x, xo, n, lane + step, 2 * step);
    }
    float chain = 0;
    for (int i = lane; i < n; i += Tiles.LANES) {
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
    if (step < Tiles.LANES) {
      return dotTree(a, ao, b, bo, n, lane, 2 * step)
          + dotTree(a, ao, b, bo, n, lane + step, 2 * step);
    }
    float chain = 0;
    for (int i = lane; i < n; i += Tiles.LANES) {
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
    for (int c = 0; c < cols; c++) {
      float chain = 0;
      for (int j = from; j < to; j++) {
        chain += x[xo + (order == null ? j : order[j]) * stride + c];
      }
      y[yo + c] = chain;
    }
  }
}
