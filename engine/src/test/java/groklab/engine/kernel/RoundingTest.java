package groklab.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Rounding to narrower formats.
class RoundingTest {

  @Test
  void everyBinary16NumberIsAFixedPointAndTiesGoToEven() {
    for (int bits = 0; bits < 0x7C00; bits++) {
      double low = Float.float16ToFloat((short) bits);
      double next = bits == 0x7BFF ? 65536 : Float.float16ToFloat((short) (bits + 1));
      double even = bits % 2 == 0 ? low : bits == 0x7BFF ? Double.POSITIVE_INFINITY : next;
      double middle = (low + next) / 2;
      assertThat(Rounding.FLOAT16.round(low)).isEqualTo(low);
      assertThat(Rounding.FLOAT16.round(-low)).isEqualTo(-low + 0.0);
      assertThat(Rounding.FLOAT16.round(middle)).isEqualTo(even);
      assertThat(Rounding.FLOAT16.round(Math.nextDown(middle))).isEqualTo(low);
    }
  }

  @Test
  void binary32AgreesWithTheCastForAllMagnitudes() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    for (int i = 0; i < 1_000_000; i++) {
      double x = Double.longBitsToDouble(random.nextLong());
      if (i % 2 == 0) {
        x = random.nextGaussian() * Math.exp(random.nextDouble(-105, 92));
      }
      assertThat(Rounding.FLOAT32.round(x) == (float) x || Double.isNaN(x)).as("%s", x).isTrue();
    }
  }

  @Test
  void bfloat16KeepsEightBitsOfAFloat() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
    for (int i = 0; i < 1_000_000; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      int bits = Float.floatToRawIntBits(x);
      float expected = Float.intBitsToFloat((bits + 0x7FFF + (bits >>> 16 & 1)) & 0xFFFF0000);
      if (!Float.isNaN(x)) {
        assertThat(Rounding.BFLOAT16.round(x) == expected).as("%s", x).isTrue();
      }
    }
  }

  @Test
  void infinitiesAndNanStay() {
    assertThat(Rounding.FLOAT16.round(Double.NEGATIVE_INFINITY))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Rounding.FLOAT16.round(Double.NaN)).isNaN();
    assertThat(Rounding.FLOAT16.round(-65520)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Rounding.FLOAT16.round(-65519)).isEqualTo(-65504);
  }
}
