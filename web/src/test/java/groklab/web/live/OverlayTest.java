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
      for (String event : List.of("memorised", "generalised")) {
        assertThat(curves.get(1).path("steps").valueStream().map(JsonNode::asLong))
            .as("a mark lies on its curve")
            .contains(curves.get(1).path(event).asLong());
      }
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

  @Test
  void theOtherSetIsPairedAndATypoIsAnsweredWithWhatWasMeant() throws Exception {
    new SampleRun(directory.resolve("a")).probes(5).write();
    new SampleRun(directory.resolve("b")).probes(5).weightDecay(0.5).write();
    var folder = RunsFolder.open(directory);
    try (var index = new RunIndex(folder, path -> false)) {
      JsonNode curve = overlay(folder, index, "validation.loss").at("/curves/0");
      JsonNode other = overlay(folder, index, "train.loss").at("/curves/0");
      assertThat(curve.at("/paired/values")).isEqualTo(other.at("/values"));
      assertThat(curve.at("/generalised").asLong()).isEqualTo(7_100);
      assertThat(overlay(folder, index, "weights.l2").at("/curves/0").has("paired")).isFalse();
      assertThat(overlay(folder, index, "valdation.acuracy").at("/meant").asString())
          .isEqualTo("validation.accuracy");
      try (var none = ForeignRuns.open(List.of())) {
        String differences = new Overlay(folder, index, none).differences(List.of("a", "b"));
        assertThat(differences)
            .isEqualTo("{\"optimizer.weightDecay\":{\"a\":\"1.0\",\"b\":\"0.5\"}}");
      }
    }
  }
}
