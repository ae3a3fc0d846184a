package groklab.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MeasurePageTest {
  private static final String PAGE =
      """
      # size

      How large it is, on two
      lines.

      ## Group

      weights

      ## Taken

      by default

      ## Records

      - `SET.size` - of a set.
      - `size.TENSOR` - of a
        tensor - or two.
      - `size.top.N` - of the Nth.

      ## Formula

      f = #{w}.

      ## Shapes

      s.

      ## Normalisation

      n.

      ## Logarithm

      none.

      ## Cost

      c.

      ## Before grokking

      small.

      ## At grokking

      it grows.

      ## After grokking

      large.

      ## Misleads

      Never. Not once.

      ## Source

      arXiv 1234.56789.
      """;

  @Test
  void everyPartIsReadWithoutItsFullStop() {
    MeasurePage page = MeasurePage.parse(PAGE);
    assertThat(page.name()).isEqualTo("size");
    assertThat(page.summary()).isEqualTo("How large it is, on two lines");
    assertThat(page.group()).isEqualTo(MeasureGroup.WEIGHTS);
    assertThat(page.taken()).isEqualTo(MeasurePage.Taken.BY_DEFAULT);
    assertThat(page.records())
        .containsExactly(
            Map.entry("SET.size", "of a set"),
            Map.entry("size.TENSOR", "of a tensor - or two"),
            Map.entry("size.top.N", "of the Nth"));
    assertThat(page.formula()).isEqualTo("f = #{w}");
    assertThat(page.reading()).isEqualTo(new MeasurePage.Reading("small", "it grows", "large"));
    assertThat(page.misleads()).isEqualTo("Never. Not once");
    assertThat(page.source()).isEqualTo("arXiv 1234.56789");
  }

  @Test
  void announcesWhatItsPatternsStandFor() {
    MeasurePage page = MeasurePage.parse(PAGE);
    assertThat(page.announces("train.size")).isTrue();
    assertThat(page.announces("validation.size")).isTrue();
    assertThat(page.announces("size.blocks.0.mlp.W_in")).isTrue();
    assertThat(page.announces("size.top.12")).isTrue();
    assertThat(page.announces("size.")).isFalse();
    assertThat(page.announces("test.size")).isFalse();
    assertThat(page.announces("trainXsize")).isFalse();
    assertThat(page.announces("size")).isFalse();
  }

  private static Stream<Arguments> faults() {
    return Stream.of(
        arguments("# size", "size", "begins with \"# \""),
        arguments(
            "## Shapes", "## Forms", "has the sections [Group, Taken, Records, Formula, Forms"),
        arguments("## Cost\n\nc.\n", "", "expected [Group, Taken, Records, Formula, Shapes"),
        arguments("c.\n", "\n", "Cost of the page of the measure size is \"\""),
        arguments("\ns.\n", "\ns\n", "expected a text that ends with a full stop"),
        arguments("by default", "sometimes", "expected one of [always, by default, on request]"),
        arguments("weights\n", "loss\n", "expected one of [behaviour, weights"),
        arguments("`SET.size` - of", "SET.size of", "expected `NAME` - MEANING"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aPageThatLeavesSomethingOutIsRefused(String part, String instead, String why) {
    assertThat(PAGE).contains(part);
    assertThatThrownBy(() -> MeasurePage.parse(PAGE.replace(part, instead)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
