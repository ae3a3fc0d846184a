package groklab.lab.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  @ParameterizedTest
  @CsvSource({
    "width, width, 0",
    "with, width, 1",
    "wdith, width, 1",
    "WIDTH, width, 0",
    "kitten, sitting, 3",
    "'', abc, 3",
    "abc, '', 3"
  })
  void editsAreCounted(String a, String b, int edits) {
    assertThat(Suggestion.edits(a, b)).isEqualTo(edits);
  }

  @Test
  void theNearestWordIsSuggestedUnlessItIsFarAway() {
    var known = List.of("trainFraction", "modulus", "split");
    assertThat(Suggestion.nearest("trainfration", known)).contains("trainFraction");
    assertThat(Suggestion.nearest("spilt", known)).contains("split");
    assertThat(Suggestion.nearest("x", known)).isEmpty();
    assertThat(Suggestion.nearest("temperature", known)).isEmpty();
    assertThat(Suggestion.nearest("anything", List.of())).isEmpty();
  }
}
