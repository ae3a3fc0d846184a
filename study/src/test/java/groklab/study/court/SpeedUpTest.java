package groklab.study.court;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.study.court.SpeedUp.Cost;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpeedUpTest {
  private static Cost[] costs(double... costs) {
    return DoubleStream.of(costs).mapToObj(each -> new Cost(each, false)).toArray(Cost[]::new);
  }

  @Test
  void isTheGeometricMeanOfPairs() {
    var found = SpeedUp.of(costs(100, 400), costs(50, 50));
    assertThat(found.mean()).isCloseTo(4, within(1e-12));
    assertThat(found.low()).isCloseTo(2, within(1e-12));
    assertThat(found.high()).isCloseTo(8, within(1e-12));
    assertThat(found.atLeast()).isFalse();
    assertThat(found.atMost()).isFalse();
  }

  @Test
  void theSameTwiceIsNoFaster() {
    var found = SpeedUp.of(costs(3, 5, 7), costs(3, 5, 7));
    assertThat(new double[] {found.mean(), found.low(), found.high()}).containsExactly(1, 1, 1);
  }

  /// For pairs whose logarithms are normal the interval is about 1.96 standard errors wide.
  @Test
  void theIntervalIsThatOfTheMean() {
    int n = 200;
    var random = new java.util.SplittableRandom(1);
    double[] method = new double[n];
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double log = 0.5 * random.nextGaussian();
      method[i] = Math.exp(-log);
      sum += log;
      squares += log * log;
    }
    double error = Math.sqrt((squares / n - sum / n * sum / n) / n);
    double[] ones = new double[n];
    java.util.Arrays.fill(ones, 1);
    var found = SpeedUp.of(costs(ones), costs(method));
    assertThat(Math.log(found.mean())).isCloseTo(sum / n, within(1e-12));
    assertThat(Math.log(found.high() / found.low())).isCloseTo(2 * 1.96 * error, within(0.01));
  }

  @Test
  void everyFamilyHasTheSameWeight() {
    Cost[][] control = {costs(100, 100, 100, 100), costs(100)};
    Cost[][] method = {costs(100, 100, 100, 100), costs(25)};
    assertThat(SpeedUp.of(control, method).mean()).isCloseTo(2, within(1e-12));
  }

  @Test
  void saysOnWhichSideItIsABound() {
    Cost[] late = {new Cost(100, true)};
    assertThat(SpeedUp.of(late, costs(10)).atLeast()).isTrue();
    assertThat(SpeedUp.of(late, costs(10)).atMost()).isFalse();
    assertThat(SpeedUp.of(costs(10), late).atMost()).isTrue();
  }

  @Test
  void pairsAreNeeded() {
    assertThatThrownBy(() -> SpeedUp.of(costs(1, 2), costs(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SpeedUp.of(costs(), costs()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
