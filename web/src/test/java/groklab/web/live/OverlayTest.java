package groklab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.probe.Probe;
import groklab.web.SampleRun;
import groklab.web.foreign.ForeignRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OverlayTest {
  @TempDir Path directory;

  private static JsonNode overlay(RunsFolder folder, RunIndex index, String measure)
      throws IOException {
    try (var none = ForeignRuns.open(List.of())) {
      return overlay(new Overlay(folder, index, none), List.of("a", "b"), measure);
    }
  }

  private static JsonNode overlay(Overlay overlay, List<String> ids, String measure) {
    return JsonMapper.builder().build().readTree(overlay.json(ids, measure));
  }

  @Test
  void whatTheIndexKeepsIsWhatTheFilesSay() throws Exception {
    new SampleRun(directory.resolve("a")).write();
    new SampleRun(directory.resolve("b")).seed(3).withSpikes().withoutSummary().write();
    var folder = RunsFolder.open(directory);
    try (var empty = new RunIndex(folder, path -> false);
        var read = new RunIndex(folder, path -> false)) {
      while (!read.json().startsWith("{\"complete\": true")) {
        Thread.onSpinWait();
      }
      for (String measure :
          List.of(Probe.TRAIN_ACCURACY, Probe.VALIDATION_ACCURACY, "train.loss")) {
        assertThat(overlay(folder, read, measure)).isEqualTo(overlay(folder, empty, measure));
      }
      JsonNode curves = overlay(folder, read, Probe.VALIDATION_ACCURACY).path("curves");
      assertThat(curves.get(1).path("id").asString()).isEqualTo("b");
      assertThat(curves.get(1).path("seed").asInt()).isEqualTo(3);
      assertThat(curves.get(1).path("memorised").asLong()).isEqualTo(150);
      assertThat(curves.get(1).path("steps").get(0).asLong()).isZero();
    }
  }

  @Test
  void itNamesTheMeasuresThereAre() throws Exception {
    new SampleRun(directory.resolve("a")).probes(3).write();
    new SampleRun(directory.resolve("b")).probes(3).write();
    var folder = RunsFolder.open(directory);
    try (var index = new RunIndex(folder, path -> false)) {
      assertThat(overlay(folder, index, "train.loss").path("measures").valueStream())
          .extracting(JsonNode::asString)
          .contains("train.loss", "validation.accuracy", "weights.l2.tensor10")
          .doesNotContain("step");
    }
  }
}
