package groklab.zoo.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamUpdateTest {

  @Test
  void agrees_with_the_library_within_the_rounding_of_its_multiplications() {
    for (double base : new double[] {0.9, 0.98, 0.999}) {
      for (long n : new long[] {1, 2, 3, 10, 100, 12_345, 1_000_000}) {
        double exact = StrictMath.pow(base, (double) n);
        assertThat(AdamUpdate.power(base, n)).isCloseTo(exact, within(exact * n * 0x1p-52));
      }
    }
  }

  @Test
  void is_exactly_one_at_zero_and_zero_for_base_zero() {
    assertThat(AdamUpdate.power(0.9, 0)).isEqualTo(1);
    assertThat(AdamUpdate.power(0, 7)).isZero();
  }
}
