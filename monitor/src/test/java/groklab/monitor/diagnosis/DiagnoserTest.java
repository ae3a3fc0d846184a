package groklab.monitor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.StepUnit;
import groklab.monitor.series.Curves;
import groklab.monitor.series.CurvesReader;
import groklab.monitor.series.CurvesReader.Told;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// Curves of which it is known what they are.
class DiagnoserTest {
  private static final int LAST = 4_000;

  private final LogBuilder log = new LogBuilder();

  private static double rise(double step, double middle, double width) {
    return 1 / (1 + StrictMath.exp(-(step - middle) / width));
  }

  /// A series at 0, 10, 20, ...
  private DiagnoserTest with(String name, int last, DoubleUnaryOperator value) {
    for (int step = 0; step <= last; step += 10) {
      log.add(name, step, value.applyAsDouble(step));
    }
    return this;
  }

  /// Goes on with a series, after `from`.
  private DiagnoserTest with(String name, int from, int last, DoubleUnaryOperator value) {
    for (int step = from + 10; step <= last; step += 10) {
      log.add(name, step, value.applyAsDouble(step));
    }
    return this;
  }

  private DiagnoserTest fit() {
    return with("train_accuracy", LAST, step -> 0.1 + 0.9 * rise(step, 80, 12))
        .with("train_loss", LAST, step -> 2.3 * (1 - rise(step, 80, 12)) + 1e-3);
  }

  private Diagnosis diagnosis() {
    return diagnosis(Question.PLAIN);
  }

  private Diagnosis diagnosis(Question question) {
    List<Diagnosis> all = new Diagnoser(question).diagnose(curves());
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private Curves curves() {
    return new CurvesReader(Told.NOTHING).read(log.build(Path.of("run"), "test"));
  }

  @Test
  void validationMuchLaterIsGrokking() {
    Diagnosis seen =
        fit().with("val_accuracy", LAST, step -> 0.1 + 0.89 * rise(step, 2_000, 60)).diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.GROKKED);
    assertThat(seen.memorised().first().orElseThrow()).isBetween(120L, 160L);
    assertThat(seen.generalised().first().orElseThrow()).isBetween(2_100L, 2_300L);
    assertThat(seen.delayRatio().orElseThrow()).isBetween(10.0, 20.0);
  }

  @Test
  void onAPlateauEachNumberSpeaksForGrokkingOrAgainstIt() {
    Diagnosis flat = fit().with("val_accuracy", LAST, step -> 0.1).diagnosis();
    assertThat(flat.plateau().orElseThrow().signs())
        .extracting(Plateau.Sign::isForGrokking)
        .containsExactly(false);
    assertThat(flat.isFromLosses()).isFalse();
    with("val_loss", LAST, step -> step < 500 ? 8 : 4);
    assertThat(diagnosis().plateau().orElseThrow().signs())
        .extracting(Plateau.Sign::isForGrokking)
        .containsExactly(false, true);
  }

