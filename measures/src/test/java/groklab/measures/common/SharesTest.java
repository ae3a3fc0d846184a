package groklab.measures.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SharesTest {
  @Test
  void equalAmountsCountFully() {
    assertThat(Shares.effectiveNumber(2, 2, 2, 2)).isCloseTo(4, within(1e-14));
    assertThat(Shares.participationRatio(2, 2, 2, 2)).isCloseTo(4, within(1e-14));
    assertThat(Shares.entropy(3, 0, 0)).isZero();
    assertThat(Shares.participationRatio(3, 0, 0)).isEqualTo(1);
  }

  @Test
  void nothingToShareIsNaN() {
    assertThat(Shares.entropy(0, 0)).isNaN();
    assertThat(Shares.participationRatio(0, 0)).isNaN();
    assertThatThrownBy(() -> Shares.entropy(1, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
