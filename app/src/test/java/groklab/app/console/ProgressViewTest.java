package groklab.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.LossShare;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressViewTest {
  private static final DoubleFunction<String> ACCURACY = new Accuracy()::format;

  private static final Terminal PIPE = new Terminal(OptionalInt.empty());

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void writesOneLinePerTenthOfTheBudgetIntoAPipe() {
    try (var view = new ProgressView(err, PIPE, "quickstart", ACCURACY, 0, 1000)) {
      for (int step = 1; step <= 1000; step++) {
        view.step(step, 500);
      }
    }
    assertThat(written().lines()).hasSize(10);
    assertThat(written().lines().findFirst())
        .contains("quickstart: step 100/1,000 (10 %)  500 steps/s  at most 2 s");
    assertThat(written()).endsWith("step 1,000/1,000 (100 %)  500 steps/s\n");
  }

  @Test
  void writesNoLineForTenthsThatWereDoneBeforeAResume() {
    try (var view = new ProgressView(err, PIPE, "run", ACCURACY, 950, 1000)) {
      view.step(951, 500);
      view.step(1000, 500);
    }
    assertThat(written().lines()).hasSize(1);
  }

  @Test
  void writesOneLineWhenABigStepCrossesSeveralTenths() {
    try (var view = new ProgressView(err, PIPE, "run", ACCURACY, 0, 7)) {
      view.step(5, Double.NaN);
    }
    assertThat(written()).isEqualTo("run: step 5/7 (71 %)\n");
  }

  @Test
  void roundsAccuracyDownSoThatHundredPercentMeansAll() {
    try (var view = new ProgressView(err, PIPE, "run", ACCURACY, 0, 10)) {
      view.measured(0.9999, 0.123, "plateau");
      view.step(10, 1);
    }
    assertThat(written()).contains("train 99.9 %  validation 12.3 %  plateau");
  }

  @Test
  void leavesOutAnAccuracyThatIsNotMeasured() {
    try (var view = new ProgressView(err, PIPE, "run", ACCURACY, 0, 10)) {
      view.measured(1, Double.NaN, "plateau");
      view.step(10, 1);
    }
    assertThat(written()).contains("train 100.0 %  plateau").doesNotContain("validation");
  }

  @Test
  void redrawsOneLineOnATerminalAndEndsIt() {
    try (var view =
        new ProgressView(err, new Terminal(OptionalInt.of(120)), "run", ACCURACY, 0, 100)) {
      view.measured(1, 0.5, "transition");
      view.step(50, 10);
    }
    String last = lastDrawn();
    assertThat(last).contains("50/100  10 steps/s  train 100.0 %  validation 50.0 %  transition");
    assertThat(last).contains("  at most 5 s").hasSizeLessThan(120);
    long filled = last.chars().filter(c -> c == '=').count();
    int room = last.indexOf(']') - last.indexOf('[') - 1;
    assertThat(filled).isEqualTo(room / 2);
    assertThat(written()).endsWith("\n").containsOnlyOnce("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "80, addition-59-seed0  12000/100000  train 100.0 %  validation 50.0 %  plateau",
    "60, 12000/100000  train 100.0 %  validation 50.0 %  plateau",
    "50, 12000/100000  train 100.0 %  validation 50.0 %",
    "44, 12000  train 100.0 %  validation 50.0 %",
    "34, train 100.0 %  validation 50.0 %",
    "20, train 100.0 %  vali"
  })
  void aNarrowTerminalKeepsTheValuesLongest(int columns, String line) {
    try (var view =
        new ProgressView(
            err,
            new Terminal(OptionalInt.of(columns)),
            "addition-59-seed0",
            ACCURACY,
            0,
            100_000)) {
      view.measured(1, 0.5, "plateau");
      view.step(12_000, 10);
    }
    assertThat(lastDrawn().replace(",", "").strip()).startsWith(line);
    assertThat(lastDrawn()).hasSizeLessThan(columns);
  }

  @Test
  void givesLongTimesInMinutesAndHours() {
    try (var view = new ProgressView(err, PIPE, "run", ACCURACY, 0, 100_000)) {
      view.step(10_000, 100);
      view.step(20_000, 10);
    }
    assertThat(written()).contains("at most 15 min 0 s").contains("at most 2 h 13 min");
  }

  private String lastDrawn() {
    String all = written().stripTrailing();
    return all.substring(all.lastIndexOf('\r') + 1);
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aRunWithoutAccuraciesShowsPlainNumbers() {
    try (var view = new ProgressView(err, PIPE, "run", new LossShare()::format, 0, 10)) {
      view.measured(0.0123, 1.5, "plateau");
      view.step(10, 1);
    }
    assertThat(written()).contains("train 0.0123  validation 1.5  plateau");
  }
}
