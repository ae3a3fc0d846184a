package groklab.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTailTest {
  /// Values of mpmath: `log(erfc(u / sqrt(2)) / 2)` and `npdf(u) / (erfc(u / sqrt(2)) / 2)`.
  @ParameterizedTest
  @CsvSource({
    "-8.0, -6.2209605742717861e-16, 5.0522710835368954e-15",
    "-1.0, -0.17275377902344989, 0.28759997093917836",
    "0.5, -1.1759117615936186, 1.1410777703680645",
    "4.9, -14.551182689355311, 5.0898286001298833",
    "5.0, -15.064998393988726, 5.1865039671258421",
    "7.0, -27.384307498811075, 7.1375456132265033",
    "40.0, -804.60844201375379, 40.024968847207264",
    "1000.0, -500007.82669481218, 1000.000999998"
  })
  void tailAndHazardKeepTheirDigits(double u, double logTail, double hazard) {
    assertThat(NormalTail.logTail(u)).isCloseTo(logTail, Percentage.withPercentage(2e-11));
    assertThat(NormalTail.hazard(u)).isCloseTo(hazard, Percentage.withPercentage(2e-11));
  }
}
