package groklab.monitor.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files that torch, safetensors and numpy have written (`weights/make.py`), against what numpy
/// says that they hold.
public class ForeignWeightsTest {
  public static Path foreign(String name) {
    try {
      return Path.of(ForeignWeightsTest.class.getResource("/weights/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static JsonNode truth(String key) {
    try {
      return JsonMapper.builder()
          .enable(tools.jackson.core.json.JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build()
          .readTree(Files.readAllBytes(foreign("truth.json")))
          .path(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "types.safetensors",
        "sharded/model.safetensors.index.json",
        "types.pt",
        "big-endian.pt",
        "views.pt",
        "trainer.ckpt",
        "nano.pt",
        "arrays.npz",
        "packed.npz",
        "columns.npy"
      })
  void everyNumberComesBackAsItWasStored(String name) throws IOException {
    JsonNode truth = truth("files").path(name);
    try (StoredWeights weights = WeightFormats.open(foreign(name))) {
      assertThat(weights.tensors().keySet())
          .containsExactlyInAnyOrderElementsOf(truth.propertyNames());
      for (var entry : weights.tensors().entrySet()) {
        List<Double> expected = new ArrayList<>();
        truth.path(entry.getKey()).values().forEach(each -> expected.add(each.doubleValue()));
        assertThat(entry.getValue().numbers())
            .as(entry.getKey())
            .containsExactly(expected.stream().mapToDouble(each -> each).toArray());
      }
    }
  }

  private static Storage storage(StoredWeights weights, String tensor) {
    return Objects.requireNonNull(weights.tensors().get(tensor)).storage();
  }

  @Test
  void sharedStoragesAreOneStorage() throws IOException {
    try (StoredWeights weights = WeightFormats.open(foreign("views.pt"))) {
      Storage whole = storage(weights, "whole");
      assertThat(storage(weights, "tied")).isEqualTo(whole);
      assertThat(storage(weights, "transposed")).isEqualTo(whole);
      assertThat(storage(weights, "permuted")).isNotEqualTo(whole);
      assertThat(weights.leftOut())
          .singleElement()
          .asString()
          .isEqualTo(
              "expanded: it has shape [5] and strides [0] from 0 on, but its storage has 1"
                  + " numbers");
    }
  }

  @Test
  void checkpointsSayTheirStep() throws IOException {
    try (StoredWeights lightning = WeightFormats.open(foreign("trainer.ckpt"));
        StoredWeights nano = WeightFormats.open(foreign("nano.pt"));
        StoredWeights numpy = WeightFormats.open(foreign("arrays.npz"))) {
      assertThat(lightning.step()).hasValue(1200);
      assertThat(nano.step()).hasValue(250);
      assertThat(numpy.step()).hasValue(700);
      assertThat(nano.leftOut()).containsExactly("optimizer: it is not of the network itself");
      assertThat(numpy.leftOut())
          .containsExactly(
              "words: it has type <U1; expected floats or integers",
              "objects: it holds objects of Python, which are not read");
    }
  }

  @Test
  void aPickleThatAsksForACommandIsRefusedByName() {
    assertThatThrownBy(() -> WeightFormats.open(foreign("system.pt")))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("asks for posix.system, and nothing of it was run");
    assertThat(Path.of("/tmp/groklab-was-here")).doesNotExist();
  }
}
