package groklab.engine.f32.simd;

import groklab.engine.kernel.Tiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The product of 6 rows of A and a panel of B, for vectors below 512 bits: 12 accumulators of the
/// 16 registers.
///
/// Every accumulator is a local variable that starts from the start S, and the loop over k holds
/// nothing but loads, broadcasts and fused multiply-adds: with a branch, a shared zero or a helper
/// in the way the compiler keeps the vectors on the heap, a hundred times slower. Masked loads and
/// stores of C outside the loop did so in three of eight starts. The methods are too long to be
/// inlined, so each is compiled alone, whoever calls it.
///
/// `c` has `cStride` elements between rows, `s` has `sStride` (0: all rows start alike; `s` may be
/// `c`), and B is a panel of two vectors per k. In `rows2` and `rows1` (one vector wide) row i of A
/// starts at a[ao + i·aStride] and runs along k; in `packed2` and `packed1` A is a block of 6
/// elements per k.
final class SimdFloatTile6 {
  static final int ROWS = Tiles.ROWS / 2;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();
  private static final int PANEL = 2 * STEP;

  private SimdFloatTile6() {}

  static void rows2(
      float[] c,
      int co,
      int cStride,
      float[] s,
      int so,
      int sStride,
      float[] a,
      int ao,
      int aStride,
      float[] b,
      int bo,
      int depth) {
    int c0 = co;
    int c1 = co + cStride;
    int c2 = co + 2 * cStride;
    int c3 = co + 3 * cStride;
    int c4 = co + 4 * cStride;
    int c5 = co + 5 * cStride;
    int a0 = ao;
    int a1 = ao + aStride;
    int a2 = ao + 2 * aStride;
    int a3 = ao + 3 * aStride;
    int a4 = ao + 4 * aStride;
    int a5 = ao + 5 * aStride;
    FloatVector l0 = FloatVector.fromArray(S, s, so);
    FloatVector r0 = FloatVector.fromArray(S, s, so + STEP);
    FloatVector l1 = FloatVector.fromArray(S, s, so + sStride);
    FloatVector r1 = FloatVector.fromArray(S, s, so + sStride + STEP);
    FloatVector l2 = FloatVector.fromArray(S, s, so + 2 * sStride);
    FloatVector r2 = FloatVector.fromArray(S, s, so + 2 * sStride + STEP);
    FloatVector l3 = FloatVector.fromArray(S, s, so + 3 * sStride);
    FloatVector r3 = FloatVector.fromArray(S, s, so + 3 * sStride + STEP);
    FloatVector l4 = FloatVector.fromArray(S, s, so + 4 * sStride);
    FloatVector r4 = FloatVector.fromArray(S, s, so + 4 * sStride + STEP);
    FloatVector l5 = FloatVector.fromArray(S, s, so + 5 * sStride);
    FloatVector r5 = FloatVector.fromArray(S, s, so + 5 * sStride + STEP);
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(S, b, bo + k * PANEL);
      FloatVector right = FloatVector.fromArray(S, b, bo + k * PANEL + STEP);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + k]);
      l0 = x0.fma(left, l0);
      r0 = x0.fma(right, r0);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + k]);
      l1 = x1.fma(left, l1);
      r1 = x1.fma(right, r1);
      FloatVector x2 = FloatVector.broadcast(S, a[a2 + k]);
      l2 = x2.fma(left, l2);
      r2 = x2.fma(right, r2);
      FloatVector x3 = FloatVector.broadcast(S, a[a3 + k]);
      l3 = x3.fma(left, l3);
      r3 = x3.fma(right, r3);
      FloatVector x4 = FloatVector.broadcast(S, a[a4 + k]);
      l4 = x4.fma(left, l4);
      r4 = x4.fma(right, r4);
      FloatVector x5 = FloatVector.broadcast(S, a[a5 + k]);
      l5 = x5.fma(left, l5);
      r5 = x5.fma(right, r5);
    }
    l0.intoArray(c, c0);
    r0.intoArray(c, c0 + STEP);
    l1.intoArray(c, c1);
    r1.intoArray(c, c1 + STEP);
    l2.intoArray(c, c2);
    r2.intoArray(c, c2 + STEP);
    l3.intoArray(c, c3);
    r3.intoArray(c, c3 + STEP);
    l4.intoArray(c, c4);
    r4.intoArray(c, c4 + STEP);
    l5.intoArray(c, c5);
    r5.intoArray(c, c5 + STEP);
  }

  static void rows1(
      float[] c,
      int co,
      int cStride,
      float[] s,
      int so,
      int sStride,
      float[] a,
      int ao,
      int aStride,
      float[] b,
      int bo,
      int depth) {
    int c0 = co;
    int c1 = co + cStride;
    int c2 = co + 2 * cStride;
    int c3 = co + 3 * cStride;
    int c4 = co + 4 * cStride;
    int c5 = co + 5 * cStride;
    int a0 = ao;
    int a1 = ao + aStride;
    int a2 = ao + 2 * aStride;
    int a3 = ao + 3 * aStride;
    int a4 = ao + 4 * aStride;
    int a5 = ao + 5 * aStride;
    FloatVector l0 = FloatVector.fromArray(S, s, so);
    FloatVector l1 = FloatVector.fromArray(S, s, so + sStride);
    FloatVector l2 = FloatVector.fromArray(S, s, so + 2 * sStride);
    FloatVector l3 = FloatVector.fromArray(S, s, so + 3 * sStride);
    FloatVector l4 = FloatVector.fromArray(S, s, so + 4 * sStride);
    FloatVector l5 = FloatVector.fromArray(S, s, so + 5 * sStride);
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(S, b, bo + k * PANEL);
      l0 = FloatVector.broadcast(S, a[a0 + k]).fma(left, l0);
      l1 = FloatVector.broadcast(S, a[a1 + k]).fma(left, l1);
      l2 = FloatVector.broadcast(S, a[a2 + k]).fma(left, l2);
      l3 = FloatVector.broadcast(S, a[a3 + k]).fma(left, l3);
      l4 = FloatVector.broadcast(S, a[a4 + k]).fma(left, l4);
      l5 = FloatVector.broadcast(S, a[a5 + k]).fma(left, l5);
    }
    l0.intoArray(c, c0);
    l1.intoArray(c, c1);
    l2.intoArray(c, c2);
    l3.intoArray(c, c3);
    l4.intoArray(c, c4);
    l5.intoArray(c, c5);
  }

  static void packed2(
      float[] c,
      int co,
      int cStride,
      float[] s,
      int so,
      int sStride,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int depth) {
    int c0 = co;
    int c1 = co + cStride;
    int c2 = co + 2 * cStride;
    int c3 = co + 3 * cStride;
    int c4 = co + 4 * cStride;
    int c5 = co + 5 * cStride;
    FloatVector l0 = FloatVector.fromArray(S, s, so);
    FloatVector r0 = FloatVector.fromArray(S, s, so + STEP);
    FloatVector l1 = FloatVector.fromArray(S, s, so + sStride);
    FloatVector r1 = FloatVector.fromArray(S, s, so + sStride + STEP);
    FloatVector l2 = FloatVector.fromArray(S, s, so + 2 * sStride);
    FloatVector r2 = FloatVector.fromArray(S, s, so + 2 * sStride + STEP);
    FloatVector l3 = FloatVector.fromArray(S, s, so + 3 * sStride);
    FloatVector r3 = FloatVector.fromArray(S, s, so + 3 * sStride + STEP);
    FloatVector l4 = FloatVector.fromArray(S, s, so + 4 * sStride);
    FloatVector r4 = FloatVector.fromArray(S, s, so + 4 * sStride + STEP);
    FloatVector l5 = FloatVector.fromArray(S, s, so + 5 * sStride);
    FloatVector r5 = FloatVector.fromArray(S, s, so + 5 * sStride + STEP);
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(S, b, bo + k * PANEL);
      FloatVector right = FloatVector.fromArray(S, b, bo + k * PANEL + STEP);
      FloatVector x0 = FloatVector.broadcast(S, a[ao + k * ROWS]);
      l0 = x0.fma(left, l0);
      r0 = x0.fma(right, r0);
      FloatVector x1 = FloatVector.broadcast(S, a[ao + k * ROWS + 1]);
      l1 = x1.fma(left, l1);
      r1 = x1.fma(right, r1);
      FloatVector x2 = FloatVector.broadcast(S, a[ao + k * ROWS + 2]);
      l2 = x2.fma(left, l2);
      r2 = x2.fma(right, r2);
      FloatVector x3 = FloatVector.broadcast(S, a[ao + k * ROWS + 3]);
      l3 = x3.fma(left, l3);
      r3 = x3.fma(right, r3);
      FloatVector x4 = FloatVector.broadcast(S, a[ao + k * ROWS + 4]);
      l4 = x4.fma(left, l4);
      r4 = x4.fma(right, r4);
      FloatVector x5 = FloatVector.broadcast(S, a[ao + k * ROWS + 5]);
      l5 = x5.fma(left, l5);
      r5 = x5.fma(right, r5);
    }
    l0.intoArray(c, c0);
    r0.intoArray(c, c0 + STEP);
    l1.intoArray(c, c1);
    r1.intoArray(c, c1 + STEP);
    l2.intoArray(c, c2);
    r2.intoArray(c, c2 + STEP);
    l3.intoArray(c, c3);
    r3.intoArray(c, c3 + STEP);
    l4.intoArray(c, c4);
    r4.intoArray(c, c4 + STEP);
    l5.intoArray(c, c5);
    r5.intoArray(c, c5 + STEP);
  }

  static void packed1(
      float[] c,
      int co,
      int cStride,
      float[] s,
      int so,
      int sStride,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int depth) {
    int c0 = co;
    int c1 = co + cStride;
    int c2 = co + 2 * cStride;
    int c3 = co + 3 * cStride;
    int c4 = co + 4 * cStride;
    int c5 = co + 5 * cStride;
    FloatVector l0 = FloatVector.fromArray(S, s, so);
    FloatVector l1 = FloatVector.fromArray(S, s, so + sStride);
    FloatVector l2 = FloatVector.fromArray(S, s, so + 2 * sStride);
    FloatVector l3 = FloatVector.fromArray(S, s, so + 3 * sStride);
    FloatVector l4 = FloatVector.fromArray(S, s, so + 4 * sStride);
    FloatVector l5 = FloatVector.fromArray(S, s, so + 5 * sStride);
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(S, b, bo + k * PANEL);
      l0 = FloatVector.broadcast(S, a[ao + k * ROWS]).fma(left, l0);
      l1 = FloatVector.broadcast(S, a[ao + k * ROWS + 1]).fma(left, l1);
      l2 = FloatVector.broadcast(S, a[ao + k * ROWS + 2]).fma(left, l2);
      l3 = FloatVector.broadcast(S, a[ao + k * ROWS + 3]).fma(left, l3);
      l4 = FloatVector.broadcast(S, a[ao + k * ROWS + 4]).fma(left, l4);
      l5 = FloatVector.broadcast(S, a[ao + k * ROWS + 5]).fma(left, l5);
    }
    l0.intoArray(c, c0);
    l1.intoArray(c, c1);
    l2.intoArray(c, c2);
    l3.intoArray(c, c3);
    l4.intoArray(c, c4);
    l5.intoArray(c, c5);
  }
}
