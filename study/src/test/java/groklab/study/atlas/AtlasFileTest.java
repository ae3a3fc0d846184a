package groklab.study.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.lab.probe.Probe;
import groklab.study.query.QueryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtlasFileTest {
  @TempDir private Path folder;

  @Test
  void readsRunsWithTheirCurves() throws SQLException {
    Path file = folder.resolve("it's.parquet");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          """
          COPY (SELECT 'fitted' AS part, 'add' AS family, 'a1' AS id, seed, \
          '{"optimizer.weightDecay":0.5}' AS settings, 4000 AS budget, 0.1 AS chance, \
          2.5 AS trainGuessLoss, 2.25 AS validationGuessLoss, [0, 10] AS step, \
          [2.5, 'nan'::DOUBLE] AS trainLoss, [0.1::DOUBLE, 1] AS trainAccuracy, \
          [2.5::DOUBLE, 3] AS validationLoss, [0.125::DOUBLE, null] AS validationAccuracy \
          FROM range(2) t(seed)) TO '%s' (FORMAT parquet)\
          """
              .formatted(file.toString().replace("'", "''")));
    }
    List<AtlasRun> runs = AtlasFile.read(file);
    assertThat(runs).extracting(AtlasRun::seed).containsExactlyInAnyOrder(0L, 1L);
    assertThat(runs).extracting(AtlasRun::cell).containsOnly(runs.getFirst().cell());
    AtlasRun run = runs.getFirst();
    assertThat(run.settings()).containsEntry("optimizer.weightDecay", 0.5);
    assertThat(run.criterion().baseline(Probe.VALIDATION).lossOfGuessing()).isEqualTo(2.25);
    assertThat(run.probes()).extracting(Probe::step).containsExactly(0L, 10L);
    assertThat(run.probes().getFirst().value(Probe.VALIDATION_ACCURACY)).isEqualTo(0.125);
    assertThat(run.probes().getLast().value(Probe.TRAIN_LOSS)).isNaN();
    assertThat(run.probes().getLast().values()).doesNotContainKey(Probe.VALIDATION_ACCURACY);
  }

  @Test
  void refusesWhatIsNoAtlas() throws IOException {
    assertThatThrownBy(() -> AtlasFile.read(folder.resolve("no")))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("There is no file");
    Path log = Files.writeString(folder.resolve("log.csv"), "step,loss");
    assertThatThrownBy(() -> AtlasFile.read(log))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("is no Parquet file", "groklab diagnose " + log);
    Path other = Files.writeString(folder.resolve("other"), "PAR1 and nothing else");
    assertThatThrownBy(() -> AtlasFile.read(other)).isInstanceOf(QueryException.class);
  }
}
