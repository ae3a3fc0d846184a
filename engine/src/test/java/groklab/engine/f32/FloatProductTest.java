package groklab.engine.f32;

import static groklab.engine.f32.FloatTwins.normals;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The products: plain and SIMD agree bit for bit with one chain of fused multiply-adds per element.
class FloatProductTest {
  private static final int[] SIZES = {1, 3, 11, 12, 13, 15, 16, 17, 33, 63, 114, 127, 207};

  /// C, A, B in all the ways they may lie in memory.
  private record Case(int m, int n, int k, boolean transposed) {
    int cStride() {
      return n + 3;
    }

    int bStride() {
      return n + 1;
    }

    int rowStride() {
      return transposed ? 1 : k + 2;
    }

    int depthStride() {
      return transposed ? m + 2 : 1;
    }

    float[] a() {
      return normals(m + k, 5 + (transposed ? k * (m + 2) : m * (k + 2)), 1);
    }

    float[] b() {
      return normals(n + k, 7 + k * bStride(), 1);
    }

    float[] c() {
      return normals(m + n, 2 + m * cStride(), 1);
    }

    float[] chains() {
      float[] a = a();
      float[] b = b();
      float[] c = c();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          float chain = c[2 + i * cStride() + j];
          for (int d = 0; d < k; d++) {
            chain =
                Math.fma(
                    a[5 + i * rowStride() + d * depthStride()], b[7 + d * bStride() + j], chain);
          }
          c[2 + i * cStride() + j] = chain;
        }
      }
      return c;
    }

    float[] direct(FloatKernels kernels) {
      float[] c = c();
      kernels.product(
          c,
          2,
          cStride(),
          a(),
          5,
          rowStride(),
          depthStride(),
          b(),
          7,
          bStride(),
          m,
          n,
          k,
          new float[kernels.productScratch()]);
      return c;
    }

    /// B packed from its row-major form, or from a transposed copy of it, panel by panel.
    float[] packed(FloatKernels kernels, boolean fromTransposed) {
      float[] c = c();
      float[] packed = normals(8, 3 + kernels.packedLength(k, n), 1);
      int panels = kernels.packedLength(k, n) / (k * kernels.panelWidth());
      float[] b = fromTransposed ? transposedB() : b();
      int depthStride = fromTransposed ? 1 : bStride();
      int colStride = fromTransposed ? k : 1;
      for (int panel = 0; panel < panels; panel++) {
        kernels.packPanels(packed, 3, b, 7, depthStride, colStride, k, n, panel, panel + 1);
      }
      kernels.productPacked(
          c,
          2,
          cStride(),
          a(),
          5,
          rowStride(),
          depthStride(),
          packed,
          3,
          m,
          n,
          k,
          new float[kernels.productScratch()]);
      return c;
    }

    private float[] transposedB() {
      float[] b = b();
      float[] t = new float[7 + n * k];
      for (int d = 0; d < k; d++) {
        for (int j = 0; j < n; j++) {
          t[7 + j * k + d] = b[7 + d * bStride() + j];
        }
      }
      return t;
    }
  }

  @Test
  void everyElementIsOneChainOfFusedMultiplyAddsAtAwkwardSizes() {
    for (int m : SIZES) {
      for (int n : SIZES) {
        for (int k : SIZES) {
          check(new Case(m, n, k, (m + n + k) % 2 == 0));
        }
      }
    }
  }

  @Test
  void depthAndRowsLongerThanTheCacheBlocksKeepTheChain() {
    check(new Case(13, 35, 1030, false));
    check(new Case(13, 35, 1030, true));
    check(new Case(500, 40, 70, true));
    check(new Case(500, 40, 300, false));
  }

  private static void check(Case each) {
    float[] expected = each.chains();
    for (FloatKernels kernels : new FloatKernels[] {FloatTwins.PLAIN, FloatTwins.SIMD}) {
      String what = kernels.name() + " " + each;
      FloatTwins.assertSameBits(what, each.direct(kernels), expected);
      FloatTwins.assertSameBits(what + " packed", each.packed(kernels, false), expected);
      FloatTwins.assertSameBits(what + " packed transposed", each.packed(kernels, true), expected);
    }
  }

  @Test
  void aPackedPanelIsZeroBeyondTheLastColumn() {
    FloatKernels kernels = FloatTwins.SIMD;
    int width = kernels.panelWidth();
    float[] packed = normals(1, kernels.packedLength(2, 3), 1);
    kernels.packPanels(packed, 0, normals(2, 6, 1), 0, 3, 1, 2, 3, 0, 1);
    for (int k = 0; k < 2; k++) {
      for (int j = 3; j < width; j++) {
        assertThat(packed[k * width + j]).isZero();
      }
    }
  }
}
