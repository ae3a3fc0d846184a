package groklab.study.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepReaderTest {
  private static SweepSpec read(String text) {
    return SweepReader.read(text, "s.toml", "s");
  }

  @Test
  void crossesItsAxesTheLastChangingFastest() {
    SweepSpec sweep =
        read(
            """
            base = "quickstart"
            seeds = [3, 4]
            [set]
            budget.steps = 100
            task = { modulus = 7 }
            [[axis]]
            key = "optimizer.weightDecay"
            from = 0.01
            to = 1
            count = 3
            scale = "log"
            [[axis]]
            key = "task.operation"
            values = ["add", "multiply"]
            """);
    assertThat(sweep.set()).containsExactly("budget.steps=100", "task.modulus=7");
    assertThat(sweep.cells()).isEqualTo(6);
    assertThat(sweep.settings().stream().map(cell -> List.copyOf(cell.values())))
        .containsExactly(
            List.of("0.01", "\"add\""),
            List.of("0.01", "\"multiply\""),
            List.of("0.1", "\"add\""),
            List.of("0.1", "\"multiply\""),
            List.of("1.0", "\"add\""),
            List.of("1.0", "\"multiply\""));
  }

  @Test
  void pairsTheValuesOfSeveralKeys() {
    SweepSpec sweep =
        read("[[axis]]\nkeys = [\"model.width\", \"model.layers\"]\nvalues = [[32, 1], [64, 2]]");
    assertThat(sweep.settings().get(1)).containsEntry("model.width", "64").hasSize(2);
    assertThat(sweep.cells()).isEqualTo(2);
  }

  @Test
  void drawsKnobsWithinTheirRangesTheSameEachTime() {
    String text =
        """
        [random]
        draws = 50
        seed = 7
        [[random.knob]]
        key = "optimizer.learningRate"
        from = 1e-4
        to = 1e-2
        scale = "log"
        [[random.knob]]
        key = "optimizer.weightDecay"
        from = 0.5
        to = 2
        """;
    SweepSpec sweep = read(text);
    assertThat(sweep.cells()).isEqualTo(50);
    assertThat(read(text)).isEqualTo(sweep);
    assertThat(sweep.settings())
        .allSatisfy(cell -> {
          assertThat(number(cell.get("optimizer.learningRate"))).isBetween(1e-4, 1e-2);
          assertThat(number(cell.get("optimizer.weightDecay"))).isBetween(0.5, 2.0);
        });
    assertThat(
            sweep.settings().stream()
                .filter(cell -> number(cell.get("optimizer.learningRate")) < 1e-3)
                .count())
        .as("half of the draws lie in the lower half of a logarithmic range")
        .isBetween(15L, 35L);
  }

  private static double number(@org.jspecify.annotations.Nullable String toml) {
    return Double.parseDouble(String.valueOf(toml));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name = "x" | The sweep has no axis; write e.g. [[axis]] with key = "optimizer.weightDecay" and values = [0.1, 1.0]
          [[axis]]\\nkey = "a.b"\\nvalues = [] | The axis a.b has no values; write e.g. values = [0.1, 1.0], or from, to and count
          [[axis]]\\nkey = "a.b"\\nfrom = 2\\nto = 1\\ncount = 3 | The range of a.b is from 2.0 to 1.0, which is empty; write a smaller axis[0].from or a larger axis[0].to
          [[axis]]\\nkey = "a.b"\\nfrom = 0\\nto = 1\\ncount = 3\\nscale = "log" | axis[0].from is 0.0; expected a number above 0 where the scale is "log"
          [[axis]]\\nkey = "a.b"\\nvalues = [1, 1] | The axis a.b names the value 1 twice; leave one out
          [[axis]]\\nkey = "a"\\nvalues = [1]\\n[[axis]]\\nkey = "a"\\nvalues = [2] | Two axes change a; pair their values in one axis (keys = [...]), or leave one out
          seeds = [1, 1]\\n[[axis]]\\nkey = "a"\\nvalues = [1] | seeds is [1, 1]; expected at least one seed, each once; write e.g. seeds = [0, 1, 2]
          [[axes]]\\nkey = "a" | axes is not a key; did you mean axis?
          [[axis]]\\nkeys = ["a", "b"]\\nvalues = [[1]] | The axis a, b has a place with 1 values; expected one for each of its 2 keys
          minutes = -1\\n[[axis]]\\nkey = "a"\\nvalues = [1] | minutes is -1.0; expected a finite number of at least 0; write e.g. minutes = 15
          """)
  void refusesWhatMakesNoSenseInOneSentence(String text, String sentence) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(SpecException.class)
        .hasMessage(sentence);
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    assertThatThrownBy(() -> SweepReader.readFile(Path.of("nowhere.toml")))
        .hasMessage("There is no sweep file nowhere.toml; check the path");
  }
}
