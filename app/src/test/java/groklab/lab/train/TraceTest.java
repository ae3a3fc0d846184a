package groklab.lab.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.trace.LossTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The loss of every step, over whole runs.
class TraceTest {
  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  @TempDir private Path folder;

  private static RunSpec spec(String... overrides) {
    RunSpec tiny =
        new SpecReader()
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
                batch = 10
                [budget]
                steps = 1300
                stopWhen = "never"
                """);
    return new SpecReader().override(tiny, List.of(overrides));
  }

  private RunDirectory run(String name, int threads, RunSpec spec) {
    try (var run = TrainingRun.start(spec, folder.resolve(name), threads)) {
      run.run(NOBODY, () -> false);
      return run.directory();
    }
  }

  private static LossTrace trace(RunDirectory run) {
    return LossTrace.read(run.traceFile()).orElseThrow();
  }

  @Test
  void everyStepIsThereAndTheHighestOnesAreThoseOfTheProbes() {
    RunDirectory run = run("run", 1, spec());
    LossTrace trace = trace(run);
    assertThat(trace.first()).isZero();
    assertThat(trace.end()).isEqualTo(1300);
    List<Probe> probes = run.readMetrics();
    for (int i = 1; i < probes.size(); i++) {
      double highest =
          IntStream.range((int) probes.get(i - 1).step(), (int) probes.get(i).step())
              .mapToDouble(step -> trace.losses()[step])
              .max()
              .orElseThrow();
      assertThat(probes.get(i).valueOrNaN(Probe.TRAIN_LOSS_MAX)).isEqualTo(highest);
    }
  }

  @Test
  void interruptionsKillsAndThreadsCostNoBit() {
    Path whole = run("whole", 1, spec()).traceFile();
    assertThat(run("threads", 2, spec()).traceFile()).hasSameBinaryContentAs(whole);
    Path path = folder.resolve("stopped");
    try (var first = TrainingRun.start(spec(), path, 1)) {
      first.run(NOBODY, () -> first.step() == 300);
    }
    for (long stop : new long[] {301, 512, 513, 1299}) {
      try (var next = TrainingRun.resume(path, 1)) {
        next.run(NOBODY, () -> next.step() == stop);
      }
    }
    killedAt(path, 1299);
    try (var last = TrainingRun.resume(path, 2)) {
      last.run(NOBODY, () -> false);
      assertThat(last.directory().traceFile()).hasSameBinaryContentAs(whole);
      assertThat(last.directory().verify().isWhole()).isTrue();
    }
  }

  /// A run that ends without saving, as when it is killed, some steps after its checkpoint.
  private static void killedAt(Path path, long checkpoint) {
    try (var run = TrainingRun.resume(path, 1)) {
      assertThat(run.step()).isEqualTo(checkpoint);
      assertThatThrownBy(() ->
              run.run(
                  NOBODY,
                  () -> {
                    throw new IllegalStateException("killed");
                  }))
          .hasMessage("killed");
    }
  }

  @Test
  void aKillAfterABlockWasWrittenLosesWhatIsDoneAgain() {
    Path whole = run("whole", 1, spec()).traceFile();
    Path path = folder.resolve("killed");
    try (var first = TrainingRun.start(spec(), path, 1)) {
      assertThatThrownBy(() ->
              first.run(
                  NOBODY,
                  () -> {
                    if (first.step() == 1100) {
                      throw new IllegalStateException("killed");
                    }
                    return false;
                  }))
          .hasMessage("killed");
    }
    assertThat(trace(RunDirectory.open(path)).end()).isEqualTo(1024);
    try (var again = TrainingRun.resume(path, 1)) {
      assertThat(again.step()).isEqualTo(1024);
      again.run(NOBODY, () -> false);
      assertThat(again.directory().traceFile()).hasSameBinaryContentAs(whole);
    }
  }

  @Test
  void aRunWithoutItHasTheSameDigestAndNoFile() {
    RunDirectory with = run("with", 1, spec());
    RunDirectory without = run("without", 1, spec("probes.trace=false"));
    assertThat(without.traceFile()).doesNotExist();
    assertThat(without.digest()).isEqualTo(with.digest());
    assertThat(without.verify().isWhole()).isTrue();
  }

  @Test
  void aBranchHasThePastOfItsParent() {
    RunDirectory parent = run("parent", 1, spec());
    for (long from : new long[] {256, 512, 1024}) {
      Path path = folder.resolve("branch-" + from);
      try (var branch = TrainingRun.branch(parent, from, spec(), path, 1)) {
        branch.run(NOBODY, () -> false);
        assertThat(branch.directory().traceFile()).hasSameBinaryContentAs(parent.traceFile());
      }
    }
  }

  @Test
  void aBranchOfARunWithoutTraceBeginsWhereItBranchedOff() {
    RunDirectory parent = run("parent", 1, spec("probes.trace=false"));
    try (var branch = TrainingRun.branch(parent, 256, spec(), folder.resolve("branch"), 1)) {
      branch.run(NOBODY, () -> false);
      assertThat(trace(branch.directory()).first()).isEqualTo(256);
      assertThat(trace(branch.directory()).end()).isEqualTo(1300);
    }
  }

  @Test
  void aChangedByteIsNoticedNotResumedAndComputedAgain() throws IOException {
    RunDirectory run = run("run", 1, spec());
    byte[] whole = Files.readAllBytes(run.traceFile());
    byte[] damaged = whole.clone();
    damaged[40] ^= 1;
    Files.write(run.traceFile(), damaged);
    assertThat(run.verify().damages())
        .containsExactly(run.traceFile() + " is not as it was recorded, after step 377");
    assertThatThrownBy(() -> TrainingRun.resume(run.path(), 1))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("loss.trace is not as it was recorded")
        .hasMessageContaining("--at 377");
    try (var again = TrainingRun.resume(run.path(), 377, 1)) {
      again.run(NOBODY, () -> false);
    }
    assertThat(run.traceFile()).hasBinaryContent(whole);
    assertThat(run.verify().isWhole()).isTrue();
  }

  @Test
  void aMissingFileIsNoticedAndComputedAgain() throws IOException {
    RunDirectory run = run("run", 1, spec());
    byte[] whole = Files.readAllBytes(run.traceFile());
    Files.delete(run.traceFile());
    assertThat(run.verify().damages()).containsExactly(run.traceFile() + " is missing");
    try (var again = TrainingRun.resume(run.path(), 256, 1)) {
      again.run(NOBODY, () -> false);
    }
    assertThat(run.traceFile()).hasBinaryContent(whole);
  }

  @Test
  void lossesBehindTheLastCheckpointThatCannotBeReadAreDamage() throws IOException {
    Path path = folder.resolve("going-on");
    try (var run = TrainingRun.start(spec(), path, 1)) {
      run.run(NOBODY, () -> run.step() == 500);
    }
    RunDirectory run = RunDirectory.open(path);
    Files.write(run.traceFile(), "LTR1, but what follows is none".getBytes(UTF_8));
    assertThat(run.verify().damages()).hasSize(1);
    assertThat(run.verify().damages().getFirst()).contains("loss.trace is damaged: a block says");
  }
}
