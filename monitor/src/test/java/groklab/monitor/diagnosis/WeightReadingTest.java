package groklab.monitor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.monitor.checkpoint.Checkpoint;
import groklab.monitor.checkpoint.TensorHistory;
import groklab.monitor.checkpoint.WeightHistory;
import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.StepUnit;
import groklab.monitor.series.Curves;
import groklab.monitor.series.CurvesReader;
import groklab.monitor.series.CurvesReader.Told;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Weights of which it is known how they moved, beside a log on a plateau since step 100.
class WeightReadingTest {
  private static final long[] STEPS = {0, 100, 1_000, 4_000};

  /// One weight, whose values at [#STEPS] these are.
  private static WeightHistory history(double... values) {
    List<Checkpoint> checkpoints = new ArrayList<>();
    double[] squares = new double[values.length];
    double[] fromFirst = new double[values.length];
    double[] fromPrevious = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      checkpoints.add(new Checkpoint(Path.of("step_" + STEPS[i]), OptionalLong.of(STEPS[i])));
      squares[i] = values[i] * values[i];
      fromFirst[i] = (values[i] - values[0]) * (values[i] - values[0]);
      double before = values[Math.max(0, i - 1)];
      fromPrevious[i] = (values[i] - before) * (values[i] - before);
    }
    var weight =
        new TensorHistory("w", "w", "1", 1, squares, fromFirst, fromPrevious, Optional.empty());
    return new WeightHistory(
        Path.of("run"),
        "test",
        StepUnit.STEP,
        Optional.empty(),
        checkpoints,
        List.of(weight),
        List.of("x: left out"));
  }

  private static Diagnosis plateau() {
    var log = new LogBuilder();
    for (int step = 0; step <= 4_000; step += 10) {
      log.add("train_accuracy", step, step < 100 ? step / 100.0 : 1);
      log.add("val_accuracy", step, 0.1);
    }
    Curves curves = new CurvesReader(Told.NOTHING).read(log.build(Path.of("run"), "test"));
    Diagnosis seen = new Diagnoser(Question.PLAIN).diagnose(curves).getFirst();
    assertThat(seen.condition()).isEqualTo(Condition.ORDINARY_OVERFITTING);
    return seen;
  }

  private static WeightReading onPlateau(double... values) {
    return WeightReading.of(history(values), plateau(), StepUnit.STEP);
  }

  private static List<String> advice(WeightReading reading) {
    return Advisor.of(plateau(), Question.PLAIN, StepUnit.STEP, Optional.of(reading)).stream()
        .map(Advice::text)
        .toList();
  }

  @Test
  void aNormThatFallsOnAPlateauIsSaidToSpeakForGrokkingAndNotToProveIt() {
    WeightReading reading = onPlateau(1, 4, 3, 2);
    assertThat(reading.growth()).hasValue(-0.5);
    assertThat(reading.sentences().getFirst())
        .startsWith("The norm of all weights went from 4.00 at step 100 to 2.00 at step 4,000")
        .contains("-50.0 %", "comes before grokking", "runs that never grok can show it too");
    assertThat(advice(reading).getFirst()).startsWith("Train on more distinct examples");
  }

  @Test
  void aNormThatGrowsOnAPlateauPutsWeightDecayFirst() {
    WeightReading reading = onPlateau(1, 2, 3, 4);
    assertThat(reading.sentences().getFirst()).contains("+100.0 %", "it still grows");
    assertThat(advice(reading).getFirst())
        .startsWith(
            "The norm of the weights still grows (+100.0 % since the training set was fit). Where"
                + " its weight decay is below");
    assertThat(advice(reading))
        .filteredOn(each -> each.contains("eight decay is below"))
        .hasSize(1);
    assertThat(advice(reading).getLast()).startsWith("Where steps are cheap, let a copy go on");
  }

  @Test
  void weightsThatStandStillAreSaidToBeSo() {
    WeightReading reading = onPlateau(1, 2, 3, 3);
    assertThat(reading.isStill()).isTrue();
    assertThat(reading.sentences()).anyMatch(each -> each.endsWith("they stand still."));
    assertThat(advice(reading).getFirst()).startsWith("Raise the learning rate");
  }

  @Test
  void theUpdateRatioIsComparedWithThatOfTheFirstInterval() {
    assertThat(onPlateau(1, 2, 2.2, 2.3).sentences())
        .anyMatch(each ->
            each.startsWith(
                "Between step 1,000 and step 4,000 they moved 1.52e-05 of their norm for each step,"
                    + " 0.00152 times the 0.0100 of the first interval"));
  }

  @Test
  void withoutALogNothingIsSaidOfAPlateau() {
    WeightReading reading = WeightReading.of(history(1, 2, 3, 4));
    assertThat(reading.growth()).isEmpty();
    assertThat(reading.sentences().getFirst())
        .contains("from 1.00 at step 0 to 4.00")
        .doesNotContain("fit");
  }

  @Test
  void epochsAreNotComparedWithSteps() {
    WeightReading reading = WeightReading.of(history(1, 2, 3, 4), plateau(), StepUnit.EPOCH);
    assertThat(reading.growth()).isEmpty();
    assertThat(reading.notApplicable())
        .contains(
            "the norm since the training set was fit: the log counts epochs, the checkpoints"
                + " steps");
  }

  @Test
  void whatDoesNotApplyIsCollected() {
    assertThat(WeightReading.of(history(1)).notApplicable())
        .containsExactly(
            "movement of the weights: there is one checkpoint",
            "ranks and spectra: there is no matrix with 10 rows and columns that was read",
            "x: left out");
  }

  @Test
  void weightsThatAreNotFiniteMeanNothingElse() {
    WeightReading reading = onPlateau(1, 2, 3, Double.NaN);
    assertThat(reading.sentences().getFirst()).contains("are not finite: the run has diverged");
    assertThat(reading.growth()).isEmpty();
  }
}
