package groklab.monitor.checkpoint;

import static groklab.monitor.weights.ForeignWeightsTest.foreign;
import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.file.Safetensors;
import groklab.lab.file.Tensor;
import groklab.monitor.log.StepUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointFinderTest {
  @TempDir private Path folder;

  private void weights(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Safetensors.write(
        file, Map.of("w", new Tensor.F32(new int[] {2}, new float[] {1, 2})), Map.of());
  }

  private CheckpointSeries only() {
    List<CheckpointSeries> all = CheckpointFinder.find(folder);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "step_1000.safetensors, 1000, STEP",
    "ckpt-7.npz, 7, STEP",
    "epoch=3-step=1200.ckpt, 1200, STEP",
    "model_epoch_12.pt, 12, EPOCH",
    "checkpoint-500/model.safetensors, 500, STEP",
    "global_step500/model.index.json, 500, STEP",
    "iter_00200.pth, 200, STEP",
    "run/250/weights.npz, 250, STEP",
    "model-0042.pt, 42, STEP",
  })
  void namesSayTheStep(String name, long step, StepUnit unit) {
    CheckpointName found = CheckpointName.of(Path.of("x").resolve(name)).orElseThrow();
    assertThat(found.step()).isEqualTo(step);
    assertThat(found.unit()).isEqualTo(unit);
  }

  @ParameterizedTest
  @CsvSource({
    "llama-7b.safetensors",
    "resnet50.pt",
    "version_0/model.pt",
    "gpt2-medium.npz",
  })
  void otherNumbersAreNoSteps(String name) {
    assertThat(CheckpointName.of(Path.of("x").resolve(name))).isEmpty();
  }

  @Test
  void stepsAscendAsNumbers() throws IOException {
    weights("checkpoints/step_1000.safetensors");
    weights("checkpoints/step_900.safetensors");
    weights("checkpoints/final.safetensors");
    CheckpointSeries series = only();
    assertThat(series.run()).isEqualTo(folder);
    assertThat(series.checkpoints())
        .extracting(each -> each.step().orElseThrow())
        .containsExactly(900L, 1000L);
    assertThat(series.leftOut())
        .singleElement()
        .asString()
        .endsWith("final.safetensors does not say its step");
  }

  @Test
  void oneStepIsReadOnce() throws IOException {
    weights("checkpoint-5/adapter.safetensors");
    weights("checkpoint-5/model.safetensors");
    weights("checkpoint-9/model.safetensors");
    CheckpointSeries series = only();
    assertThat(series.checkpoints()).hasSize(2);
    assertThat(series.leftOut()).singleElement().asString().contains("is of the same step as");
  }

  @Test
  void whatATrainerKeepsBesideTheWeightsIsNoCheckpoint() throws IOException {
    weights("checkpoint-5/model.safetensors");
    for (String name :
        List.of("optimizer.pt", "scheduler.pt", "rng_state.pth", "training_args.bin")) {
      Files.writeString(folder.resolve("checkpoint-5").resolve(name), "no archive");
    }
    assertThat(only().leftOut()).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    weights("step_1.safetensors");
    Files.copy(foreign("system.pt"), folder.resolve("step_2.pt"));
    CheckpointSeries series = only();
    assertThat(series.checkpoints()).hasSize(1);
    assertThat(series.leftOut()).singleElement().asString().contains("asks for posix.system");
  }

  @Test
  void arraysWithoutAStepAreTakenForDataUnlessAskedFor() throws IOException {
    Path data = Files.copy(foreign("columns.npy"), folder.resolve("inputs.npy"));
    Files.writeString(folder.resolve("damaged.npz"), "no archive");
    assertThat(CheckpointFinder.find(folder)).isEmpty();
    assertThat(CheckpointFinder.find(data)).hasSize(1);
    Files.copy(foreign("arrays.npz"), folder.resolve("best.npz"));
    assertThat(only().checkpoints().getFirst().step()).hasValue(700);
  }

  @Test
  void runsOfOneFolderAreTold() throws IOException {
    weights("a_step_1.safetensors");
    weights("b_step_1.safetensors");
    assertThat(CheckpointFinder.find(folder)).hasSize(2);
    assertThat(CheckpointFinder.find(folder.resolve("nothing"))).isEmpty();
  }

  @Test
  void lastBelongsToTheStepsBySayingItsOwn() throws IOException {
    weights("epoch=0-step=100.safetensors");
    Files.copy(foreign("trainer.ckpt"), folder.resolve("last.ckpt"));
    assertThat(only().checkpoints())
        .extracting(each -> each.step().orElseThrow())
        .containsExactly(100L, 1200L);
  }
}
