package groklab.catalog.beyond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearLossesTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9, 1.5, 3})
  void bothLossesBeginAsOne(double lambda) {
    var losses = new LinearLosses(lambda, 0.01);
    assertThat(losses.train(0)).isCloseTo(1, within(1e-12));
    assertThat(losses.unseen(0)).isCloseTo(1, within(1e-12));
  }

  /// L_unseen' = −4η·L_train, since both are means of the same exponentials.
  @ParameterizedTest
  @CsvSource({"0.1, 50", "0.5, 400", "0.9, 2000", "1.5, 100"})
  void theTrainingLossIsTheSlopeOfTheUnseenOne(double lambda, double t) {
    var losses = new LinearLosses(lambda, 0.01);
    double slope = (losses.unseen(t + 0.01) - losses.unseen(t - 0.01)) / 0.02;
    assertThat(-slope / 0.04).isCloseTo(losses.train(t), within(1e-7));
  }

  /// Adaptive quadrature (scipy) of the same integrals; the first four to the digits that were
  /// printed there.
  @ParameterizedTest
  @CsvSource({
    "0.1, 1e-3, 273.21, 296.48",
    "0.5, 1e-3, 725.07, 1156.41",
    "0.9, 1e-3, 2408.46, 22889.75",
    "0.25, 1e-12, 2206.67, 2331.10",
    "0.25, 1e-48, 10265.71, 10400.96"
  })
  void timesAreThoseOfAnIndependentQuadrature(
      double lambda, double epsilon, double train, double unseen) {
    var losses = new LinearLosses(lambda, 0.01);
    assertThat(losses.trainTime(epsilon)).isCloseTo(train, within(0.006));
    assertThat(losses.unseenTime(epsilon)).isCloseTo(unseen, within(0.006));
  }

  @Test
  void beyondOneWhatIsNotSeenIsNeverLearned() {
    var losses = new LinearLosses(1.5, 0.01);
    assertThat(losses.unseen(1e6)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(losses.unseenTime(1e-3)).isInfinite();
    assertThat(losses.trainTime(1e-3)).isFinite();
  }
}
