package groklab.engine.f32;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.f32.loop.FloatMatrix;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Runs the same kernel call on the plain and the SIMD kernels and demands the same bits
/// everywhere, also outside the region that the call may write.
final class FloatTwins {
  /// Lengths around the vector and lane counts.
  static final int[] SIZES = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 113, 114, 127, 207};

  static final FloatKernels PLAIN = FloatKernels.plain();
  static final FloatKernels SIMD = FloatKernels.simd();

  /// A kernel call on some arrays of its own.
  interface Call {
    void on(FloatKernels kernels, float[][] arrays);
  }

  private FloatTwins() {}

  /// Rows of a matrix somewhere in an array.
  static FloatMatrix rows(float[] array, int offset, int rows, int cols) {
    return new FloatMatrix().at(array, offset, rows, cols);
  }

  /// Standard normal numbers times `scale`.
  static float[] normals(long seed, int n, double scale) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (scale * random.nextGaussian());
    }
    return x;
  }

  /// Normal numbers of all magnitudes, among them zeros of both signs, infinities, NaN and
  /// subnormals.
  static float[] wild(long seed, int n) {
    float[] special = {
      0,
      -(float) 0.0,
      1,
      -1,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL / 3,
      Float.MAX_VALUE,
      -Float.MAX_VALUE
    };
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      double magnitude = Math.exp(random.nextDouble(-20, 20));
      x[i] =
          random.nextInt(6) == 0
              ? special[random.nextInt(special.length)]
              : (float) (random.nextGaussian() * magnitude);
    }
    return x;
  }

  /// Runs the call on copies of the arrays with both kernels.
  static void compare(String what, Call call, float[]... arrays) {
    float[][] plain = copies(arrays);
    float[][] simd = copies(arrays);
    call.on(PLAIN, plain);
    call.on(SIMD, simd);
    for (int i = 0; i < arrays.length; i++) {
      assertSameBits(what + ", array " + i, simd[i], plain[i]);
    }
  }

  /// The same numbers, the sign of a zero included; any NaN equals any NaN.
  static void assertSameBits(String what, float[] actual, float[] expected) {
    assertThat(actual.length).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      if (Float.compare(actual[i], expected[i]) != 0) {
        assertThat(actual[i]).as("%s, element %d", what, i).isEqualTo(expected[i]);
      }
    }
  }

  private static float[][] copies(float[][] arrays) {
    float[][] copies = new float[arrays.length][];
    for (int i = 0; i < arrays.length; i++) {
      copies[i] = arrays[i].clone();
    }
    return copies;
  }
}
