package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import groklab.app.process.ExitCode;
import groklab.lab.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs in processes of their own that are stopped or killed, and resumed.
class InterruptionTest {
  /// Seconds on a fast machine, so that a signal finds the run under way.
  private static final long STEPS = 4_000;

  @TempDir private static Path shared;
  private static String wholeDigest;

  @TempDir private Path folder;

  @BeforeAll
  static void runOnceWithoutInterruption() {
    Path whole = shared.resolve("whole");
    assertThat(Cli.run(run(whole)).exitCode()).isZero();
    wholeDigest = Cli.digest(whole);
  }

  private static Object[] run(Path directory) {
    return Cli.tinyRun(STEPS, "--set", "checkpoints.every=700", "--out", directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void aSignalSavesAndEndsWithExitCode130(String signal) throws IOException, InterruptedException {
    assumeThat(isIgnored(signal))
        .as("started where %s is ignored (nohup, a background job), which is inherited", signal)
        .isFalse();
    Path directory = folder.resolve("run");
    Process process = Cli.fork(folder, run(directory));
    awaitProbe(process, directory, 100);
    assertThat(
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor())
        .isZero();
    Cli.Result stopped = Cli.await(process, folder);
    assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(stopped.out()).isEmpty();
    assertThat(stopped.err())
        .contains("Finishing this step and saving")
        .contains("with everything saved; go on with groklab run --resume " + directory);
    assertThat(Cli.run("run", "--resume", directory, "--threads", 1).exitCode()).isZero();
    assertThat(Cli.digest(directory)).isEqualTo(wholeDigest);
  }

  /// Whether this process was started with the signal ignored; processes that it starts are then
  /// too.
  private static boolean isIgnored(String signal) throws IOException {
    int number =
        switch (signal) {
          case "HUP" -> 1;
          case "INT" -> 2;
          default -> 15;
        };
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String mask =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow()
            .substring("SigIgn:".length())
            .strip();
    return (Long.parseUnsignedLong(mask, 16) >>> (number - 1) & 1) == 1;
  }

  @Test
  void twoKillsAtRandomMomentsCostNoBit() throws IOException, InterruptedException {
    kill(2);
  }

  @Tag("weekly")
  @Test
  void tenKillsAtRandomMomentsCostNoBit() throws IOException, InterruptedException {
    kill(10);
  }

  /// The histogram is state, and the turn in the middle is done once.
  @Tag("weekly")
  @Test
  void fiveKillsCostNoBitOfARunThatSamples() throws IOException, InterruptedException {
    Path directory = folder.resolve("run");
    Path whole = folder.resolve("whole");
    assertThat(Cli.run(sampling(whole)).exitCode()).isZero();
    Cli.Result last = killed(5, directory, sampling(directory));
    assertThat(last.exitCode()).as(last.err()).isEqualTo(ExitCode.DONE);
    assertThat(Cli.digest(directory)).isEqualTo(Cli.digest(whole));
  }

  private static Object[] sampling(Path directory) {
    return Cli.tinyRun(
        STEPS,
        "--set",
        "checkpoints.every=700",
        "--set",
        "optimizer.kind=wang-landau",
        "--set",
        "turn=[{at=2000,set=\"optimizer.temperature\",to=0.9}]",
        "--out",
        directory);
  }

  private void kill(int times) throws IOException, InterruptedException {
    Path directory = folder.resolve("run");
    Cli.Result last = killed(times, directory, run(directory));
    assertThat(last.exitCode()).as(last.err()).isEqualTo(ExitCode.DONE);
    assertThat(Cli.digest(directory)).isEqualTo(wholeDigest);
  }

  private Cli.Result killed(int times, Path directory, Object[] run)
      throws IOException, InterruptedException {
    var random = new Random(20);
    Process process = Cli.fork(folder, run);
    for (int kill = 1; kill <= times; kill++) {
      awaitProbe(process, directory, kill * (STEPS / (2L * times)));
      Thread.sleep(random.nextInt(40));
      process.destroyForcibly();
      assertThat(process.waitFor()).as("not finished before kill " + kill).isEqualTo(128 + 9);
      process = Cli.fork(folder, "run", "--resume", directory, "--threads", 1 + kill % 2);
    }
    return Cli.await(process, folder);
  }

  @Test
  void aRunThatGoesOnInAnotherProcessIsNotTouched() throws IOException, InterruptedException {
    Path directory = folder.resolve("run");
    Process process = Cli.fork(folder, Cli.tinyRun(5_000_000, "--out", directory));
    awaitProbe(process, directory, 100);
    Cli.Result second = Cli.run("run", "--resume", directory);
    assertThat(second.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(second.err()).contains("is being trained by a run that goes on");
    process.destroyForcibly().waitFor();
    Files.writeString(
        directory.resolve("lock"), ""); // what a kill leaves does not lock anybody out
    assertThat(Cli.lastProbe(directory)).isGreaterThanOrEqualTo(100);
    try (var after = TrainingRun.resume(directory, 1)) {
      assertThat(after.directory().isDone()).isFalse();
    }
  }

  private static void awaitProbe(Process process, Path directory, long step)
      throws IOException, InterruptedException {
    while (Cli.lastProbe(directory) < step) {
      if (!process.isAlive()) {
        throw new AssertionError(
            "ended before step %d: %s"
                .formatted(step, Files.readString(directory.resolveSibling("err"))));
      }
      Thread.sleep(5);
    }
  }
}
