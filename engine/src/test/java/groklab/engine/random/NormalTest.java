package groklab.engine.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Quantiles against values of Python's `statistics.NormalDist().inv_cdf`.
class NormalTest {

  @ParameterizedTest
  @CsvSource({
    "0.5000009536743164, 2.3905070062955743e-06",
    "0.55, 0.12566134685507413",
    "0.7, 0.5244005127080407",
    "0.9, 1.2815515655446008",
    "0.924, 1.4325027208258119",
    "0.926, 1.4466320671589785",
    "0.975, 1.9599639845400536",
    "0.999, 3.090232306167813",
    "0.9999990463256836, 4.7630010342678135",
    "0.3, -0.5244005127080407",
    "0.07, -1.4757910281791702",
    "0.01, -2.3263478740408408",
    "0.0001, -3.71901648545568",
    "1e-08, -5.61200124417479",
    "1e-12, -7.034483825301132",
    "1.1102230246251565e-16, -8.209536151601386"
  })
  void quantilesAreThoseOfTheReference(double p, double expected) {
    assertThat(Normal.quantile(p)).isCloseTo(expected, within(4e-15 * Math.abs(expected)));
  }
}
