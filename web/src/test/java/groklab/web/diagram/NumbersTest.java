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
  @CsvSource({
    "-0.98123, −0.981",
    "-1, −1",
    "0.0312, 0.0312",
    "1234567, 1.23e6",
    "0.00002, 2e-5",
    "0, 0",
    "1000, 1000",
    "NaN, –",
    "-Infinity, −∞"
  })
  void aValueHasThreeDigits(double value, String text) {
    assertThat(Numbers.value(value)).isEqualTo(text);
  }

  @Test
  void aCellOfATableIsQuotedWhereItMustBe() {
    assertThat(Numbers.csv(List.of("a", "b,c", "say \"d\"", "")))
        .isEqualTo("a,\"b,c\",\"say \"\"d\"\"\",\n");
  }
}
