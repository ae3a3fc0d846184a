package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import groklab.app.process.ExitCode;
import groklab.study.store.Row;
import groklab.study.store.RunStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file that cannot be written ends a run with one sentence and exit code 1; when it can be
/// written again, the run goes on as if nothing had been.
class FullDiskTest {
  private static final int STEPS = 300;
  private static final String TINY =
      """
      base = "mlp-addition"
      seeds = [0, 1, 2]
      set = { task.modulus = 7, model.width = 8, budget.steps = 60 }
      [[axis]]
      key = "optimizer.weightDecay"
      values = [0.1, 1.0, 3.0]
      """;

  @TempDir private Path folder;

  @Test
  void aFileThatCannotBeWrittenCostsNothing() throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(Cli.run(Cli.tinyRun(STEPS, "--out", whole)).exitCode()).isZero();
    Path directory = folder.resolve("run");
    RunCommandTest.runUntilAsked(directory, STEPS, 71);

    Path obstacle = directory.resolve("checkpoints/step-128.safetensors.partial");
    Path inside = Files.createDirectories(obstacle.resolve("in the way"));
    Cli.Result failed = Cli.run("run", "--resume", directory, "--threads", 1);
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(ExitCode.FAILED);
    assertThat(failed.errLines().getLast())
        .startsWith("groklab: " + directory.resolve("checkpoints/step-128.safetensors"))
        .endsWith("then go on with groklab run --resume " + directory);
    assertThat(failed.err()).containsOnlyOnce("groklab: ");
    assertThat(failed.out()).isEmpty();

    Files.delete(inside);
    Files.delete(obstacle);
    assertThat(Cli.run("run", "--resume", directory, "--threads", 1).exitCode()).isZero();
    assertThat(Cli.digest(directory)).isEqualTo(Cli.digest(whole));
  }

  /// The disk fills up at the spec, in the middle of a line, at a checkpoint, at the end, ...
  ///
  /// @param free KiB that are left when the run begins
  @ParameterizedTest
  @ValueSource(ints = {48, 64, 80, 112, 144, 176})
  void aFullDiskCostsNothingOnceThereIsSpaceAgain(int free)
      throws IOException, InterruptedException {
    Path whole = folder.resolve("whole");
    assertThat(Cli.run(Cli.tinyRun(STEPS, "--out", whole)).exitCode()).isZero();
    Path small = Files.createDirectory(folder.resolve("small"));
    String mounted = command("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small.toString());
    assumeThat(mounted).as("mounting a small file system needs permission").isEmpty();
    try {
      Path ballast = Files.write(small.resolve("ballast"), new byte[(4 << 20) - (free << 10)]);
      Path directory = small.resolve("run");
      Cli.Result failed = Cli.run(Cli.tinyRun(STEPS, "--out", directory));
      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(ExitCode.FAILED);
      assertThat(failed.errLines().getLast())
          .startsWith("groklab: The disk is full, so ")
          .endsWith("free some space, then go on with groklab run --resume " + directory);
      assertThat(failed.err()).containsOnlyOnce("groklab: ");

      Cli.Result again = Cli.run("run", "--resume", directory, "--threads", 1);
      assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.FAILED);

      Files.delete(ballast);
      Cli.Result resumed = Cli.run("run", "--resume", directory, "--threads", 1);
      assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.DONE);
      assertThat(Cli.digest(directory)).isEqualTo(Cli.digest(whole));
    } finally {
      assertThat(command("umount", small.toString())).isEmpty();
    }
  }

  @Test
  void aDiskThatIsFullFromTheStartLeavesNoDirectoryBehind()
      throws IOException, InterruptedException {
    Path small = Files.createDirectory(folder.resolve("small"));
    String mounted = command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString());
    assumeThat(mounted).as("mounting a small file system needs permission").isEmpty();
    try {
      Files.write(small.resolve("ballast"), new byte[64 << 10]);
      Cli.Result failed = Cli.run(Cli.tinyRun(3, "--out", small.resolve("run")));
      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(ExitCode.FAILED);
      assertThat(failed.errLines()).hasSize(1);
      assertThat(failed.err()).contains("The disk is full").doesNotContain("--resume");
      assertThat(small.resolve("run")).doesNotExist();
    } finally {
      assertThat(command("umount", small.toString())).isEmpty();
    }
  }

  /// The disk fills up in the middle of a row, or when figures are drawn.
  ///
  /// @param free KiB that are left when the sweep begins
  @ParameterizedTest
  @ValueSource(ints = {12, 40, 100})
  void aFullDiskEndsASweepWithOneSentenceAndItGoesOn(int free)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("tiny.toml"), TINY);
    Path whole = folder.resolve("whole");
    assertThat(Cli.run("sweep", file, "--out", whole, "--threads", 1).exitCode()).isZero();
    Path small = Files.createDirectory(folder.resolve("small"));
    String mounted = command("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small.toString());
    assumeThat(mounted).as("mounting a small file system needs permission").isEmpty();
    try {
      Path ballast = Files.write(small.resolve("ballast"), new byte[(4 << 20) - (free << 10)]);
      Path sweep = small.resolve("sweep");
      Cli.Result failed = Cli.run("sweep", file, "--out", sweep, "--threads", 1);
      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(ExitCode.FAILED);
      assertThat(failed.errLines().getLast())
          .startsWith("groklab: The disk is full, so ")
          .endsWith("free some space, then go on with groklab sweep " + sweep + " --resume");
      assertThat(failed.err()).containsOnlyOnce("groklab: ");

      Files.delete(ballast);
      Cli.Result resumed = Cli.run("sweep", sweep, "--resume", "--threads", 1);
      assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.DONE);
      assertThat(digests(sweep)).hasSize(9).isEqualTo(digests(whole));
    } finally {
      assertThat(command("umount", small.toString())).isEmpty();
    }
  }

  @Test
  void aFullDiskLeavesNothingOfAnExport() throws IOException, InterruptedException {
    Path sweep = folder.resolve("sweep");
    Path file = Files.writeString(folder.resolve("tiny.toml"), TINY);
    assertThat(Cli.run("sweep", file, "--out", sweep, "--threads", 1).exitCode()).isZero();
    Path small = Files.createDirectory(folder.resolve("small"));
    String mounted = command("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", small.toString());
    assumeThat(mounted).as("mounting a small file system needs permission").isEmpty();
    try {
      Files.write(small.resolve("ballast"), new byte[108 << 10]);
      for (String format : new String[] {"csv", "tensorboard"}) {
        Path out = small.resolve(format);
        Cli.Result failed = Cli.run("export", sweep, "--to", format, "--out", out);
        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.errLines()).hasSize(1);
        assertThat(failed.err()).startsWith("groklab: The disk is full, so ");
        assertThat(out).as(format).doesNotExist();
      }
    } finally {
      assertThat(command("umount", small.toString())).isEmpty();
    }
  }

  private static Map<String, String> digests(Path sweep) {
    return new RunStore(sweep)
        .rows().values().stream()
            .collect(
                Collectors.toMap(
                    Row::id, row -> ((Row.End.Finished) row.end()).summary().digest()));
  }

  /// What a command says where it fails; empty where it succeeds, or its exit code where it is
  /// silent.
  private static String command(String... line) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(line).redirectErrorStream(true).start();
    } catch (IOException e) {
      return e.toString();
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    return exitCode == 0 ? "" : line[0] + " ended with " + exitCode + ": " + said;
  }
}
