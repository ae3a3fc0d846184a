package groklab.measures.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import org.junit.jupiter.api.Test;

class FloatFormatTest {
  @Test
  void float32AndFloat64AreTheJdks() {
    assertThat(FloatFormat.FLOAT32.round(0.1)).isEqualTo((double) 0.1f);
    assertThat(FloatFormat.FLOAT32.round(1e-50)).isZero();
    assertThat(FloatFormat.FLOAT32.round(-1e50)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(FloatFormat.FLOAT64.round(0.1)).isEqualTo(0.1);
  }

  @Test
  void everyFloat16IsItsOwnRoundingAndMiddlesGoToTheEvenOne() {
    for (int bits = 0; bits < 0x7BFF; bits++) {
      double low = Float.float16ToFloat((short) bits);
      double high = Float.float16ToFloat((short) (bits + 1));
      double even = bits % 2 == 0 ? low : high;
      assertThat(FloatFormat.FLOAT16.round(low)).isEqualTo(low);
      assertThat(FloatFormat.FLOAT16.round(0.5 * (low + high))).isEqualTo(even);
      assertThat(FloatFormat.FLOAT16.round(-Math.nextUp(0.5 * (low + high)))).isEqualTo(-high);
    }
    assertThat(FloatFormat.FLOAT16.round(65519.9)).isEqualTo(65504);
    assertThat(FloatFormat.FLOAT16.round(65520)).isInfinite();
  }

  @Test
  void bfloat16HasEightBits() {
    assertThat(FloatFormat.BFLOAT16.round(1 + 0x1p-8)).isEqualTo(1);
    assertThat(FloatFormat.BFLOAT16.round(1 + 0x1.8p-8)).isEqualTo(1 + 0x1p-7);
  }

  /// The bits of a bfloat16 are the upper half of a float32's: a second way to round a float32.
  @Test
  void bfloat16IsTheUpperHalfOfFloat32() {
    var stream = RandomStream.of(1, "numbers");
    for (int i = 0; i < 20_000; i++) {
      float x = (float) (stream.normal(i) * Math.scalb(1.0, stream.below(100_000 + i, 270) - 140));
      int bits = Float.floatToRawIntBits(x);
      int rounded = (bits + 0x7FFF + ((bits >>> 16) & 1)) & 0xFFFF0000;
      assertThat(FloatFormat.BFLOAT16.round(x)).isEqualTo((double) Float.intBitsToFloat(rounded));
    }
  }

  /// prieto2025 in the reference notes: a lead of 16.6 / 36.7 / 7.6 nats over a single rival is
  /// absorbed.
  @Test
  void prieto2025LeadsThatAreAbsorbed() {
    assertThat(-StrictMath.log(FloatFormat.FLOAT32.absorbed())).isCloseTo(16.6, within(0.05));
    assertThat(-StrictMath.log(FloatFormat.FLOAT64.absorbed())).isCloseTo(36.7, within(0.05));
    assertThat(-StrictMath.log(FloatFormat.FLOAT16.absorbed())).isCloseTo(7.6, within(0.05));
    for (FloatFormat p : FloatFormat.values()) {
      assertThat(p.round(1 + p.absorbed())).isEqualTo(1);
      assertThat(p.round(1 + 2 * p.absorbed())).isGreaterThan(1);
    }
  }
}
