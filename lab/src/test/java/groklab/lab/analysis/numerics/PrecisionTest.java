package groklab.lab.analysis.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import org.junit.jupiter.api.Test;

class PrecisionTest {
  @Test
  void float32RoundsAsTheJdkDoes() {
    var stream = RandomStream.of(1, "numbers");
    for (int i = 0; i < 20_000; i++) {
      double x = stream.normal(i) * Math.scalb(1.0, stream.below(100_000 + i, 320) - 170);
      assertThat(Precision.FLOAT32.round(x)).isEqualTo((double) (float) x);
    }
  }

  @Test
  void everyFloat16IsItsOwnRoundingAndMiddlesGoToTheEvenOne() {
    for (int bits = 0; bits < 0x7BFF; bits++) {
      double low = Float.float16ToFloat((short) bits);
      double high = Float.float16ToFloat((short) (bits + 1));
      double even = bits % 2 == 0 ? low : high;
      assertThat(Precision.FLOAT16.round(low)).isEqualTo(low);
      assertThat(Precision.FLOAT16.round(0.5 * (low + high))).isEqualTo(even);
      assertThat(Precision.FLOAT16.round(-Math.nextUp(0.5 * (low + high)))).isEqualTo(-high);
    }
    assertThat(Precision.FLOAT16.round(65519.9)).isEqualTo(65504);
    assertThat(Precision.FLOAT16.round(65520)).isInfinite();
  }

  @Test
  void bfloat16HasEightBits() {
    assertThat(Precision.BFLOAT16.round(1 + 0x1p-8)).isEqualTo(1);
    assertThat(Precision.BFLOAT16.round(1 + 0x1.8p-8)).isEqualTo(1 + 0x1p-7);
  }

  /// prieto2025 in the reference notes: a lead of 16.6 / 36.7 / 7.6 nats over a single rival is absorbed.
  @Test
  void prieto2025LeadsThatAreAbsorbed() {
    assertThat(-StrictMath.log(Precision.FLOAT32.absorbed())).isCloseTo(16.6, within(0.05));
    assertThat(-StrictMath.log(Precision.FLOAT64.absorbed())).isCloseTo(36.7, within(0.05));
    assertThat(-StrictMath.log(Precision.FLOAT16.absorbed())).isCloseTo(7.6, within(0.05));
    for (Precision p : Precision.values()) {
      assertThat(p.round(1 + p.absorbed())).isEqualTo(1);
      assertThat(p.round(1 + 2 * p.absorbed())).isGreaterThan(1);
    }
  }
}
