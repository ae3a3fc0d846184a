package groklab.monitor.importer;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.monitor.log.RunLog;
import groklab.monitor.log.Series;
import groklab.monitor.log.StepUnit;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that the real tools have written (`foreign/make.py`), against what was handed to these.
class ForeignFilesTest {
  static Path foreign(String name) {
    try {
      return Path.of(ForeignFilesTest.class.getResource("/foreign/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RunLog only(String name) {
    List<RunLog> logs = LogFinder.find(foreign(name));
    assertThat(logs).hasSize(1);
    return logs.getFirst();
  }

  /// Column of `truth.csv`, by plain splitting.
  private static double[] truth(String column) {
    try {
      List<String> lines = Files.readAllLines(foreign("truth.csv"));
      int at = List.of(lines.getFirst().split(",", -1)).indexOf(column);
      return lines.stream()
          .skip(1)
          .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[at]))
          .toArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "truth.csv, train_loss, train_accuracy, val_loss, val_accuracy",
    "tensorboard-torch, train_loss, train_accuracy, val_loss, val_accuracy",
    "tensorboard-x, train_loss, train_accuracy, val_loss, val_accuracy",
    "tensorboard-2, train/loss, train/accuracy, validation/loss, validation/accuracy",
    "tensorboard-added, loss_train/loss, accuracy_train/accuracy, loss_val/loss,"
        + " accuracy_val/accuracy",
    "tensorboard-restarted, train_loss, train_accuracy, val_loss, val_accuracy",
    "wandb, train_loss, train_accuracy, val_loss, val_accuracy",
    "lightning, train_loss, train_accuracy, val_loss, val_accuracy",
    "json-lines, train/loss, train/accuracy, val/loss, val/accuracy",
    "mlflow, train_loss, train_accuracy, val_loss, val_accuracy",
  })
  void everyPointComesBackAsItWasLogged(
      String folder, String trainLoss, String trainAccuracy, String valLoss, String valAccuracy) {
    RunLog log = only(folder);
    assertThat(log.unit()).isEqualTo(StepUnit.STEP);
    assertThat(log.remarks()).isEmpty();
    List<String> names = List.of(trainLoss, trainAccuracy, valLoss, valAccuracy);
    List<String> columns = List.of("train_loss", "train_accuracy", "val_loss", "val_accuracy");
    assertThat(log.series()).extracting(Series::name).containsExactlyInAnyOrderElementsOf(names);
    for (int i = 0; i < names.size(); i++) {
      Series series = log.find(names.get(i)).orElseThrow();
      assertThat(series.values()).as(names.get(i)).containsExactly(truth(columns.get(i)));
      assertThat(series.steps()).hasSize(60).startsWith(0, 10, 20).endsWith(580, 590);
    }
  }

  @Test
  void theWeightDecayOfARunIsReadFromItsSettings() {
    RunLog wandb = only("settings-wandb");
    assertThat(wandb.settings().weightDecay()).hasValue(0.3);
    assertThat(wandb.series()).extracting(Series::name).containsExactly("train_loss");
    List<RunLog> mlflow = LogFinder.find(foreign("settings-mlflow"));
    assertThat(mlflow)
        .extracting(each -> each.settings().weightDecay())
        .as("the second has two of them")
        .containsExactly(OptionalDouble.of(0.3), OptionalDouble.empty());
  }

  @Test
  void soItIsFromTheFilesOfMlflow(@TempDir Path folder) throws IOException {
    Path run = Files.createDirectories(folder.resolve("0/run"));
    Files.writeString(run.resolve("meta.yaml"), "run_name: x\n");
    Files.createDirectories(run.resolve("metrics"));
    Files.writeString(run.resolve("metrics/train_loss"), "1 3.0 0\n2 2.0 1\n");
    Files.createDirectories(run.resolve("params/optimizer"));
    Files.writeString(run.resolve("params/optimizer/weight_decay"), "0.05");
    Files.writeString(run.resolve("params/notes"), "weight decay is 3");
    RunLog log = LogFinder.find(folder).getFirst();
    assertThat(log.settings().weightDecay()).hasValue(0.05);
    assertThat(log.series()).extracting(Series::name).containsExactly("train_loss");
    assertThat(log.remarks()).isEmpty();
  }

  @Test
  void whatARestartLogsAgainCountsOnceAndIsCounted() {
    RunLog log = only("tensorboard-restarted");
    assertThat(log.series()).allSatisfy(each -> assertThat(each.superseded()).isEqualTo(11));
  }

  @Test
  void printedLinesComeBackAsTheyWereRounded() {
    RunLog log = only("printed");
    Series loss = log.find("val_loss").orElseThrow();
    double[] truth = truth("val_loss");
    assertThat(loss.size()).isEqualTo(60);
    for (int i = 0; i < truth.length; i++) {
      assertThat(loss.values()[i]).isEqualTo(Double.parseDouble("%.4f".formatted(truth[i])));
    }
  }

  @Test
  void theNewestCheckpointOfATrainerHoldsItsWholeHistory() throws IOException {
    RunLog log = only("hugging-face");
    assertThat(log.path()).isEqualTo(foreign("hugging-face"));
    var truth = new TreeMap<Long, Double>();
    for (var each : JsonObjects.MAPPER.readTree(foreign("hugging-face.json")).values()) {
      if (each.has("eval_loss")) {
        truth.put(each.get("step").longValue(), each.get("eval_loss").doubleValue());
      }
    }
    Series loss = log.find("eval_loss").orElseThrow();
    var read = new TreeMap<Long, Double>();
    for (int i = 0; i < loss.size(); i++) {
      read.put(loss.steps()[i], loss.values()[i]);
    }
    assertThat(read).hasSize(6).isEqualTo(truth);
    assertThat(loss.superseded()).isZero();
  }

  @Test
  void theHistoryOfKerasIsThatOfItsTable() {
    List<RunLog> logs = new ArrayList<>(LogFinder.find(foreign("keras")));
    assertThat(logs).hasSize(2).allSatisfy(log -> assertThat(log.unit()).isEqualTo(StepUnit.EPOCH));
    for (String name : List.of("loss", "accuracy", "val_loss", "val_accuracy")) {
      double[] one = logs.getFirst().find(name).orElseThrow().values();
      assertThat(one).hasSize(12).containsExactly(logs.getLast().find(name).orElseThrow().values());
    }
  }
}
