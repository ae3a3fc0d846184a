package groklab.engine.f32.simd;

import groklab.engine.kernel.Tiles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The product of 12 rows of A and a panel of B, for vectors of 512 bits: 24 accumulators of the 32
/// registers.
///
/// Every accumulator is a local variable that starts from the start S, and the loop over k holds
/// nothing but loads, broadcasts and fused multiply-adds: with a branch, a shared zero or a helper
/// in the way the compiler keeps the vectors on the heap, a hundred times slower. Masked loads and
/// stores of C outside the loop did so in three of eight starts. The methods are too long to be
/// inlined, so each is compiled alone, whoever calls it.
///
/// `c` has `cStride` elements between rows, `s` has `sStride` (0: all rows start alike; `s` may be
/// `c`), and B is a panel of two vectors per k. In `rows2` and `rows1` (one vector wide) row i of A
/// starts at a[ao + i·aStride] and runs along k; in `packed2`, `packed1` and `four2` A is a block
/// of 12 elements per k.
final class SimdFloatTile12 {
  static final int ROWS = Tiles.ROWS;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();
  private static final int PANEL = 2 * STEP;

  private SimdFloatTile12() {}

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
    int c6 = co + 6 * cStride;
    int c7 = co + 7 * cStride;
    int c8 = co + 8 * cStride;
    int c9 = co + 9 * cStride;
    int c10 = co + 10 * cStride;
    int c11 = co + 11 * cStride;
    int a0 = ao;
    int a1 = ao + aStride;
    int a2 = ao + 2 * aStride;
    int a3 = ao + 3 * aStride;
    int a4 = ao + 4 * aStride;
    int a5 = ao + 5 * aStride;
    int a6 = ao + 6 * aStride;
    int a7 = ao + 7 * aStride;
    int a8 = ao + 8 * aStride;
    int a9 = ao + 9 * aStride;
    int a10 = ao + 10 * aStride;
    int a11 = ao + 11 * aStride;
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
    FloatVector l6 = FloatVector.fromArray(S, s, so + 6 * sStride);
    FloatVector r6 = FloatVector.fromArray(S, s, so + 6 * sStride + STEP);
    FloatVector l7 = FloatVector.fromArray(S, s, so + 7 * sStride);
    FloatVector r7 = FloatVector.fromArray(S, s, so + 7 * sStride + STEP);
    FloatVector l8 = FloatVector.fromArray(S, s, so + 8 * sStride);
    FloatVector r8 = FloatVector.fromArray(S, s, so + 8 * sStride + STEP);
    FloatVector l9 = FloatVector.fromArray(S, s, so + 9 * sStride);
    FloatVector r9 = FloatVector.fromArray(S, s, so + 9 * sStride + STEP);
    FloatVector l10 = FloatVector.fromArray(S, s, so + 10 * sStride);
    FloatVector r10 = FloatVector.fromArray(S, s, so + 10 * sStride + STEP);
    FloatVector l11 = FloatVector.fromArray(S, s, so + 11 * sStride);
    FloatVector r11 = FloatVector.fromArray(S, s, so + 11 * sStride + STEP);
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
      FloatVector x6 = FloatVector.broadcast(S, a[a6 + k]);
      l6 = x6.fma(left, l6);
      r6 = x6.fma(right, r6);
      FloatVector x7 = FloatVector.broadcast(S, a[a7 + k]);
      l7 = x7.fma(left, l7);
      r7 = x7.fma(right, r7);
      FloatVector x8 = FloatVector.broadcast(S, a[a8 + k]);
      l8 = x8.fma(left, l8);
      r8 = x8.fma(right, r8);
      FloatVector x9 = FloatVector.broadcast(S, a[a9 + k]);
      l9 = x9.fma(left, l9);
      r9 = x9.fma(right, r9);
      FloatVector x10 = FloatVector.broadcast(S, a[a10 + k]);
      l10 = x10.fma(left, l10);
      r10 = x10.fma(right, r10);
      FloatVector x11 = FloatVector.broadcast(S, a[a11 + k]);
      l11 = x11.fma(left, l11);
      r11 = x11.fma(right, r11);
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
    l6.intoArray(c, c6);
    r6.intoArray(c, c6 + STEP);
    l7.intoArray(c, c7);
    r7.intoArray(c, c7 + STEP);
    l8.intoArray(c, c8);
    r8.intoArray(c, c8 + STEP);
    l9.intoArray(c, c9);
    r9.intoArray(c, c9 + STEP);
    l10.intoArray(c, c10);
    r10.intoArray(c, c10 + STEP);
    l11.intoArray(c, c11);
    r11.intoArray(c, c11 + STEP);
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
    int c6 = co + 6 * cStride;
    int c7 = co + 7 * cStride;
    int c8 = co + 8 * cStride;
    int c9 = co + 9 * cStride;
    int c10 = co + 10 * cStride;
    int c11 = co + 11 * cStride;
    int a0 = ao;
    int a1 = ao + aStride;
    int a2 = ao + 2 * aStride;
    int a3 = ao + 3 * aStride;
    int a4 = ao + 4 * aStride;
    int a5 = ao + 5 * aStride;
    int a6 = ao + 6 * aStride;
    int a7 = ao + 7 * aStride;
    int a8 = ao + 8 * aStride;
    int a9 = ao + 9 * aStride;
    int a10 = ao + 10 * aStride;
    int a11 = ao + 11 * aStride;
    FloatVector l0 = FloatVector.fromArray(S, s, so);
    FloatVector l1 = FloatVector.fromArray(S, s, so + sStride);
    FloatVector l2 = FloatVector.fromArray(S, s, so + 2 * sStride);
    FloatVector l3 = FloatVector.fromArray(S, s, so + 3 * sStride);
    FloatVector l4 = FloatVector.fromArray(S, s, so + 4 * sStride);
    FloatVector l5 = FloatVector.fromArray(S, s, so + 5 * sStride);
    FloatVector l6 = FloatVector.fromArray(S, s, so + 6 * sStride);
    FloatVector l7 = FloatVector.fromArray(S, s, so + 7 * sStride);
    FloatVector l8 = FloatVector.fromArray(S, s, so + 8 * sStride);
    FloatVector l9 = FloatVector.fromArray(S, s, so + 9 * sStride);
    FloatVector l10 = FloatVector.fromArray(S, s, so + 10 * sStride);
    FloatVector l11 = FloatVector.fromArray(S, s, so + 11 * sStride);
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(S, b, bo + k * PANEL);
      l0 = FloatVector.broadcast(S, a[a0 + k]).fma(left, l0);
      l1 = FloatVector.broadcast(S, a[a1 + k]).fma(left, l1);
      l2 = FloatVector.broadcast(S, a[a2 + k]).fma(left, l2);
      l3 = FloatVector.broadcast(S, a[a3 + k]).fma(left, l3);
      l4 = FloatVector.broadcast(S, a[a4 + k]).fma(left, l4);
      l5 = FloatVector.broadcast(S, a[a5 + k]).fma(left, l5);
      l6 = FloatVector.broadcast(S, a[a6 + k]).fma(left, l6);
      l7 = FloatVector.broadcast(S, a[a7 + k]).fma(left, l7);
      l8 = FloatVector.broadcast(S, a[a8 + k]).fma(left, l8);
      l9 = FloatVector.broadcast(S, a[a9 + k]).fma(left, l9);
      l10 = FloatVector.broadcast(S, a[a10 + k]).fma(left, l10);
      l11 = FloatVector.broadcast(S, a[a11 + k]).fma(left, l11);
    }
    l0.intoArray(c, c0);
    l1.intoArray(c, c1);
    l2.intoArray(c, c2);
    l3.intoArray(c, c3);
    l4.intoArray(c, c4);
    l5.intoArray(c, c5);
    l6.intoArray(c, c6);
    l7.intoArray(c, c7);
    l8.intoArray(c, c8);
    l9.intoArray(c, c9);
    l10.intoArray(c, c10);
    l11.intoArray(c, c11);
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
    int c6 = co + 6 * cStride;
    int c7 = co + 7 * cStride;
    int c8 = co + 8 * cStride;
    int c9 = co + 9 * cStride;
    int c10 = co + 10 * cStride;
    int c11 = co + 11 * cStride;
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
    FloatVector l6 = FloatVector.fromArray(S, s, so + 6 * sStride);
    FloatVector r6 = FloatVector.fromArray(S, s, so + 6 * sStride + STEP);
    FloatVector l7 = FloatVector.fromArray(S, s, so + 7 * sStride);
    FloatVector r7 = FloatVector.fromArray(S, s, so + 7 * sStride + STEP);
    FloatVector l8 = FloatVector.fromArray(S, s, so + 8 * sStride);
    FloatVector r8 = FloatVector.fromArray(S, s, so + 8 * sStride + STEP);
    FloatVector l9 = FloatVector.fromArray(S, s, so + 9 * sStride);
    FloatVector r9 = FloatVector.fromArray(S, s, so + 9 * sStride + STEP);
    FloatVector l10 = FloatVector.fromArray(S, s, so + 10 * sStride);
    FloatVector r10 = FloatVector.fromArray(S, s, so + 10 * sStride + STEP);
    FloatVector l11 = FloatVector.fromArray(S, s, so + 11 * sStride);
    FloatVector r11 = FloatVector.fromArray(S, s, so + 11 * sStride + STEP);
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
      FloatVector x6 = FloatVector.broadcast(S, a[ao + k * ROWS + 6]);
      l6 = x6.fma(left, l6);
      r6 = x6.fma(right, r6);
      FloatVector x7 = FloatVector.broadcast(S, a[ao + k * ROWS + 7]);
      l7 = x7.fma(left, l7);
      r7 = x7.fma(right, r7);
      FloatVector x8 = FloatVector.broadcast(S, a[ao + k * ROWS + 8]);
      l8 = x8.fma(left, l8);
      r8 = x8.fma(right, r8);
      FloatVector x9 = FloatVector.broadcast(S, a[ao + k * ROWS + 9]);
      l9 = x9.fma(left, l9);
      r9 = x9.fma(right, r9);
      FloatVector x10 = FloatVector.broadcast(S, a[ao + k * ROWS + 10]);
      l10 = x10.fma(left, l10);
      r10 = x10.fma(right, r10);
      FloatVector x11 = FloatVector.broadcast(S, a[ao + k * ROWS + 11]);
      l11 = x11.fma(left, l11);
      r11 = x11.fma(right, r11);
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
    l6.intoArray(c, c6);
    r6.intoArray(c, c6 + STEP);
    l7.intoArray(c, c7);
    r7.intoArray(c, c7 + STEP);
    l8.intoArray(c, c8);
    r8.intoArray(c, c8 + STEP);
    l9.intoArray(c, c9);
    r9.intoArray(c, c9 + STEP);
    l10.intoArray(c, c10);
    r10.intoArray(c, c10 + STEP);
    l11.intoArray(c, c11);
    r11.intoArray(c, c11 + STEP);
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
    int c6 = co + 6 * cStride;
    int c7 = co + 7 * cStride;
    int c8 = co + 8 * cStride;
    int c9 = co + 9 * cStride;
    int c10 = co + 10 * cStride;
    int c11 = co + 11 * cStride;
    FloatVector l0 = FloatVector.fromArray(S, s, so);
    FloatVector l1 = FloatVector.fromArray(S, s, so + sStride);
    FloatVector l2 = FloatVector.fromArray(S, s, so + 2 * sStride);
    FloatVector l3 = FloatVector.fromArray(S, s, so + 3 * sStride);
    FloatVector l4 = FloatVector.fromArray(S, s, so + 4 * sStride);
    FloatVector l5 = FloatVector.fromArray(S, s, so + 5 * sStride);
    FloatVector l6 = FloatVector.fromArray(S, s, so + 6 * sStride);
    FloatVector l7 = FloatVector.fromArray(S, s, so + 7 * sStride);
    FloatVector l8 = FloatVector.fromArray(S, s, so + 8 * sStride);
    FloatVector l9 = FloatVector.fromArray(S, s, so + 9 * sStride);
    FloatVector l10 = FloatVector.fromArray(S, s, so + 10 * sStride);
    FloatVector l11 = FloatVector.fromArray(S, s, so + 11 * sStride);
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(S, b, bo + k * PANEL);
      l0 = FloatVector.broadcast(S, a[ao + k * ROWS]).fma(left, l0);
      l1 = FloatVector.broadcast(S, a[ao + k * ROWS + 1]).fma(left, l1);
      l2 = FloatVector.broadcast(S, a[ao + k * ROWS + 2]).fma(left, l2);
      l3 = FloatVector.broadcast(S, a[ao + k * ROWS + 3]).fma(left, l3);
      l4 = FloatVector.broadcast(S, a[ao + k * ROWS + 4]).fma(left, l4);
      l5 = FloatVector.broadcast(S, a[ao + k * ROWS + 5]).fma(left, l5);
      l6 = FloatVector.broadcast(S, a[ao + k * ROWS + 6]).fma(left, l6);
      l7 = FloatVector.broadcast(S, a[ao + k * ROWS + 7]).fma(left, l7);
      l8 = FloatVector.broadcast(S, a[ao + k * ROWS + 8]).fma(left, l8);
      l9 = FloatVector.broadcast(S, a[ao + k * ROWS + 9]).fma(left, l9);
      l10 = FloatVector.broadcast(S, a[ao + k * ROWS + 10]).fma(left, l10);
      l11 = FloatVector.broadcast(S, a[ao + k * ROWS + 11]).fma(left, l11);
    }
    l0.intoArray(c, c0);
    l1.intoArray(c, c1);
    l2.intoArray(c, c2);
    l3.intoArray(c, c3);
    l4.intoArray(c, c4);
    l5.intoArray(c, c5);
    l6.intoArray(c, c6);
    l7.intoArray(c, c7);
    l8.intoArray(c, c8);
    l9.intoArray(c, c9);
    l10.intoArray(c, c10);
    l11.intoArray(c, c11);
  }

  /// As `packed2`, of the first four of the 12 elements per k: 8 accumulators, as many as keep both
  /// multipliers busy.
  static void four2(
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
    FloatVector l0 = FloatVector.fromArray(S, s, so);
    FloatVector r0 = FloatVector.fromArray(S, s, so + STEP);
    FloatVector l1 = FloatVector.fromArray(S, s, so + sStride);
    FloatVector r1 = FloatVector.fromArray(S, s, so + sStride + STEP);
    FloatVector l2 = FloatVector.fromArray(S, s, so + 2 * sStride);
    FloatVector r2 = FloatVector.fromArray(S, s, so + 2 * sStride + STEP);
    FloatVector l3 = FloatVector.fromArray(S, s, so + 3 * sStride);
    FloatVector r3 = FloatVector.fromArray(S, s, so + 3 * sStride + STEP);
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
    }
    l0.intoArray(c, co);
    r0.intoArray(c, co + STEP);
    l1.intoArray(c, co + cStride);
    r1.intoArray(c, co + cStride + STEP);
    l2.intoArray(c, co + 2 * cStride);
    r2.intoArray(c, co + 2 * cStride + STEP);
    l3.intoArray(c, co + 3 * cStride);
    r3.intoArray(c, co + 3 * cStride + STEP);
  }
}
