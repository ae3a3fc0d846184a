package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.lab.kind.SpecException;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.spec.SpecWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchTest {
  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  @TempDir Path directory;

  private static RunSpec spec(long steps) {
    return new SpecReader()
        .parse(
            """
            name = "tiny"
            [task]
            modulus = 7
            trainFraction = 0.5
            [model]
            width = 8
            heads = 2
            mlpWidth = 16
            [budget]
            steps = %d
            stopWhen = "never"
            """
                .formatted(steps));
  }

  private RunDirectory parent(long steps) {
    try (var run = TrainingRun.start(spec(steps), directory.resolve("parent"), 1)) {
      run.run(NOBODY, () -> false);
      return run.directory();
    }
  }

  private RunDirectory branch(RunDirectory parent, long from, RunSpec spec, String name) {
    try (var run = TrainingRun.branch(parent, from, spec, directory.resolve(name), 1)) {
      run.run(NOBODY, () -> false);
      return run.directory();
    }
  }

  @Test
  void aBranchThatChangesNothingEndsWithTheSameWeightsAndMetrics() {
    var parent = parent(300);
    var branch = branch(parent, 128, spec(300), "branch");
    assertThat(branch.readCheckpoint(300).weights().keySet())
        .isEqualTo(parent.readCheckpoint(300).weights().keySet());
    assertThat(branch.digest()).isEqualTo(parent.digest());
  }

  @Test
  void aBranchWithOtherSettingsSharesThePastAndGoesItsOwnWay() {
    var parent = parent(300);
    var other = new SpecReader().override(spec(300), List.of("optimizer.weightDecay=0.1"));
    var branch = branch(parent, 128, other, "branch");
    assertThat(upTo(branch, 128)).isEqualTo(upTo(parent, 128));
    assertThat(branch.digest()).isNotEqualTo(parent.digest());
    assertThat(branch.readEvents()).contains(new RunEvent.Resumed(128));
  }

  private static List<Probe> upTo(RunDirectory run, long step) {
    return run.readMetrics().stream().filter(p -> p.step() <= step).toList();
  }

  @Test
  void theSpecSaysWhereItBranchedOffAndReadsBackTheSame() {
    var parent = parent(300);
    RunSpec spec = branch(parent, 128, spec(200), "branch").readSpec();
    assertThat(spec.branch().orElseThrow().run()).isEqualTo("parent");
    assertThat(spec.branch().orElseThrow().step()).isEqualTo(128);
    assertThat(new SpecReader().parse(SpecWriter.write(spec))).isEqualTo(spec);
    assertThat(SpecWriter.write(parent.readSpec())).doesNotContain("branch");
  }

  @Test
  void aBranchThatIsKilledGoesOnFromItsBeginning() {
    var parent = parent(300);
    var path = directory.resolve("branch");
    TrainingRun.branch(parent, 128, spec(300), path, 1).close();
    try (var run = TrainingRun.resume(path, 1)) {
      assertThat(run.step()).isEqualTo(128);
      run.run(NOBODY, () -> false);
      assertThat(run.directory().digest()).isEqualTo(parent.digest());
    }
  }

  @Test
  void weightsOfAnotherShapeAreRefusedBeforeAnythingIsMade() {
    var parent = parent(300);
    var wider = new SpecReader().override(spec(300), List.of("model.width=16"));
    assertThatThrownBy(() -> TrainingRun.branch(parent, 128, wider, directory.resolve("branch"), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Files.exists(directory.resolve("branch"))).isFalse();
  }

  @Test
  void aBudgetThatEndsBeforeTheBranchIsRefused() {
    var parent = parent(300);
    assertThatThrownBy(
            () -> TrainingRun.branch(parent, 128, spec(100), directory.resolve("branch"), 1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("budget.steps");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at=100                         | step 100",
        "at=128                         | step 128",
        "on='measure', measure='weights.l2', level=0.0 | weights.l2 above 0.0"
      })
  void aTurnWhoseMomentLiesBeforeTheBranchIsRefused(String when, String moment) {
    var parent = parent(200);
    String turn = "turn=[{%s, set='optimizer.weightDecay', to=0.1}]".formatted(when);
    RunSpec spec = new SpecReader().override(spec(300), List.of(turn));
    assertThatThrownBy(() -> branch(parent, 128, spec, "branch"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("turn[0] has its moment (%s) at or before step 128", moment);
    assertThat(Files.exists(directory.resolve("branch"))).isFalse();
  }

  @Test
  void aTurnWhoseMomentLiesAfterTheBranchIsDone() {
    var parent = parent(200);
    String turn = "turn=[{at=129, set='optimizer.weightDecay', to=0.1}]";
    RunSpec spec = new SpecReader().override(spec(300), List.of(turn));
    assertThat(branch(parent, 128, spec, "branch").readEvents())
        .anyMatch(event -> event instanceof RunEvent.Turned && event.step() == 129);
  }

  @Test
  void aSectionThatStatesOnlyPartOfTheBranchIsRefused() {
    assertThatThrownBy(() -> new SpecReader().parse("[branch]\nrun = \"parent\"\nstep = 3\n"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("branch.digest is missing");
  }

  @Test
  void aCheckpointThatWasAskedForIsWrittenAtTheNextStepAndStays() throws Exception {
    var asked = new AtomicLong(-1);
    try (var run = TrainingRun.start(spec(400), directory.resolve("run"), 1)) {
      var checkpoint =
          new java.util.concurrent.atomic.AtomicReference<java.util.concurrent.Future<Long>>();
      run.run(
          NOBODY,
          () -> {
            if (run.step() == 77) {
              checkpoint.set(run.checkpoint());
              asked.set(run.step());
            }
            return false;
          });
      assertThat(checkpoint.get().get()).isEqualTo(77);
      assertThat(run.directory().checkpointSteps()).contains(77L);
      assertThat(run.directory().digest()).isEqualTo(parent(400).digest());
    }
  }

  @Test
  void aCheckpointThatIsAskedForAfterTheEndIsTheLastOne() throws Exception {
    try (var run = TrainingRun.start(spec(40), directory.resolve("run"), 1)) {
      run.run(NOBODY, () -> false);
      assertThat(run.checkpoint().get(1, TimeUnit.SECONDS)).isEqualTo(40);
    }
    try (var run = TrainingRun.start(spec(40), directory.resolve("stopped"), 1)) {
      run.run(NOBODY, () -> run.step() == 17);
      assertThat(run.checkpoint().get(1, TimeUnit.SECONDS)).isEqualTo(17);
      assertThat(run.directory().checkpointSteps()).contains(17L);
    }
  }

  @Test
  void twoRunsNeverTrainInOneDirectory() {
    var path = directory.resolve("run");
    try (var first = TrainingRun.start(spec(300), path, 1)) {
      first.run(NOBODY, () -> first.step() == 20);
      assertThatThrownBy(() -> TrainingRun.resume(path, 1))
          .isInstanceOf(RunFileException.class)
          .hasMessageContaining("is being trained by a run that goes on");
    }
    try (var again = TrainingRun.resume(path, 1)) {
      assertThat(again.step()).isEqualTo(20);
    }
  }
}
