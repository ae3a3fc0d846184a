package groklab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.web.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnScanTest {
  @TempDir Path directory;

  @Test
  void itReadsWhatParsingReads() {
    RunDirectory run = new SampleRun(directory.resolve("run")).withSpikes().write();
    var scan = ColumnScan.of(run.metricsFile(), "train.loss", "weights.l2", "absent");
    var probes = run.readMetrics();
    assertThat(scan.steps()).containsExactly(probes.stream().mapToLong(Probe::step).toArray());
    assertThat(scan.columns().get(0))
        .containsExactly(probes.stream().mapToDouble(p -> p.value("train.loss")).toArray());
    assertThat(scan.columns().get(1))
        .containsExactly(probes.stream().mapToDouble(p -> p.value("weights.l2")).toArray());
    assertThat(scan.columns().get(2)).containsOnly(Double.NaN);
  }

  @Test
  void aTornLastLineIsPassedOverAndTextsAreNotFinite() throws IOException {
    Path file = directory.resolve("metrics.jsonl");
    Files.writeString(
        file, "{\"step\":0,\"a\":\"NaN\"}\n{\"step\":5,\"a\":1.5e-3}\n{\"step\":7,\"a\":9");
    var scan = ColumnScan.of(file, "a");
    assertThat(scan.steps()).containsExactly(0, 5);
    assertThat(scan.columns().getFirst()).containsExactly(Double.NaN, 1.5e-3);
  }

  @Test
  void aFileThatIsNotThereHasNoProbes() {
    assertThat(ColumnScan.of(directory.resolve("metrics.jsonl"), "a").steps()).isEmpty();
  }

  @Test
  void thinningKeepsTheEndsAndTheExtremes() {
    RunDirectory run = new SampleRun(directory.resolve("run")).probes(3_000).withSpikes().write();
    var scan = ColumnScan.of(run.metricsFile(), "train.loss");
    double[] loss = scan.columns().getFirst();
    int[] chosen = scan.thinned(loss, 60);
    assertThat(chosen).hasSizeLessThanOrEqualTo(244).isSorted().doesNotHaveDuplicates();
    assertThat(chosen).startsWith(0).endsWith(loss.length - 1);
    int highest = 0;
    for (int i = 0; i < loss.length; i++) {
      highest = loss[i] > loss[highest] ? i : highest;
    }
    assertThat(chosen).contains(highest);
  }
}