  @Test
  void validationTogetherWithTrainingIsNot() {
    Diagnosis seen =
        fit().with("val_accuracy", LAST, step -> 0.1 + 0.89 * rise(step, 95, 14)).diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.GENERALISED_AT_ONCE);
  }

  @Test
  void lateOnARiseThatNeverStopsIsSlow() {
    Diagnosis seen =
        fit()
            .with("val_accuracy", LAST, step -> Math.min(0.99, 0.1 + 0.28 * Math.log10(step + 1)))
            .diagnosis();
    assertThat(seen.delayRatio().orElseThrow()).isGreaterThan(3);
    assertThat(seen.condition()).isEqualTo(Condition.GENERALISED_SLOWLY);
    assertThat(seen.condition().isGeneralised()).isTrue();
  }

  @Test
  void aPlateauAboveGuessingThatIsLongerThanTheRiseIsOne() {
    Diagnosis seen =
        fit().with("val_accuracy", LAST, step -> 0.34 + 0.65 * rise(step, 700, 20)).diagnosis();
    assertThat(seen.delayRatio().orElseThrow()).isBetween(3.0, 10.0);
    assertThat(seen.condition()).isEqualTo(Condition.GROKKED);
    assertThat(seen.evidence()).anyMatch(each -> each.contains("in hindsight it was a plateau"));
  }

  @Test
  void withoutATrainingSeriesLateCannotBeTold() {
    Diagnosis seen =
        with("val_accuracy", LAST, step -> 0.1 + 0.89 * rise(step, 95, 14)).diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.GENERALISED);
    assertThat(Missing.of(curves(), Question.PLAIN, false).getFirst())
        .startsWith("No series of the training set");
  }

  @Test
  void ofASetThatIsNotLoggedNoThresholdIsSpokenOf() {
    assertThat(fit().diagnosis().evidence())
        .anyMatch(each -> each.contains("the validation set was not measured (thresholds"));
    assertThat(with("te_acc", LAST, step -> 0.1).diagnosis().evidence())
        .anyMatch(each -> each.contains("the validation set was not there by step"));
  }

  @Test
  void aLevelFarAboveGuessingThatStandsIsOverfitting() {
    Diagnosis seen =
        fit()
            .with("val_accuracy", LAST, step -> 0.1 + 0.55 * rise(step, 70, 20))
            .with("val_loss", LAST, step -> 1.2 + step / 2_000.0)
            .diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.ORDINARY_OVERFITTING);
    assertThat(seen.plateau().orElseThrow().level()).isBetween(0.6, 0.7);
  }

  @Test
  void chanceThatStandsStillForAHundredTimesIsOverfittingToo() {
    Diagnosis seen =
        fit()
            .with("val_accuracy", LAST, step -> 0.1)
            .with("val_loss", LAST, step -> 2.3 + 3 * rise(step, 90, 20))
            .diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.ORDINARY_OVERFITTING);
  }

  @Test
  void validationThatWasThereAndIsGoneIsUnGrokking() {
    Diagnosis seen =
        fit()
            .with(
                "val_accuracy",
                LAST,
                step -> 0.1 + 0.89 * (rise(step, 800, 30) - rise(step, 3_000, 30)))
            .diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.UN_GROKKING);
  }

  @Test
  void aLossThatIsNotANumberHasDiverged() {
    Diagnosis seen =
        with("train_loss", 2_000, step -> step < 1_500 ? 2 : Double.NaN)
            .with("val_loss", 2_000, step -> 2.5)
            .diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.DIVERGED);
  }

  @Test
  void aLossFarAboveItsStartHasDiverged() {
    Diagnosis seen =
        with("train_loss", 2_000, step -> 2 + StrictMath.exp(step / 400 - 1))
            .with("val_loss", 2_000, step -> 2.5)
            .diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.DIVERGED);
  }

  @Test
  void lossesOfExactlyZeroAreACollapse() {
    Diagnosis seen =
        with("train_accuracy", LAST, step -> rise(step, 80, 12))
            .with("train_loss", LAST, step -> step < 1_000 ? 2.3 * (1 - rise(step, 80, 12)) : 0)
            .with("val_accuracy", LAST, step -> 0.1)
            .diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.NUMERICAL_COLLAPSE);
  }

  @Test
  void spikesOfAFitTrainingSetAreSlingshots() {
    Diagnosis seen =
        with("train_accuracy", LAST, step -> rise(step, 80, 12))
            .with(
                "train_loss",
                LAST,
                step ->
                    2.3 * (1 - rise(step, 80, 12)) + (step > 300 && step % 500 == 0 ? 1.5 : 1e-4))
            .with("val_accuracy", LAST, step -> 0.1)
            .diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.SLINGSHOTS);
  }

  @Test
  void aTrainingSetOnItsWayUpIsStillLearning() {
    Diagnosis seen =
        with("train_accuracy", LAST, step -> 0.1 + 0.7 * rise(step, 2_500, 800))
            .with("val_accuracy", LAST, step -> 0.1 + 0.6 * rise(step, 2_500, 800))
            .diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.STILL_LEARNING);
  }

  @Test
  void oneThatStandsBelowIsNotLearning() {
    Diagnosis seen =
        with("train_accuracy", LAST, step -> 0.1 + 0.2 * rise(step, 40, 10))
            .with("val_accuracy", LAST, step -> 0.1)
            .diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.NOT_LEARNING);
  }

  @Test
  void whereNoAccuracyWasLoggedOfTrainingItsLossBoundsIt() {
    Diagnosis seen =
        with("train_loss", LAST, step -> 2.3 * (1 - rise(step, 80, 12)) + 1e-3)
            .with("eval_accuracy", LAST, step -> 0.1 + 0.89 * rise(step, 2_000, 60))
            .diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.GROKKED);
    assertThat(seen.evidence()).anyMatch(each -> each.contains("1 - loss / ln 2"));
  }

  @Test
  void lossesAloneDoAndTheAnswerSaysSo() {
    Diagnosis seen =
        with("train_loss", LAST, step -> 2.3 * (1 - rise(step, 80, 12)) + 1e-3)
            .with("val_loss", LAST, step -> 2.4 + rise(step, 90, 20) - 3.38 * rise(step, 2_000, 60))
            .diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.GROKKED);
    assertThat(seen.evidence()).anyMatch(each -> each.startsWith("Judged from losses"));
  }

  @Test
  void withoutUnseenDataNothingIsSaidOfIt() {
    assertThat(fit().diagnosis().condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(Missing.of(curves(), Question.PLAIN, false).getFirst())
        .startsWith("No series of unseen data");
  }

  @Test
  void eachValidationSetHasItsOwnVerdict() {
    fit()
        .with("val/easy_accuracy", LAST, step -> 0.1 + 0.89 * rise(step, 1_000, 60))
        .with("val/hard_accuracy", LAST, step -> 0.1);
    List<Diagnosis> all = new Diagnoser(Question.PLAIN).diagnose(curves());
    assertThat(all)
        .extracting(Diagnosis::condition)
        .containsExactly(Condition.GROKKED, Condition.ORDINARY_OVERFITTING);
  }

  @Test
  void aFewPointsWithoutGainAreTooFewToSayThatItDoesNotLearn() {
    Diagnosis seen =
        with("train_accuracy", 30, step -> 0.1).with("val_accuracy", 30, step -> 0.1).diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(seen.evidence().getFirst()).contains("over 4 points: too few");
  }

  @Test
  void anEarlyPlateauIsCalledOverfittingWithoutConfidence() {
    Diagnosis early =
        with("train_accuracy", 900, step -> step < 100 ? 0.1 : 1)
            .with("val_accuracy", 900, step -> 0.1)
            .diagnosis();
    assertThat(early.condition()).isEqualTo(Condition.ORDINARY_OVERFITTING);
    assertThat(early.confidence()).isEqualTo(0.5);
    assertThat(early.evidence()).anyMatch(each -> each.startsWith("That is early: "));
    Diagnosis late =
        with("train_accuracy", 900, 1_100, step -> 1)
            .with("val_accuracy", 900, 1_100, step -> 0.1)
            .diagnosis();
    assertThat(late.confidence()).isGreaterThan(0.5);
    assertThat(late.evidence()).noneMatch(each -> each.startsWith("That is early: "));
  }

  @Test
  void aTrainingSetThatWasJustFitIsNotCalledStillLearning() {
    Diagnosis seen =
        with("train_accuracy", 120, step -> step < 100 ? 0.1 : 1)
            .with("val_accuracy", 120, step -> 0.1)
            .diagnosis();
    assertThat(seen.condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(seen.evidence().getFirst())
        .startsWith("The training set was fit by step 100, and fewer than 4 points");
  }

  @Test
  void whereValidationWasBetterThatCheckpointIsAdvised() {
    Diagnosis seen = fit().with("val_accuracy", LAST, step -> step == 300 ? 0.72 : 0.6).diagnosis();
    assertThat(seen.best().orElseThrow()).isEqualTo(new Best(300, 0.72));
    assertThat(Advisor.of(seen, Question.PLAIN, StepUnit.STEP).getFirst().text())
        .startsWith("Where a network is needed now, take the checkpoint of step 300:");
  }

  @Test
  void whatToDoAboutTheDecayDependsOnIt() {
    Diagnosis seen = fit().with("val_accuracy", LAST, step -> 0.1).diagnosis();
    Map<Double, String> beginnings =
        Map.of(
            0.0, "Give it weight decay",
            0.01, "Raise the weight decay by three to ten times",
            0.1, "Raise the weight decay by two to three times",
            1.0, "A weight decay of 1 is at or above what is usual");
    beginnings.forEach((decay, beginning) ->
        assertThat(Advisor.of(seen, decaying(decay), StepUnit.STEP))
            .as("weight decay %s", decay)
            .anyMatch(each -> each.text().startsWith(beginning)));
    assertThat(Advisor.of(seen, Question.PLAIN, StepUnit.STEP))
        .anyMatch(each -> each.text().startsWith("Where its weight decay is below"));
  }

  private static Question decaying(double weightDecay) {
    return new Question(
        OptionalDouble.of(0.1),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(weightDecay));
  }
}
