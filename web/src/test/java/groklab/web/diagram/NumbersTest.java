package groklab.web.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "950, 950",
    "999.6, 1k",
    "4123, 4.1k",
    "9960, 10k",
    "23400, 23k",
    "999600, 1M",
    "1234567, 1.2M",
    "23e6, 23M",
    "-1500, -1.5k"
  })
  void stepsInACellAreShort(double steps, String text) {
    assertThat(Numbers.steps(steps)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"19880, 19k", "20000, 20k", "949, 940", "1990, 1.9k", "99, 99"})
  void whatItIsAtLeastIsNeverMore(double steps, String text) {
    assertThat(Numbers.atLeast(steps)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"2.9999999999999996, 3", "0.1234567890123, 0.123456789", "-Infinity, -Infinity"})
  void whatWasFittedHasTenDigits(double value, String text) {
    assertThat(Numbers.fitted(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"-0.99985, −1.00", "0.179, 0.18", "-0.5, −0.50", "Infinity, Infinity"})
  void anExponentKeepsTwoDigitsBehindThePoint(double value, String text) {
    assertThat(Numbers.hundredths(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "0.3333, 0.33", "0.5, 0.5"})
  void aShareIsAsShortAsItCanBe(double share, String text) {
    assertThat(Numbers.share(share)).isEqualTo(text);
  }

  @Test
  void aCellOfATableIsQuotedWhereItMustBe() {
    assertThat(Numbers.csv(List.of("a", "b,c", "say \"d\"", "")))
        .isEqualTo("a,\"b,c\",\"say \"\"d\"\"\",\n");
  }
}
