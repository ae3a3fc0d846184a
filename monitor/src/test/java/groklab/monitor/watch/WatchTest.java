package groklab.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.monitor.diagnosis.Condition;
import groklab.monitor.diagnosis.Diagnoser;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.diagnosis.Question;
import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.StepUnit;
import groklab.monitor.series.Curves;
import groklab.monitor.series.CurvesReader;
import groklab.monitor.series.CurvesReader.Told;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A run of a perceptron that groks, in the curves of a formula, looked at as it grows.
class WatchTest {
  private final Watch watch = new Watch();

  private static double rise(double step, double middle, double width) {
    return 1 / (1 + StrictMath.exp(-(step - middle) / width));
  }

  /// @param generalises step at which half of the validation set is right
  private static RunLog grown(int last, double generalises) {
    var log = new LogBuilder();
    for (int step = 0; step <= last; step += 10) {
      log.add("train_accuracy", step, 0.1 + 0.9 * rise(step, 80, 12));
      log.add("train_loss", step, 2.3 * (1 - rise(step, 80, 12)) + 1e-3);
      log.add("val_accuracy", step, 0.1 + 0.89 * rise(step, generalises, 60));
      log.add("eval/bleu", step, step < 1_000 ? 3 : 21);
    }
    return log.build(Path.of("run"), "test");
  }

  private static Curves curves(RunLog log) {
    return new CurvesReader(Told.NOTHING).read(log);
  }

  private static List<Diagnosis> diagnoses(RunLog log) {
    return new Diagnoser(Question.PLAIN).diagnose(curves(log));
  }

  private List<Change> look(int last) {
    RunLog log = grown(last, 2_000);
    return watch.look(log, curves(log), diagnoses(log));
  }

  private static List<Condition> conditions(List<Change> changes) {
    return changes.stream()
        .flatMap(each ->
            each instanceof Change.Turned turned
                ? java.util.stream.Stream.of(turned.now())
                : java.util.stream.Stream.empty())
        .toList();
  }

  @Test
  void everyConditionIsToldOnceAndInItsOrder() {
    List<Condition> told = new ArrayList<>();
    for (int last = 60; last <= 4_000; last += 60) {
      told.addAll(conditions(look(last)));
    }
    assertThat(told).startsWith(Condition.STILL_LEARNING).endsWith(Condition.GROKKED);
    assertThat(told).contains(Condition.ORDINARY_OVERFITTING, Condition.GROKKING_NOW);
    for (int i = 1; i < told.size(); i++) {
      assertThat(told.get(i)).isNotEqualTo(told.get(i - 1));
    }
    assertThat(look(4_000)).as("nothing new").isEmpty();
  }

  @Test
  void aLineSaysWhereTheSetsStandNow() {
    look(60);
    assertThat(look(600))
        .singleElement()
        .extracting(each -> each.words(StepUnit.STEP))
        .asString()
        .startsWith("was still-learning, now ordinary-overfitting: ")
        .contains("training set 1.00", "validation set 0.10", "; memorised by step ")
        .contains("That is early: ");
    assertThat(look(4_000))
        .filteredOn(each -> each instanceof Change.Turned)
        .singleElement()
        .extracting(each -> each.words(StepUnit.EPOCH))
        .asString()
        .contains("validation set 0.99", "; generalised by epoch ");
  }

  @Test
  void aScoreOfAnyEvaluationThatLeapsIsToldOnce() {
    List<Change> told = new ArrayList<>();
    for (int last = 500; last <= 1_500; last += 50) {
      told.addAll(look(last));
    }
    assertThat(told)
        .filteredOn(each -> each.about().equals("eval/bleu"))
        .containsExactly(new Change.Leapt(new Leap("eval/bleu", 1_000, 1_010, 3, 21)));
  }

  @Test
  void theFirstLookAtAnOldLogTellsTheLastLeapOfEachSeries() {
    assertThat(look(4_000))
        .filteredOn(each -> each instanceof Change.Leapt)
        .extracting(Change::about)
        .containsExactlyInAnyOrder("val_accuracy", "eval/bleu");
  }

  @Test
  void aPlateauIsHopelessWhenPatienceIsSpentAndNotBefore() {
    RunLog log = grown(4_000, 1e9);
    List<Diagnosis> flat = diagnoses(log);
    assertThat(flat.getFirst().condition()).isEqualTo(Condition.ORDINARY_OVERFITTING);
    double memorised = flat.getFirst().memorised().first().orElseThrow();
    assertThat(new Hopeless(4_000 / memorised).holds(flat, 4_000)).isTrue();
    assertThat(new Hopeless(4_010 / memorised).holds(flat, 4_000)).isFalse();
  }

  @Test
  void aRunThatGeneralisesIsNeverHopeless() {
    assertThat(new Hopeless(1).holds(diagnoses(grown(4_000, 2_000)), 4_000)).isFalse();
  }
}
