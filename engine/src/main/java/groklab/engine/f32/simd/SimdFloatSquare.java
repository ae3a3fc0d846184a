package groklab.engine.f32.simd;

import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Transposes squares of 16 by 16 elements in registers, where a vector has 16 elements.
///
/// Four rounds: in the round of distance w, rows i and i + w exchange those elements whose columns
/// differ in w.
final class SimdFloatSquare {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int SIDE = 16;

  /// Whether vectors have the length of a side.
  static final boolean SUPPORTED = S.length() == SIDE;

  private static final FloatVector EVEN_8 = even(8);
  private static final FloatVector EVEN_4 = even(4);
  private static final FloatVector EVEN_2 = even(2);
  private static final FloatVector EVEN_1 = even(1);
  private static final FloatVector ODD_8 = odd(8);
  private static final FloatVector ODD_4 = odd(4);
  private static final FloatVector ODD_2 = odd(2);
  private static final FloatVector ODD_1 = odd(1);

  private SimdFloatSquare() {}

  /// The row without w: its own elements, and in the columns with w those of the other row without.
  private static FloatVector even(int w) {
    return lanes(c -> (c & w) == 0 ? c : S.length() + c - w);
  }

  /// The row with w: in the columns without w those of the other row with, and its own elements.
  private static FloatVector odd(int w) {
    return lanes(c -> (c & w) == 0 ? c + w : S.length() + c);
  }

  /// Numbers of lanes, those of a second vector behind those of the first. Shorter vectors are
  /// never transposed here.
  private static FloatVector lanes(IntUnaryOperator of) {
    float[] numbers = new float[S.length()];
    for (int c = 0; SUPPORTED && c < numbers.length; c++) {
      numbers[c] = of.applyAsInt(c);
    }
    return FloatVector.fromArray(S, numbers, 0);
  }

