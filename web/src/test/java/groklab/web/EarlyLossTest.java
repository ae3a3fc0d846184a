package groklab.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import groklab.lab.rundir.RunDirectory;
import groklab.lab.trace.TraceFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyLossTest {
  @TempDir Path directory;

  /// A loss that falls slowly and swings with a period of 16 steps.
  private static double loss(int step) {
    return 2 + Math.exp(-step / 100.0) + 0.1 * Math.sin(2 * Math.PI * step / 16);
  }

  private RunDirectory run(int steps) {
    var run = new SampleRun(directory.resolve("run")).write();
    try (var trace = TraceFile.open(run.traceFile(), 0, new double[0])) {
      for (int step = 0; step < steps; step++) {
        trace.add(loss(step));
      }
      trace.end();
    }
    return run;
  }

  @Test
  void showSaysHowMuchTheLossSwings() {
    var run = run(600);
    assertThat(RunText.of(run))
        .contains(
            "In its first 400 steps the training loss swings with an energy of 0.005016 in periods"
                + " of up to 40 steps, most of all in 16.33 steps (Hjorth activity 0.07161,");
    assertThat(RunText.data(run))
        .extractingByKey("oscillation")
        .asInstanceOf(MAP)
        .containsEntry("steps", 400)
        .hasEntrySatisfying(
            "energy", energy -> assertThat((double) energy).isCloseTo(0.005, within(5e-5)));
  }

  @Test
  void theReportDrawsEveryStepAndTheEnergyOfEachPeriod() {
    String page = ReportPage.after(RunData.read(run(600)));
    assertThat(page).contains("The first steps, one by one", "by period in steps</text>");
    assertThat(points(page, 0)).isEqualTo(400);
    assertThat(points(page, 1)).isEqualTo(399);
  }

  private static int points(String page, int path) {
    return page.split("<path d=\"", -1)[path + 1].split("\"", -1)[0].split("[ML]", -1).length - 1;
  }

  @Test
  void ofTooFewStepsThereIsTheCurveAlone() {
    var run = run(30);
    assertThat(ReportPage.after(RunData.read(run)))
        .contains("by step</text>")
        .doesNotContain("by period in steps");
    assertThat(RunText.of(run)).doesNotContain("swings with an energy");
    assertThat(RunText.data(run)).containsEntry("oscillation", null);
  }

  @Test
  void aRunThatKeptNoLossesHasNeither() {
    var run = new SampleRun(directory.resolve("run")).write();
    assertThat(ReportPage.after(RunData.read(run))).doesNotContain("one by one");
    assertThat(RunText.of(run)).doesNotContain("swings with an energy");
  }
}
