package groklab.engine.f32;

import static groklab.engine.f32.FloatTwins.normals;
import static groklab.engine.f32.FloatTwins.rows;
import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f32.loop.FloatPack;
import groklab.engine.f32.loop.FloatProducts;
import groklab.engine.kernel.Tiles;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The products: plain and SIMD agree bit for bit with one chain of fused multiply-adds per
/// element.
class FloatProductTest {
  private static final int[] SIZES = {1, 3, 11, 12, 13, 15, 16, 17, 33, 63, 114, 127, 207};

  /// C += A·B with the operands somewhere in larger arrays.
  private record Case(int m, int n, int k) {
    int cStride() {
      return n + 3;
    }

    float[] c() {
      return normals(m + n, 2 + m * cStride(), 1);
    }

    /// `[m, k]`, rows two apart, from 5 on
    float[] a() {
      return normals(m + k, 5 + m * (k + 2), 1);
    }

    /// `[k, n]`, rows one apart, from 7 on
    float[] b() {
      return normals(n + k, 7 + k * (n + 1), 1);
    }

    /// Chains from start[so + i·sStride + j]; the rest of c is as it was.
    float[] chains(float[] start, int so, int sStride) {
      float[] a = a();
      float[] b = b();
      float[] c = c();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          float chain = start[so + i * sStride + j];
          for (int d = 0; d < k; d++) {
            chain = Math.fma(a[5 + i * (k + 2) + d], b[7 + d * (n + 1) + j], chain);
          }
          c[2 + i * cStride() + j] = chain;
        }
      }
      return c;
    }

    /// B packed from its row-major form, or from a transposed copy of it, in pieces of its columns.
    float[] product(FloatKernels kernels, boolean fromTransposed) {
      float[] c = c();
      return product(kernels, fromTransposed, c, c, 2, cStride());
    }

    /// The same sum from one row for all.
    float[] productFrom(FloatKernels kernels, float[] row) {
      return product(kernels, false, c(), row, 1, 0);
    }

    private float[] product(
        FloatKernels kernels,
        boolean fromTransposed,
        float[] c,
        float[] start,
        int so,
        int sStride) {
      FloatProducts products = kernels.products();
      FloatPack packed = products.right(k, n);
      float[] b = fromTransposed ? transposedB() : b();
      for (int j = 0; j < n; j += Tiles.COLS) {
        int some = Math.min(n - j, Tiles.COLS);
        FloatMatrix part =
            fromTransposed ? rows(b, 7 + j * k, some, k) : rows(b, 7 + j, k, some).strided(n + 1);
        products.packRight(packed, 0, j, part, fromTransposed);
      }
      products.product(
          rows(c, 2, m, n).strided(cStride()),
          rows(start, so, m, n).strided(sStride),
          rows(a(), 5, m, k).strided(k + 2),
          packed,
          new float[products.scratchLength()]);
      return c;
    }

    /// Both operands packed in pieces of `pieces` depths; the result computed in blocks, last block
    /// first.
    float[] contraction(FloatKernels kernels, int pieces, boolean transposed) {
      float[] c = transposed ? new float[2 + n * (m + 3)] : c();
      FloatProducts products = kernels.products();
      FloatPack left = products.left(k, m);
      FloatPack right = products.right(k, n);
      float[] a = transposedA();
      float[] b = b();
      for (int d = (k - 1) / pieces * pieces; d >= 0; d -= pieces) {
        int some = Math.min(k - d, pieces);
        products.packLeft(left, d, rows(a, 5 + d * m, some, m));
        FloatMatrix part = rows(b, 7 + d * (n + 1), some, n).strided(n + 1);
        products.packRight(right, d, 0, part, false);
      }
      float[] scratch = new float[products.scratchLength()];
      int rows = 2 * Tiles.ROWS;
      int cols = Tiles.COLS;
      for (int i = (m - 1) / rows * rows; i >= 0; i -= rows) {
        for (int j = (n - 1) / cols * cols; j >= 0; j -= cols) {
          int someRows = Math.min(rows, m - i);
          int someCols = Math.min(cols, n - j);
          if (transposed) {
            FloatMatrix block = rows(c, 2 + j * (m + 3) + i, someCols, someRows).strided(m + 3);
            products.contractionTransposed(block, left, i, right, j, scratch);
          } else {
            FloatMatrix block =
                rows(c, 2 + i * cStride() + j, someRows, someCols).strided(cStride());
            products.contraction(block, left, i, right, j, scratch);
          }
        }
      }
      return c;
    }

    /// C as [#c] lies, of a C that was written transposed; what lies between its rows must have
    /// stayed 0.
    float[] turned(float[] transposed) {
      float[] c = c();
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < m; i++) {
          c[2 + i * cStride() + j] = transposed[2 + j * (m + 3) + i];
        }
        int end = Math.min(transposed.length, 2 + (j + 1) * (m + 3));
        assertThat(Arrays.copyOfRange(transposed, 2 + j * (m + 3) + m, end)).containsOnly(0);
      }
      return c;
    }

    private float[] transposedA() {
      float[] a = a();
      float[] t = new float[5 + k * m];
      for (int i = 0; i < m; i++) {
        for (int d = 0; d < k; d++) {
          t[5 + d * m + i] = a[5 + i * (k + 2) + d];
        }
      }
      return t;
    }

    private float[] transposedB() {
      float[] b = b();
      float[] t = new float[7 + n * k];
      for (int d = 0; d < k; d++) {
        for (int j = 0; j < n; j++) {
          t[7 + j * k + d] = b[7 + d * (n + 1) + j];
        }
      }
      return t;
    }
  }

  /// Each size of each operand with each of another; all three with all others weekly.
  @Test
  void everyElementIsOneChainOfFusedMultiplyAddsAtAwkwardSizes() {
    for (int i = 0; i < SIZES.length; i++) {
      for (int j = 0; j < SIZES.length; j++) {
        check(new Case(SIZES[i], SIZES[j], SIZES[(i + j) % SIZES.length]));
      }
    }
  }

  @Tag("weekly")
  @Test
  void everyElementIsOneChainOfFusedMultiplyAddsAtAllAwkwardSizes() {
    for (int m : SIZES) {
      for (int n : SIZES) {
        for (int k : SIZES) {
          check(new Case(m, n, k));
        }
      }
    }
  }

  @Test
  void depthAndRowsLongerThanTheCacheBlocksKeepTheChain() {
    check(new Case(13, 35, 1030));
    check(new Case(500, 40, 70));
    check(new Case(530, 40, 300));
  }

  /// Such operands are read ahead.
  @Test
  void operandsTooBigForTheSecondLevelCacheKeepTheChain() {
    check(new Case(13, 330, 311));
  }

  private static void check(Case each) {
    float[] expected = each.chains(each.c(), 2, each.cStride());
    float[] fromZero = each.chains(new float[each.n], 0, 0);
    float[] row = normals(17, each.n + 1, 1);
    float[] fromRow = each.chains(row, 1, 0);
    for (FloatKernels kernels : new FloatKernels[] {FloatTwins.PLAIN, FloatTwins.SIMD}) {
      String what = kernels.name() + " " + each;
      FloatTwins.assertSameBits(what + " product", each.product(kernels, false), expected);
      FloatTwins.assertSameBits(what + " transposed", each.product(kernels, true), expected);
      FloatTwins.assertSameBits(what + " from a row", each.productFrom(kernels, row), fromRow);
      for (int pieces : new int[] {7, 96}) {
        float[] contracted = each.contraction(kernels, pieces, false);
        FloatTwins.assertSameBits(what + " contraction", contracted, fromZero);
        float[] turned = each.turned(each.contraction(kernels, pieces, true));
        FloatTwins.assertSameBits(what + " contraction, transposed", turned, fromZero);
      }
    }
  }

  @Test
  void packingABlockOfDepthsLeavesTheDepthsOfOtherBlocksAlone() {
    for (FloatKernels kernels : new FloatKernels[] {FloatTwins.PLAIN, FloatTwins.SIMD}) {
      int depth = 40;
      int cols = 30;
      float[] x = normals(3, depth * cols, 1);
      FloatProducts products = kernels.products();
      FloatPack whole = products.left(depth, cols);
      products.packLeft(whole, 0, rows(x, 0, depth, cols));
      products.packLeft(whole, 11, rows(new float[9 * cols], 0, 9, cols));
      float[] zeroed = x.clone();
      Arrays.fill(zeroed, 11 * cols, 20 * cols, 0);
      FloatPack right = products.right(depth, 1);
      products.packRight(right, 0, 0, rows(new float[] {1}, 0, depth, 1).strided(0), false);
      float[] sums = new float[cols];
      float[] scratch = new float[products.scratchLength()];
      products.contraction(rows(sums, 0, cols, 1), whole, 0, right, 0, scratch);
      float[] expected = new float[cols];
      for (int k = 0; k < depth; k++) {
        for (int i = 0; i < cols; i++) {
          expected[i] = Math.fma(zeroed[k * cols + i], 1, expected[i]);
        }
      }
      assertThat(sums).isEqualTo(expected);
    }
  }
}
