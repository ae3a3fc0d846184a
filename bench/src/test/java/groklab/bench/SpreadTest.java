package groklab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import groklab.bench.time.Spread;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void the_median_of_an_odd_number_is_the_one_in_the_middle() {
    assertThat(Spread.of(5, 1, 3)).isEqualTo(new Spread(1, 3, 5));
  }

  @Test
  void the_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() {
    assertThat(Spread.of(4, 1, 2, 9)).isEqualTo(new Spread(1, 3, 9));
  }

  @Test
  void of_nothing_there_is_none() {
    assertThatIllegalArgumentException().isThrownBy(Spread::of);
  }
}
