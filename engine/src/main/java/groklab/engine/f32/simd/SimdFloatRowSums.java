package groklab.engine.f32.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The sums of rows of [FloatReductions] with the Vector API, four vectors of columns at a time.
final class SimdFloatRowSums {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();

  private SimdFloatRowSums() {}

  /// [FloatReductions#sumRows]
  static void sumRows(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int @Nullable [] order,
      int from,
      int to,
      int cols,
      int stride) {
    int c = 0;
    if (to - from == 2) {
      c = S.loopBound(cols);
      sumPair(y, yo, x, xo, order, from, c, stride);
    }
    for (; c + 4 * STEP <= cols; c += 4 * STEP) {
      sumFour(y, yo + c, x, xo + c, order, from, to, stride);
    }
    for (; c + STEP <= cols; c += STEP) {
      sumOne(y, yo + c, x, xo + c, order, from, to, stride);
    }
    if (c < cols) {
      sumRest(y, yo + c, x, xo + c, order, from, to, stride, cols - c);
    }
  }

  /// The sums of two rows, as of the two numbers of a task, in one pass over their columns.
  private static void sumPair(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int @Nullable [] order,
      int from,
      int cols,
      int stride) {
    int first = xo + (order == null ? from : order[from]) * stride;
    int second = xo + (order == null ? from + 1 : order[from + 1]) * stride;
    FloatVector zero = FloatVector.zero(S);
    for (int c = 0; c < cols; c += STEP) {
      zero.add(FloatVector.fromArray(S, x, first + c))
          .add(FloatVector.fromArray(S, x, second + c))
          .intoArray(y, yo + c);
    }
  }

  private static void sumFour(
      float[] y, int yo, float[] x, int xo, int @Nullable [] order, int from, int to, int stride) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    for (int j = from; j < to; j++) {
      int at = xo + (order == null ? j : order[j]) * stride;
      s0 = s0.add(FloatVector.fromArray(S, x, at));
      s1 = s1.add(FloatVector.fromArray(S, x, at + STEP));
      s2 = s2.add(FloatVector.fromArray(S, x, at + 2 * STEP));
      s3 = s3.add(FloatVector.fromArray(S, x, at + 3 * STEP));
    }
    s0.intoArray(y, yo);
    s1.intoArray(y, yo + STEP);
    s2.intoArray(y, yo + 2 * STEP);
    s3.intoArray(y, yo + 3 * STEP);
  }

  private static void sumOne(
      float[] y, int yo, float[] x, int xo, int @Nullable [] order, int from, int to, int stride) {
    FloatVector s = FloatVector.zero(S);
    for (int j = from; j < to; j++) {
      s = s.add(FloatVector.fromArray(S, x, xo + (order == null ? j : order[j]) * stride));
    }
    s.intoArray(y, yo);
  }

  private static void sumRest(
      float[] y,
      int yo,
      float[] x,
      int xo,
      int @Nullable [] order,
      int from,
      int to,
      int stride,
      int cols) {
    VectorMask<Float> rest = S.indexInRange(0, cols);
    FloatVector s = FloatVector.zero(S);
    for (int j = from; j < to; j++) {
      s = s.add(FloatVector.fromArray(S, x, xo + (order == null ? j : order[j]) * stride, rest));
    }
    s.intoArray(y, yo, rest);
  }
}
