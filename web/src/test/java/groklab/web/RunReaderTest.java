package groklab.web;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReaderTest {
  @TempDir Path directory;
  private RunDirectory run;
  private List<String> probes;

  @BeforeEach
  void write() throws IOException {
    run = new SampleRun(directory.resolve("run")).probes(300).withSpikes().withoutSummary().write();
    probes = Files.readAllLines(run.metricsFile());
  }

  private void begin(int count) throws IOException {
    Files.writeString(run.metricsFile(), lines(0, count));
  }

  private void append(int from, int to) throws IOException {
    Files.writeString(run.metricsFile(), lines(from, to), StandardOpenOption.APPEND);
  }

  private String lines(int from, int to) {
    return String.join("\n", probes.subList(from, to)) + "\n";
  }

  private static void assertSame(RunData grown, RunData whole) {
    assertThat(ReportPage.html(grown, Optional.empty()))
        .isEqualTo(ReportPage.html(whole, Optional.empty()));
    assertThat(grown.memorised()).isEqualTo(whole.memorised());
    assertThat(grown.generalised()).isEqualTo(whole.generalised());
  }

  @Test
  void aRunReadBitByBitIsTheRunReadAtOnce() throws IOException {
    begin(1);
    var reader = new RunReader(run);
    for (int at = 1; at + 7 < probes.size(); at += 7) {
      assertThat(reader.look()).isTrue();
      assertSame(reader.data(), RunData.read(run));
      append(at, at + 7);
    }
    assertThat(reader.generation()).isZero();
  }

  @Test
  void whatWasShownDoesNotChangeWhileTheRunGoesOn() throws IOException {
    begin(60);
    var reader = new RunReader(run);
    reader.look();
    RunData early = reader.data();
    String page = ReportPage.html(early, Optional.empty());
    append(60, probes.size());
    reader.look();
    assertThat(reader.data().metrics().size()).isEqualTo(probes.size());
    assertThat(early.metrics().size()).isEqualTo(60);
    assertThat(early.metrics().steps()).hasSize(60);
    assertThat(ReportPage.html(early, Optional.empty())).isEqualTo(page);
  }

  @Test
  void aLookSaysOnceThatSomethingIsNew() throws IOException {
    var reader = new RunReader(run);
    assertThat(reader.look()).isTrue();
    assertThat(reader.look()).as("nobody has taken it").isTrue();
    reader.data();
    assertThat(reader.look()).isFalse();
    Files.writeString(
        run.provenanceFile(), Files.readString(run.provenanceFile()).replace("simd-512", "plain"));
    assertThat(reader.look()).isTrue();
    assertThat(reader.data().provenance().orElseThrow().kernels()).isEqualTo("plain");
  }

  @Test
  void aRunThatIsTakenBackIsReadAnew() throws IOException {
    var reader = new RunReader(run);
    reader.look();
    reader.data();
    begin(40);
    assertThat(reader.look()).isTrue();
    assertThat(reader.generation()).isEqualTo(1);
    assertSame(reader.data(), RunData.read(run));
  }

  @Test
  void anotherRunOfTheSameNameIsReadFromItsOwnSpec() throws IOException {
    var reader = new RunReader(run);
    reader.look();
    Files.writeString(
        run.specFile(), Files.readString(run.specFile()).replace("seed = 0", "seed = 12345"));
    assertThat(reader.look()).isTrue();
    assertThat(reader.generation()).isEqualTo(1);
    assertThat(reader.data().spec().seed()).isEqualTo(12_345);
    assertSame(reader.data(), RunData.read(run));
  }

  @Test
  void notFiniteValuesAreCountedAsTheyCome() throws IOException {
    begin(2);
    var reader = new RunReader(run);
    reader.look();
    for (int step : new int[] {60_000, 60_001, 60_002}) {
      Files.writeString(
          run.metricsFile(),
          "{\"step\":%d,\"train.loss\":%s}\n".formatted(step, step == 60_000 ? "1" : "\"NaN\""),
          StandardOpenOption.APPEND);
      reader.look();
    }
    assertThat(reader.data().notices())
        .containsExactly(
            "train.loss is not a finite number at 2 probes, first at step 60,001; the curve has a"
                + " gap there.");
    assertSame(reader.data(), RunData.read(run));
  }
}
