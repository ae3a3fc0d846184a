package groklab.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.lab.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkshopTest {
  @TempDir Path directory;
  private RunsFolder folder;
  private Replays replays;
  private Workshop workshop;

  @BeforeEach
  void open() throws IOException {
    folder = RunsFolder.open(directory.resolve("runs"));
    replays = new Replays();
    workshop = new Workshop(folder, replays, 2);
  }

  @AfterEach
  void close() {
    workshop.close();
    replays.close();
  }

  static List<String> tiny(long steps, String... more) {
    var changes =
        new ArrayList<>(
            List.of(
                "name=tiny",
                "task.modulus=7",
                "task.trainFraction=0.5",
                "model.width=8",
                "model.heads=2",
                "model.mlpWidth=16",
                "budget.stopWhen=never",
                "budget.steps=" + steps));
    changes.addAll(List.of(more));
    return changes;
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    for (int i = 0; i < 600 && !done.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertThat(done.getAsBoolean()).isTrue();
  }

  private RunDirectory run(String id) {
    return RunDirectory.open(folder.find(id));
  }

  @Test
  void aRunOfARecipeTrainsToItsEndAndLeavesAReportWithItsReplayInside() throws Exception {
    String id = workshop.start("addition-59", tiny(300));
    await(() -> !workshop.trains(folder.find(id)));
    assertThat(run(id).isDone()).isTrue();
    assertThat(Files.readString(run(id).reportFile())).contains("id=\"replay-data\"");
  }

  /// As the form sends it: the text of its field.
  @Test
  void aRunStartsWithAScheduleOfBatches() throws Exception {
    String schedule = "[[0, 8], [20, \"full\"]]";
    String id = workshop.start("addition-59", tiny(40, "training.batch=" + schedule));
    await(() -> !workshop.trains(folder.find(id)));
    assertThat(run(id).isDone()).isTrue();
    assertThat(run(id).readSpec().training().batch().stages(24))
        .extracting(stage -> stage.from() + ":" + stage.size())
        .containsExactly("0:8", "20:24");
  }

  @Test
  void aSpecThatCannotBeRunLeavesNoDirectory() {
    assertThatThrownBy(() -> workshop.start("addition-59", List.of("task.modulus=-3")))
        .isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> workshop.start("../../secret", List.of()))
        .isInstanceOf(SpecException.class);
    assertThat(folder.all()).isEmpty();
  }

  @Test
  void aRunIsStoppedResumedAndBranchedWhileItGoesOn() throws Exception {
    String id = workshop.start("addition-59", tiny(5_000_000));
    await(() -> workshop.progress(folder.find(id)).map(p -> p.step() > 200).orElse(false));
    String branch = workshop.branch(id, Optional.empty(), List.of("optimizer.weightDecay=0.25"));
    assertThat(workshop.trains(folder.find(id))).as("the original goes on").isTrue();
    var spec = run(branch).readSpec();
    assertThat(spec.optimizer().weightDecay().strength()).isEqualTo(0.25);
    assertThat(spec.branch().orElseThrow().run()).isEqualTo(id);
    assertThat(spec.branch().orElseThrow().step()).isGreaterThan(200);
    assertThatThrownBy(() -> workshop.start("addition-59", tiny(10)))
        .as("two runs on two processors")
        .isInstanceOf(LiveException.class);
    workshop.stop(id);
    await(() -> !workshop.trains(folder.find(id)));
    assertThat(RunState.of(run(id))).isEqualTo(RunState.STOPPED);
    workshop.stop(branch);
    await(() -> !workshop.trains(folder.find(branch)));
    workshop.resume(id);
    assertThat(workshop.trains(folder.find(id))).isTrue();
  }

  @Test
  void onlyAStepWithACheckpointCanBeBranchedFrom() throws Exception {
    String id = workshop.start("addition-59", tiny(100));
    await(() -> !workshop.trains(folder.find(id)));
    assertThatThrownBy(() -> workshop.branch(id, Optional.of(37L), List.of("budget.steps=200")))
        .isInstanceOf(LiveException.class)
        .hasMessageContaining("37");
    assertThatThrownBy(() ->
            workshop.branch(id, Optional.of(64L), List.of("model.width=16", "budget.steps=200")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(folder.all()).as("nothing is left of the refused ones").hasSize(1);
  }

  @Test
  void closingStopsEverythingWithEverythingSaved() throws Exception {
    String id = workshop.start("addition-59", tiny(5_000_000));
    await(() -> workshop.progress(folder.find(id)).map(p -> p.step() > 0).orElse(false));
    workshop.close();
    assertThat(run(id).readProvenance().endedAt()).isPresent();
    assertThat(run(id).checkpointSteps().getLast()).isPositive();
  }
}
