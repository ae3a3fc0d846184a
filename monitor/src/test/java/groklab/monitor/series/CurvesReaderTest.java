package groklab.monitor.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.Series;
import groklab.monitor.series.CurvesReader.Told;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurvesReaderTest {
  private static RunLog log(String... names) {
    var log = new LogBuilder();
    for (String name : names) {
      log.add(name, 1, 50);
      log.add(name, 2, 25);
    }
    return log.build(Path.of("run"), "test");
  }

  private static Curves read(RunLog log) {
    return new CurvesReader(Told.NOTHING).read(log);
  }

  @Test
  void eachDomainIsASetOfItsOwn() {
    Curves curves =
        read(log("train_loss", "eval_loss", "eval_cars_accuracy", "eval_cars_loss", "test_loss"));
    assertThat(curves.validation())
        .extracting(ValidationSet::name)
        .containsExactly("validation cars", "validation", "test");
    assertThat(curves.validation().getFirst().loss()).isPresent();
    assertThat(curves.validation().getLast().accuracy()).isEmpty();
  }

  @Test
  void percentagesBecomeSharesAndErrorsAccuracies() {
    Curves curves = read(log("train_acc", "val_error"));
    assertThat(curves.trainAccuracy().orElseThrow().values()).containsExactly(0.5, 0.25);
    assertThat(curves.validation().getFirst().accuracy().orElseThrow().values())
        .containsExactly(0.5, 0.75);
    assertThat(curves.remarks()).anyMatch(each -> each.contains("per cent"));
  }

  @Test
  void whatIsOutsideZeroToOneIsNoAccuracy() {
    var log = new LogBuilder();
    log.add("train_acc", 1, 0.5);
    log.add("val_acc", 1, -1e300);
    log.add("test_acc", 1, 1e300);
    log.add("test_loss", 1, 3);
    Curves curves = read(log.build(Path.of("run"), "test"));
    assertThat(curves.trainAccuracy()).isPresent();
    assertThat(curves.validation()).extracting(ValidationSet::name).containsExactly("test");
    assertThat(curves.validation().getFirst().accuracy()).isEmpty();
    assertThat(curves.remarks())
        .containsExactlyInAnyOrder(
            "val_acc has values outside 0 to 1 and is not taken for an accuracy",
            "test_acc has values outside 0 to 1 and is not taken for an accuracy");
  }

  @Test
  void aPerplexityBecomesALoss() {
    Series loss = read(log("val_ppl")).validation().getFirst().loss().orElseThrow();
    assertThat(loss.values()).containsExactly(StrictMath.log(50), StrictMath.log(25));
  }

  @Test
  void ofStepsAndEpochsTheEpochsCount() {
    Curves curves = read(log("train_loss_step", "train_loss_epoch"));
    assertThat(curves.trainLoss().map(Series::name)).contains("train_loss_epoch");
  }

  @Test
  void whatIsToldCountsAndHasToBeThere() {
    RunLog log = log("a", "b");
    var told = new Told(Optional.of("a"), Optional.empty(), List.of(), List.of("b"));
    Curves curves = new CurvesReader(told).read(log);
    assertThat(curves.trainLoss()).isPresent();
    assertThat(curves.validation()).hasSize(1);
    var wrong = new Told(Optional.of("c"), Optional.empty(), List.of(), List.of());
    assertThatThrownBy(() -> new CurvesReader(wrong).read(log))
        .hasMessage("run has no series c; it has a, b");
  }

  @Test
  void eachSeriesSaysWhatItIsTakenFor() {
    Curves curves = read(log("train_loss", "train_loss_epoch", "eval_cars_accuracy", "lr"));
    assertThat(curves.use("train_loss_epoch")).contains("training loss");
    assertThat(curves.use("eval_cars_accuracy")).contains("accuracy of validation cars");
    assertThat(curves.use("train_loss")).isEmpty();
    assertThat(curves.use("lr")).isEmpty();
  }

  @Test
  void isCutAtAStep() {
    Curves curves = read(log("train_loss", "val_loss")).until(1);
    assertThat(curves.all()).allSatisfy(each -> assertThat(each.size()).isEqualTo(1));
    assertThat(read(log("train_loss", "val_loss")).until(0).isEmpty()).isTrue();
  }
}
