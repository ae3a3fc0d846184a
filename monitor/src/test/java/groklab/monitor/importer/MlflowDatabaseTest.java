package groklab.monitor.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.Series;
import groklab.monitor.log.StepUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Databases that SQLite has written (`foreign/make.py`).
class MlflowDatabaseTest {
  @TempDir private Path folder;

  private static Series of(List<RunLog> logs, int run, String name) {
    return logs.get(run).find(name).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlflow-database", "mlflow-wal"})
  void everyRunIsALogWithEveryPoint(String name) {
    List<RunLog> logs = LogFinder.find(ForeignFilesTest.foreign(name));
    Path file = ForeignFilesTest.foreign(name).resolve("mlflow.db");
    assertThat(logs)
        .extracting(RunLog::path)
        .containsExactly(
            file.resolve("Default/foreign 00000000"), file.resolve("addition_97/short 11111111"));
    RunLog truth = LogFinder.find(ForeignFilesTest.foreign("truth.csv")).getFirst();
    assertThat(truth.series())
        .hasSize(4)
        .allSatisfy(each -> assertThat(of(logs, 0, each.name())).isEqualTo(each));
  }

  @Test
  void pointsWithoutStepsAreCountedAndInfinityAndNanComeBack() {
    List<RunLog> logs = LogFinder.find(ForeignFilesTest.foreign("mlflow-database"));
    Series loss = of(logs, 1, "train_loss");
    assertThat(loss.steps()).containsExactly(0, 1, 2, 3);
    assertThat(loss.values()).containsExactly(3, 2, Double.POSITIVE_INFINITY, Double.NaN);
    assertThat(logs.get(1).unit()).isEqualTo(StepUnit.LINE);
    assertThat(logs.getFirst().unit()).isEqualTo(StepUnit.STEP);
    assertThat(logs.get(1).remarks())
        .containsExactlyInAnyOrder(
            "train_loss was logged without steps, so its points are counted",
            "Runs that were deleted in MLflow are left out: 1");
  }

  private List<RunLog> withLog(int bytes) throws IOException {
    Path from = ForeignFilesTest.foreign("mlflow-wal");
    Files.write(folder.resolve("mlflow.db"), Files.readAllBytes(from.resolve("mlflow.db")));
    byte[] log = Files.readAllBytes(from.resolve("mlflow.db-wal"));
    Files.write(folder.resolve("mlflow.db-wal"), Arrays.copyOf(log, bytes));
    return LogFinder.find(folder);
  }

  @Test
  void whatTheWriteAheadLogHoldsCountsAsFarAsItWasCommitted() throws IOException {
    assertThat(of(withLog(0), 0, "train_loss").size()).isEqualTo(38);
    byte[] log =
        Files.readAllBytes(ForeignFilesTest.foreign("mlflow-wal").resolve("mlflow.db-wal"));
    assertThat(of(withLog(log.length - 1), 0, "train_loss").size()).isIn(38, 60);
    assertThat(withLog(log.length)).hasSize(2);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void aDamagedDatabaseIsReadUpToThereAndSaysSo() throws IOException {
    byte[] bytes =
        Files.readAllBytes(ForeignFilesTest.foreign("mlflow-database").resolve("mlflow.db"));
    Path file = folder.resolve("mlflow.db");
    Files.write(file, Arrays.copyOf(bytes, 12 * 4_096));
    List<RunLog> logs = LogFinder.find(file);
    assertThat(logs).isNotEmpty();
    assertThat(logs.getFirst().remarks())
        .contains(file + " is damaged: it refers to page 16 of 12; it was read up to there");
    Files.write(file, Arrays.copyOf(bytes, 5_000));
    assertThatThrownBy(() -> LogFinder.find(file))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("holds nothing that was logged in a format known here (")
        .hasMessageContaining("is damaged: it refers to page");
  }
}
