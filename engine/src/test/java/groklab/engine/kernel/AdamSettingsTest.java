package groklab.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Powers of the decay rates of the moments.
class AdamSettingsTest {

  @Test
  void powersAgreeWithTheLibraryWithinTheRoundingOfTheirMultiplications() {
    for (double base : new double[] {0.9, 0.98, 0.999}) {
      for (long n : new long[] {1, 2, 3, 10, 100, 12_345, 1_000_000}) {
        double exact = StrictMath.pow(base, (double) n);
        assertThat(AdamSettings.power(base, n)).isCloseTo(exact, within(exact * n * 0x1p-52));
      }
    }
  }

  @Test
  void thePowerIsOneForExponentZeroAndZeroForBaseZero() {
    assertThat(AdamSettings.power(0.9, 0)).isEqualTo(1);
    assertThat(AdamSettings.power(0, 7)).isZero();
  }
}