  /// y[r, c] = x[c, r]
  static void transpose(float[] y, int yo, int yStride, float[] x, int xo, int xStride) {
    FloatVector a0 = FloatVector.fromArray(S, x, xo);
    FloatVector a1 = FloatVector.fromArray(S, x, xo + xStride);
    FloatVector a2 = FloatVector.fromArray(S, x, xo + 2 * xStride);
    FloatVector a3 = FloatVector.fromArray(S, x, xo + 3 * xStride);
    FloatVector a4 = FloatVector.fromArray(S, x, xo + 4 * xStride);
    FloatVector a5 = FloatVector.fromArray(S, x, xo + 5 * xStride);
    FloatVector a6 = FloatVector.fromArray(S, x, xo + 6 * xStride);
    FloatVector a7 = FloatVector.fromArray(S, x, xo + 7 * xStride);
    FloatVector a8 = FloatVector.fromArray(S, x, xo + 8 * xStride);
    FloatVector a9 = FloatVector.fromArray(S, x, xo + 9 * xStride);
    FloatVector a10 = FloatVector.fromArray(S, x, xo + 10 * xStride);
    FloatVector a11 = FloatVector.fromArray(S, x, xo + 11 * xStride);
    FloatVector a12 = FloatVector.fromArray(S, x, xo + 12 * xStride);
    FloatVector a13 = FloatVector.fromArray(S, x, xo + 13 * xStride);
    FloatVector a14 = FloatVector.fromArray(S, x, xo + 14 * xStride);
    FloatVector a15 = FloatVector.fromArray(S, x, xo + 15 * xStride);

    FloatVector b0 = EVEN_8.selectFrom(a0, a8);
    FloatVector b8 = ODD_8.selectFrom(a0, a8);
    FloatVector b1 = EVEN_8.selectFrom(a1, a9);
    FloatVector b9 = ODD_8.selectFrom(a1, a9);
    FloatVector b2 = EVEN_8.selectFrom(a2, a10);
    FloatVector b10 = ODD_8.selectFrom(a2, a10);
    FloatVector b3 = EVEN_8.selectFrom(a3, a11);
    FloatVector b11 = ODD_8.selectFrom(a3, a11);
    FloatVector b4 = EVEN_8.selectFrom(a4, a12);
    FloatVector b12 = ODD_8.selectFrom(a4, a12);
    FloatVector b5 = EVEN_8.selectFrom(a5, a13);
    FloatVector b13 = ODD_8.selectFrom(a5, a13);
    FloatVector b6 = EVEN_8.selectFrom(a6, a14);
    FloatVector b14 = ODD_8.selectFrom(a6, a14);
    FloatVector b7 = EVEN_8.selectFrom(a7, a15);
    FloatVector b15 = ODD_8.selectFrom(a7, a15);

    FloatVector c0 = EVEN_4.selectFrom(b0, b4);
    FloatVector c4 = ODD_4.selectFrom(b0, b4);
    FloatVector c1 = EVEN_4.selectFrom(b1, b5);
    FloatVector c5 = ODD_4.selectFrom(b1, b5);
    FloatVector c2 = EVEN_4.selectFrom(b2, b6);
    FloatVector c6 = ODD_4.selectFrom(b2, b6);
    FloatVector c3 = EVEN_4.selectFrom(b3, b7);
    FloatVector c7 = ODD_4.selectFrom(b3, b7);
    FloatVector c8 = EVEN_4.selectFrom(b8, b12);
    FloatVector c12 = ODD_4.selectFrom(b8, b12);
    FloatVector c9 = EVEN_4.selectFrom(b9, b13);
    FloatVector c13 = ODD_4.selectFrom(b9, b13);
    FloatVector c10 = EVEN_4.selectFrom(b10, b14);
    FloatVector c14 = ODD_4.selectFrom(b10, b14);
    FloatVector c11 = EVEN_4.selectFrom(b11, b15);
    FloatVector c15 = ODD_4.selectFrom(b11, b15);

    FloatVector d0 = EVEN_2.selectFrom(c0, c2);
    FloatVector d2 = ODD_2.selectFrom(c0, c2);
    FloatVector d1 = EVEN_2.selectFrom(c1, c3);
    FloatVector d3 = ODD_2.selectFrom(c1, c3);
    FloatVector d4 = EVEN_2.selectFrom(c4, c6);
    FloatVector d6 = ODD_2.selectFrom(c4, c6);
    FloatVector d5 = EVEN_2.selectFrom(c5, c7);
    FloatVector d7 = ODD_2.selectFrom(c5, c7);
    FloatVector d8 = EVEN_2.selectFrom(c8, c10);
    FloatVector d10 = ODD_2.selectFrom(c8, c10);
    FloatVector d9 = EVEN_2.selectFrom(c9, c11);
    FloatVector d11 = ODD_2.selectFrom(c9, c11);
    FloatVector d12 = EVEN_2.selectFrom(c12, c14);
    FloatVector d14 = ODD_2.selectFrom(c12, c14);
    FloatVector d13 = EVEN_2.selectFrom(c13, c15);
    FloatVector d15 = ODD_2.selectFrom(c13, c15);

    EVEN_1.selectFrom(d0, d1).intoArray(y, yo);
    ODD_1.selectFrom(d0, d1).intoArray(y, yo + yStride);
    EVEN_1.selectFrom(d2, d3).intoArray(y, yo + 2 * yStride);
    ODD_1.selectFrom(d2, d3).intoArray(y, yo + 3 * yStride);
    EVEN_1.selectFrom(d4, d5).intoArray(y, yo + 4 * yStride);
    ODD_1.selectFrom(d4, d5).intoArray(y, yo + 5 * yStride);
    EVEN_1.selectFrom(d6, d7).intoArray(y, yo + 6 * yStride);
    ODD_1.selectFrom(d6, d7).intoArray(y, yo + 7 * yStride);
    EVEN_1.selectFrom(d8, d9).intoArray(y, yo + 8 * yStride);
    ODD_1.selectFrom(d8, d9).intoArray(y, yo + 9 * yStride);
    EVEN_1.selectFrom(d10, d11).intoArray(y, yo + 10 * yStride);
    ODD_1.selectFrom(d10, d11).intoArray(y, yo + 11 * yStride);
    EVEN_1.selectFrom(d12, d13).intoArray(y, yo + 12 * yStride);
    ODD_1.selectFrom(d12, d13).intoArray(y, yo + 13 * yStride);
    EVEN_1.selectFrom(d14, d15).intoArray(y, yo + 14 * yStride);
    ODD_1.selectFrom(d14, d15).intoArray(y, yo + 15 * yStride);
  }
}
