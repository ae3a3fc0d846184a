package groklab.study.court;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourtReaderTest {
  private static final String FILE =
      """
      seeds = [0, 3]
      trials = 4
      [[family]]
      name = "small"
      base = "mlp-addition"
      set = ["task.modulus=11"]
      [[method]]
      name = "adamw"
      [[method]]
      name = "lion"
      source = "2302.06675"
      set = ['optimizer.kind="lion"']
      knobs = ["optimizer.beta1=0.5..0.99"]
      """;

  @Test
  void readsFamiliesAndMethods() {
    CourtSpec court = CourtReader.read(FILE, "it");
    assertThat(court.name()).isEqualTo("court");
    assertThat(court.seeds()).containsExactly(0L, 3L);
    assertThat(court.trials()).isEqualTo(4);
    assertThat(court.control().name()).isEqualTo("adamw");
    CourtSpec.Method lion = court.methods().getLast();
    assertThat(lion.knobs()).containsExactly("optimizer.beta1=0.5..0.99");
    assertThat(lion.in(court.families().getFirst()))
        .isEqualTo(List.of("task.modulus=11", "optimizer.kind=\"lion\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seeds = [0, 3]    | seeds = []         | seeds is []; expected at least one",
        "seeds = [0, 3]    | seeds = [1000]     | each from 0 to 999",
        "trials = 4        | trials = 0         | trials is 0; expected 1 to 1,000",
        "trials = 4        | trails = 4         | did you mean trials",
        "name = \"lion\"   | name = \"adamw\"   | two [[method]] are called adamw",
        "name = \"small\"  | name = \"a/b\"     | family.name is \"a/b\"; expected letters",
        "[[family]]        | [[method]]         | a court has 0 [[family]]",
        "[[family]]        | [[family           | is not TOML",
      })
  void refusesWhatCannotBeInOneSentence(String written, String instead, String sentence) {
    String text = FILE.replace(written, instead).replace("base = \"mlp-addition\"\n", "");
    assertThatThrownBy(() -> CourtReader.read(text, "it"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n");
  }
}
