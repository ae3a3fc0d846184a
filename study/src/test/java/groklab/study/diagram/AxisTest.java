package groklab.study.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  private static Axis axis(String... texts) {
    return Axis.of("a.b", List.of(texts));
  }

  @Test
  void numbersAreOrderedBySizeHoweverTheyAreWritten() {
    assertThat(axis("1_000", "3e-4", "-2", "0.5").texts())
        .containsExactly("-2", "3e-4", "0.5", "1_000");
  }

  @Test
  void oneNumberInTwoSpellingsIsOneValue() {
    assertThat(axis("1", "1.0", "10e-1", "0.0", "-0.0").texts()).containsExactly("0.0", "1");
  }

  @Test
  void wordsKeepTheOrderInWhichTheyAppearAndLoseTheirQuotes() {
    var axis = axis("\"muon\"", "\"adamw\"", "'sgd'", "\"muon\"");
    assertThat(axis.texts()).containsExactly("muon", "adamw", "sgd");
    assertThat(axis.spacing()).isEqualTo(Axis.Spacing.NONE);
  }

  @Test
  void aQuotedNumberIsAWord() {
    assertThat(axis("\"1\"", "1").texts()).containsExactly("1", "1");
    assertThat(axis("\"1\"", "1").isNumeric()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.1 0.3 1 3, LOGARITHMIC",
    "0.01 0.1 1, LOGARITHMIC",
    "0.2 0.3 0.4 0.5, EVEN",
    "0 0.1 1 10, EVEN",
    "1 10, EVEN",
    "true false, NONE"
  })
  void itIsSeenHowNumbersLie(String texts, Axis.Spacing spacing) {
    assertThat(axis(texts.split(" ")).spacing()).isEqualTo(spacing);
  }
}
