package groklab.monitor.checkpoint;

import static groklab.monitor.weights.ForeignWeightsTest.foreign;
import static groklab.monitor.weights.ForeignWeightsTest.truth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.file.RunFileException;
import groklab.lab.file.Safetensors;
import groklab.lab.file.Tensor;
import groklab.measures.frame.WeightSpectrum;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HistoryReaderTest {
  @TempDir private Path folder;

  private static WeightHistory read(Path path) {
    return HistoryReader.read(CheckpointFinder.find(path).getFirst());
  }

  private static void assertNumbers(double[] seen, JsonNode expected) {
    assertThat(seen).hasSize(expected.size());
    for (int i = 0; i < seen.length; i++) {
      assertThat(seen[i]).isCloseTo(expected.get(i).doubleValue(), within(1e-12 * (1 + seen[i])));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-2", "lens", "llama"})
  void normsAndDistancesAreThoseOfNumpy(String name) {
    WeightHistory.Part whole = read(foreign(name)).whole();
    assertNumbers(whole.norms(), truth(name).path("norms"));
    assertNumbers(whole.distances(), truth(name).path("distances"));
    assertNumbers(whole.moves(), truth(name).path("moves"));
  }

  @Test
  void theUpdateRatioIsForEachStep() {
    WeightHistory history = read(foreign("gpt-2"));
    JsonNode truth = truth("gpt-2");
    assertThat(history.updateRatio(0)).isNaN();
    assertThat(history.updateRatio(2))
        .isCloseTo(
            truth.path("moves").get(2).doubleValue()
                / truth.path("norms").get(1).doubleValue()
                / 800,
            within(1e-15));
  }

  @Test
  void knownLayoutsAreShownByLayer() {
    assertThat(read(foreign("gpt-2")).layout()).contains("GPT-2");
    assertThat(read(foreign("gpt-2")).parts())
        .extracting(WeightHistory.Part::name)
        .containsExactly(
            "position embedding",
            "token embedding",
            "layer 0 attention",
            "layer 0 norms",
            "layer 0 mlp",
            "layer 1 attention",
            "layer 1 norms",
            "layer 1 mlp",
            "final norm");
    assertThat(read(foreign("llama")).layout()).contains("Llama");
    assertThat(read(foreign("llama")).parts())
        .extracting(WeightHistory.Part::name)
        .contains("token embedding", "layer 0 attention", "layer 0 norms", "unembedding");
    WeightHistory lens = read(foreign("lens"));
    assertThat(lens.layout()).contains("TransformerLens");
    assertThat(lens.leftOut())
        .containsExactly("blocks.0.attn.mask: buffers or state of the optimiser, no weights");
  }

  private static WeightSpectrum last(WeightHistory history, String tensor) {
    return history.tensors().stream()
        .filter(each -> each.name().equals(tensor))
        .findFirst()
        .orElseThrow()
        .spectra()
        .orElseThrow()
        .last();
  }

  @Test
  void spectraAreThoseOfNumpyAndHeadsStandSideBySide() {
    assertSpectrum(
        last(read(foreign("gpt-2")), "transformer.h.1.mlp.c_fc.weight"),
        truth("gpt-2").path("spectrum"));
    WeightHistory lens = read(foreign("lens"));
    assertSpectrum(last(lens, "blocks.0.attn.W_Q"), truth("lens").path("spectrum"));
    assertSpectrum(last(lens, "blocks.0.attn.W_O"), truth("lens").path("spectrumO"));
  }

  private static void assertSpectrum(WeightSpectrum spectrum, JsonNode truth) {
    assertThat(spectrum.singularValues()[0])
        .isCloseTo(truth.path("top").doubleValue(), within(1e-9));
    assertThat(spectrum.stableRank())
        .isCloseTo(truth.path("stableRank").doubleValue(), within(1e-9));
    assertThat(spectrum.effectiveRank())
        .isCloseTo(truth.path("effectiveRank").doubleValue(), within(1e-6));
  }

  @Test
  void tiedWeightsCountOnce() {
    WeightHistory history = read(foreign("views.pt"));
    assertThat(history.tensors()).extracting(TensorHistory::name).doesNotContain("tied");
    assertThat(history.leftOut()).contains("tied: shared with another");
  }

  private void write(int step, Map<String, Tensor> tensors) {
    Safetensors.write(folder.resolve("step_%d.safetensors".formatted(step)), tensors, Map.of());
  }

  private static Tensor vector(int size) {
    return new Tensor.F32(new int[] {size}, new float[size]);
  }

  @Test
  void manyCheckpointsAreThinnedAndItIsSaid() {
    for (int step = 1; step <= 50; step++) {
      write(step, Map.of("w", vector(3)));
    }
    WeightHistory history = read(folder);
    assertThat(history.checkpoints()).hasSize(HistoryReader.MOST);
    assertThat(history.step(0)).isEqualTo(1);
    assertThat(history.step(HistoryReader.MOST - 1)).isEqualTo(50);
    assertThat(history.leftOut())
        .contains("24 of 50 checkpoints were read, at equal distances in their order");
  }

  @Test
  void tensorsThatChangeTheirShapeAreLeftOut() {
    write(1, Map.of("w", vector(3), "grows", vector(2), "comes", vector(1)));
    write(2, Map.of("w", vector(3), "grows", vector(4)));
    WeightHistory history = read(folder);
    assertThat(history.tensors()).extracting(TensorHistory::name).containsExactly("w");
    assertThat(history.leftOut())
        .containsExactly("2 tensors (comes, ...): not in every checkpoint with the same shape");
  }

  @Test
  void nothingInCommonIsSaid() {
    write(1, Map.of("a", vector(3)));
    write(2, Map.of("b", vector(3)));
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining(
            "has no tensor of floating numbers that all 2 checkpoints of its run share: are they");
  }

  /// More numbers than are read at a time, in several pieces.
  @Test
  void longTensorsAreReadToTheEnd() {
    var random = new SplittableRandom(1);
    float[] values = new float[50_000];
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
      squares += (double) values[i] * values[i];
    }
    write(1, Map.of("w", new Tensor.F32(new int[] {500, 100}, values)));
    WeightHistory history = read(folder);
    assertThat(history.whole().norms()[0]).isCloseTo(Math.sqrt(squares), within(1e-9));
    assertThat(history.count()).isEqualTo(50_000);
    assertThat(history.whole().spectra()).hasSize(1);
  }
}
