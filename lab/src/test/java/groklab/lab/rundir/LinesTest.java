package groklab.lab.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.JsonLines;
import groklab.lab.file.RunFileException;
import groklab.lab.phase.Evidence;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.probe.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void place() {
    file = directory.resolve("metrics.jsonl");
  }

  private static Probe probe(long step, double loss) {
    var values = new LinkedHashMap<String, Double>();
    values.put("train.loss", loss);
    values.put("weights.l2", 42.5);
    return new Probe(step, values);
  }

  private void append(Probe... probes) {
    try (var lines = JsonLines.resume(file, Lines.PROBES, Long.MAX_VALUE)) {
      for (var probe : probes) {
        lines.append(probe);
      }
    }
  }

  @Test
  void aProbeIsOneLineWithShortestNumbersAndTextsForWhatJsonLacks() throws IOException {
    append(
        probe(0, 4.7),
        probe(1, 1e-8),
        probe(2, Double.NaN),
        probe(3, Double.POSITIVE_INFINITY),
        probe(4, Double.NEGATIVE_INFINITY),
        probe(5, -0.0));
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {"step":0,"train.loss":4.7,"weights.l2":42.5}
            {"step":1,"train.loss":1.0E-8,"weights.l2":42.5}
            {"step":2,"train.loss":"NaN","weights.l2":42.5}
            {"step":3,"train.loss":"Infinity","weights.l2":42.5}
            {"step":4,"train.loss":"-Infinity","weights.l2":42.5}
            {"step":5,"train.loss":-0.0,"weights.l2":42.5}
            """);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.1,
        1.0 / 3,
        5e-324,
        Double.MAX_VALUE,
        -0.0,
        2e-3,
        123456789.123,
        Double.NaN,
        1e21,
        1e-5,
        Double.NEGATIVE_INFINITY
      })
  void everyNumberReadsBackWithTheSameBits(double value) {
    append(probe(9, value));
    assertThat(JsonLines.read(file, Lines.PROBES)).containsExactly(probe(9, value));
  }

  @Test
  void everyEventReadsBack() {
    var events =
        List.of(
            new RunEvent.Memorised(150, "accuracy", 0.991),
            new RunEvent.PhaseBegan(
                170, new PhaseSpan(Phase.UN_GROKKED, 150, Evidence.of("because \"so\""), 2.0 / 3)),
            new RunEvent.Sighted(
                240,
                new Sighting(
                    Sighting.Kind.SLINGSHOT,
                    220,
                    OptionalLong.empty(),
                    new Evidence(
                        "a \"cycle\"",
                        new LinkedHashMap<>(Map.of("train.loss", Double.NaN)),
                        List.of("this", "that")),
                    0.8)),
            new RunEvent.CheckpointWritten(256, "checkpoints/step-256.safetensors"),
            new RunEvent.Interrupted(300),
            new RunEvent.Resumed(256),
            new RunEvent.Generalised(7500, "loss-share", 0.04),
            new RunEvent.Turned(100, 2, "optimizer.weightDecay = 1.0"),
            new RunEvent.NotTurned(150, 3, "optimizer.beta1 = 0.5", "it belongs to another kind"),
            new RunEvent.Steered(200, "raise-decay", "optimizer.weightDecay = 2.0", "a, b"),
            new RunEvent.Distrusted(300, "raise-decay", "it contradicts itself"),
            new RunEvent.Finished(8000, "generalised"));
    try (var lines = JsonLines.resume(file, Lines.EVENTS, Long.MAX_VALUE)) {
      events.forEach(lines::append);
    }
    assertThat(JsonLines.read(file, Lines.EVENTS)).isEqualTo(events);
    assertThat(file)
        .content()
        .startsWith("{\"step\":150,\"type\":\"memorised\",\"accuracy\":0.991}\n");
  }

  @Test
  void aTornLastLineIsPassedOverByReadersAndRemovedOnResumption() throws IOException {
    append(probe(0, 1), probe(10, 2));
    var whole = Files.readString(file);
    Files.writeString(file, whole + "{\"step\":20,\"train.l");
    assertThat(JsonLines.read(file, Lines.PROBES)).containsExactly(probe(0, 1), probe(10, 2));
    JsonLines.resume(file, Lines.PROBES, 100).close();
    assertThat(file).hasContent(whole);
  }

  @Test
  void aWholeLookingLastLineWithoutItsEndIsTornToo() throws IOException {
    append(probe(0, 1));
    Files.writeString(file, Files.readString(file).stripTrailing());
    assertThat(JsonLines.read(file, Lines.PROBES)).isEmpty();
  }

  @Test
  void resumingKeepsTheCheckpointsStepAndRemovesWhatFollows() {
    append(probe(0, 1), probe(10, 2), probe(20, 3), probe(30, 4));
    try (var lines = JsonLines.resume(file, Lines.PROBES, 20)) {
      lines.append(probe(30, 5));
    }
    assertThat(JsonLines.read(file, Lines.PROBES))
        .containsExactly(probe(0, 1), probe(10, 2), probe(20, 3), probe(30, 5));
  }

  @Test
  void resumingBeforeTheFirstLineOrWithoutAFileStartsEmpty() throws IOException {
    JsonLines.resume(file, Lines.PROBES, 5).close();
    assertThat(file).isEmptyFile();
    append(probe(10, 1));
    JsonLines.resume(file, Lines.PROBES, 5).close();
    assertThat(file).isEmptyFile();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense|it is not JSON",
        "{\"step\":1|it is not JSON",
        "[1]|expected an object in braces",
        "{}|step is missing",
        "{\"step\":1.5}|step is 1.5; expected a whole number",
        "{\"step\":-1}|A probe's step is -1; expected at least 0",
        "{\"step\":1,\"train.loss\":\"low\"}|train.loss is \"low\"; expected a number",
        "{\"step\":1,\"train.loss\":null}|train.loss is null; expected a number",
        "{\"step\":1,\"step\":2}|it is not JSON"
      })
  void aDamagedLineInTheMiddleIsNamed(String line, String message) throws IOException {
    append(probe(0, 1), probe(20, 1));
    var lines = Files.readAllLines(file);
    lines.add(1, line);
    Files.write(file, lines);
    assertThatThrownBy(() -> JsonLines.read(file, Lines.PROBES))
        .isInstanceOf(RunFileException.class)
        .hasMessageEndingWith(
            "metrics.jsonl, line 2 is damaged: " + message + "; the lines before it are whole");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"step\":1}|type is missing",
        "{\"step\":1,\"type\":\"x\"}|the event type is x",
        "{\"step\":1,\"type\":\"phase\",\"name\":\"x\"}|the phase is x",
        "{\"step\":1,\"type\":\"sighting\",\"name\":\"x\"}|the sighting is x"
      })
  void anUnknownEventIsNamed(String line, String message) throws IOException {
    Files.writeString(file, line + "\n");
    assertThatThrownBy(() -> JsonLines.read(file, Lines.EVENTS))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  @EnabledOnOs(OS.LINUX) // the device that is always full
  void aFullDiskIsOneSentence() {
    try (var lines = JsonLines.create(Path.of("/dev/full"), Lines.PROBES)) {
      assertThatThrownBy(() -> lines.append(probe(1, 1)))
          .isInstanceOf(RunFileException.class)
          .hasMessage(
              "The disk is full, so /dev/full was not written; all lines before are safe; free some"
                  + " space");
    }
  }
}
