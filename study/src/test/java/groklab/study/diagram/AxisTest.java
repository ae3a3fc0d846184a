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
    assertThat(axis.ticks()).containsExactly("muon", "adamw", "sgd");
    assertThat(axis.spacing()).isEqualTo(Axis.Spacing.NONE);
  }

  @Test
  void aQuotedNumberIsAWord() {
    assertThat(axis("\"1\"", "1").texts()).containsExactly("1", "1");
    assertThat(axis("\"1\"", "1").isNumeric()).isFalse();
  }

  @Test
  void ticksHaveThreeDigitsWhereThatLeavesValuesApart() {
    assertThat(axis("0.0687911", "0.330975", "1.3895", "12345.678", "40000", "1e-9").ticks())
        .containsExactly("1e-9", "0.0688", "0.331", "1.39", "12346", "40000");
    assertThat(axis("0.000000025118864", "0.00015", "2").ticks())
        .containsExactly("2.51e-8", "0.00015", "2");
    assertThat(axis("0.330975", "0.330976").ticks()).containsExactly("0.330975", "0.330976");
  }

  @Test
  void tablesAreNamedByTheirKindsOnTicks() {
    assertThat(
            axis("[]", "[{ kind = \"a\" }]", "[{ kind = \"a\", strength = 2 }, { kind = \"b\" }]")
                .ticks())
        .containsExactly("none", "a", "a + b");
    assertThat(axis("[{ kind = \"a\", x = 1 }]", "[{ kind = \"a\", x = 2 }]").ticks())
        .containsExactly("[{ kind = \"a\", x = 1 }]", "[{ kind = \"a\", x = 2 }]");
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
