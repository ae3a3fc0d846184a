package groklab.engine.f32.loop;

import org.jspecify.annotations.Nullable;

/// Sums and maxima of neighbouring elements and of rows; the order of each sum is that of the
/// package.
public interface FloatReductions {

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
}
