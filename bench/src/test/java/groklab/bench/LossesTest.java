package groklab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LossesTest {

  @Test
  void the_largest_relative_difference_counts() {
    assertThat(Losses.difference(new double[] {1, 2.2}, new double[] {1, 2}))
        .isCloseTo(0.1, within(1e-12));
  }

  @Test
  void a_loss_that_is_not_a_number_differs_without_bound() {
    assertThat(Losses.difference(new double[] {Double.NaN}, new double[] {1})).isInfinite();
  }
}
