package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.trace.LossTrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs whose batch grows; p = 7 with half of the pairs has 24 training examples.
class BatchScheduleTest {
  private static final String GROWING = "[[0, 5], [100, 10], [200, \"full\"]]";
  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  @TempDir private Path folder;

  private static RunSpec spec(String batch) {
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
            [training]
            batch = %s
            [budget]
            steps = 300
            stopWhen = "never"
            """
                .formatted(batch));
  }

  private RunDirectory run(String name, int threads, String batch) {
    try (var run = TrainingRun.start(spec(batch), folder.resolve(name), threads)) {
      run.run(NOBODY, () -> false);
      return run.directory();
    }
  }

  @Test
  void interruptionsAroundTheChangesAndThreadsCostNoBit() {
    String digest = run("whole", 1, GROWING).digest();
    assertThat(run("threads", 2, GROWING).digest()).isEqualTo(digest);
    Path path = folder.resolve("stopped");
    try (var first = TrainingRun.start(spec(GROWING), path, 1)) {
      first.run(NOBODY, () -> first.step() == 99);
    }
    for (long stop : new long[] {100, 101, 200, 201}) {
      try (var next = TrainingRun.resume(path, 1)) {
        next.run(NOBODY, () -> next.step() == stop);
      }
    }
    try (var last = TrainingRun.resume(path, 1)) {
      last.run(NOBODY, () -> false);
      assertThat(last.directory().digest()).isEqualTo(digest);
    }
  }

  @Test
  void untilTheFirstChangeItIsTheRunOfItsFirstBatch() {
    assertThat(losses(run("growing", 1, GROWING), 101))
        .startsWith(losses(run("small", 1, "5"), 100));
  }

  private static double[] losses(RunDirectory run, int steps) {
    return Arrays.copyOf(LossTrace.read(run.traceFile()).orElseThrow().losses(), steps);
  }

  @Test
  void aScheduleOfOneStageIsThatBatch() {
    assertThat(run("schedule", 1, "[[0, 10]]").digest()).isEqualTo(run("ten", 1, "10").digest());
    assertThat(run("all", 1, "[[0, \"full\"]]").digest())
        .isEqualTo(run("full", 1, "\"full\"").digest());
  }

  @Test
  void theExamplesOfAStepAreThoseOfItsStage() {
    try (var trainer = new Trainer(spec(GROWING), 1)) {
      assertThat(trainer.examplesAt(99)).hasSize(4); // what is left of 24 in the twentieth epoch
      assertThat(trainer.examplesAt(100)).hasSize(10);
      assertThat(trainer.examplesAt(200)).hasSize(24).isSorted();
    }
  }

  @Test
  void moreExamplesThanThereAreAreRefusedBeforeAnythingIsMade() {
    Path path = folder.resolve("run");
    assertThatThrownBy(() -> TrainingRun.start(spec("[[0, 5], [100, 25]]"), path, 1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("training.batch is \"25 from step 100 on\"; expected at most 24");
    assertThat(Files.exists(path)).isFalse();
  }
}
