package groklab.study.export;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.probe.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  @TempDir private Path folder;

  /// `resources/groklab/study/export/event_file.py` writes the same with TensorBoard's own writer.
  @Test
  void writesTheBytesThatTensorBoardWrites() throws IOException {
    var probes =
        List.of(
            new Probe(0, new LinkedHashMap<>(Map.of("train.loss", 4.75))),
            new Probe(300, new LinkedHashMap<>(Map.of("train.loss", 0.5))));
    Path file = folder.resolve("events");
    EventFile.write(file, probes, 1.5);
    String golden;
    try (var in = EventFileTest.class.getResourceAsStream("event_file.hex")) {
      golden = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
    }
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file))).isEqualTo(golden);
  }
}
