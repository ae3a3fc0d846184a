package groklab.engine.f32.loop;

import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.UnaryKind;

/// Operations on n neighbouring elements. Outputs may be the same region as an input.
public interface FloatSpans {

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
}
