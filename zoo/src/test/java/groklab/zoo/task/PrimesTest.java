package groklab.zoo.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrimesTest {

  @Test
  void theSmallestGeneratorsAreTheKnownOnes() {
    assertThat(Primes.generator(7)).isEqualTo(3);
    assertThat(Primes.generator(97)).isEqualTo(5);
    assertThat(Primes.generator(113)).isEqualTo(3);
    assertThatThrownBy(() -> Primes.generator(12)).hasMessageContaining("prime");
  }

  @Test
  void primesAreThoseWithoutASmallerDivisor() {
    assertThat(IntStream.range(0, 30).filter(Primes::isPrime).toArray())
        .containsExactly(2, 3, 5, 7, 11, 13, 17, 19, 23, 29);
  }
}
