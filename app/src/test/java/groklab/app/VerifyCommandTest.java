package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.process.ExitCode;
import groklab.app.spec.SpecSource;
import groklab.lab.train.RunObserver;
import groklab.lab.train.TrainingRun;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class VerifyCommandTest {
  /// Of the version before runs were sealed; how it was made stands in its `spec.toml`.
  private static final String UNSEALED_DIGEST =
      "a0dcd6cc4f409f0903c43205a5ca44e3a7fe8551b180bbaed753e8c9eaac1d5b";

  @TempDir private Path folder;

  @Test
  void aFinishedRunIsWholeAndSha256sumAgrees() throws IOException, InterruptedException {
    Path run = finished();
    Cli.Result result = Cli.run("verify", run);
    assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(result.out())
        .startsWith(run + " is as it was recorded: DONE, 10 of 10 checkpoints, spec.toml, ");
    Process sums =
        new ProcessBuilder("sha256sum", "--check", "--strict", "--quiet", "DONE")
            .directory(run.toFile())
            .start();
    assertThat(sums.waitFor()).isZero();
  }

  @Test
  void whatIsDamagedAndWhatIsStillGoodIsSaidAlsoInJson() throws IOException {
    Path run = finished();
    replaceInLine(run.resolve("metrics.jsonl"), "\"step\":19,", "train.loss\":1", "train.loss\":2");
    Cli.Result result = Cli.run("verify", run);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out().strip())
        .isEqualTo(
            ("%s/metrics.jsonl is not as it was recorded, after step 16; still good: DONE, 10 of"
                    + " 10 checkpoints, spec.toml, criterion.json, metrics.jsonl up to step 16,"
                    + " events.jsonl, loss.trace, provenance.json, summary.json; write groklab run"
                    + " --resume %s --at 16 to compute the rest again")
                .formatted(run, run));
    var json = JsonMapper.shared().readTree(Cli.run("verify", run, "--json").out()).at("/runs/0");
    assertThat(json.at("/whole").booleanValue()).isFalse();
    assertThat(json.at("/goOnFrom").longValue()).isEqualTo(16);
    assertThat(json.at("/damages").size()).isEqualTo(1);
    Cli.Result shown = Cli.run("show", run);
    assertThat(shown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(shown.out()).isEmpty();
    assertThat(shown.err()).startsWith("groklab: " + run + "/metrics.jsonl is not as it was");
  }

  @Test
  void aDamagedRunIsTakenBackToItsLastWholeStepAndEndsWithTheSameDigest() throws IOException {
    Path run = finished();
    String digest = Cli.digest(run);
    replaceInLine(run.resolve("metrics.jsonl"), "\"step\":19,", "train.loss\":1", "train.loss\":2");
    Files.delete(run.resolve("summary.json"));
    Cli.Result tooLate = Cli.run("run", "--resume", run, "--at", 32);
    assertThat(tooLate.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(tooLate.err()).contains("--at is 32, but there is no whole state of that step");
    assertThat(Cli.run("run", "--resume", run, "--at", 16, "--threads", 1).exitCode()).isZero();
    assertThat(Cli.digest(run)).isEqualTo(digest);
    Cli.Result whole = Cli.run("run", "--resume", run, "--at", 16);
    assertThat(whole.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(whole.err()).contains("nothing in " + run + " is damaged");
  }

  @Test
  void whereARunWasMadeCannotBeComputedAgainAndIsPutAside() throws IOException {
    Path run = finished();
    Path provenance = run.resolve("provenance.json");
    Files.writeString(
        provenance, Files.readString(provenance).replace("\"threads\" : 1", "\"threads\" : 9"));
    assertThat(Cli.run("verify", run).out())
        .contains("provenance.json is not as it was when the run ended");
    assertThat(Cli.run("run", "--resume", run, "--at", 40, "--threads", 1).exitCode()).isZero();
    assertThat(run.resolve("provenance.json.damaged")).content().contains("\"threads\" : 9");
    assertThat(provenance).content().contains("\"threads\" : 1");
  }

  @Test
  void aMissingDoneIsNoticedAndResumingEndsTheRunAgain() throws IOException {
    Path run = finished();
    String digest = Cli.digest(run);
    Mutation.age(run.resolve("events.jsonl"));
    Files.delete(run.resolve("DONE"));
    for (String command : List.of("digest", "show", "measure", "report")) {
      Cli.Result refused = Cli.run(command, run);
      assertThat(refused.exitCode()).as(command).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(refused.err()).contains(run + "/DONE is missing, though the run has ended");
    }
    assertThat(Cli.run("verify", run).exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(Cli.run("run", "--resume", run, "--threads", 1).exitCode()).isZero();
    assertThat(Cli.digest(run)).isEqualTo(digest);
    assertThat(Cli.run("verify", run).out()).contains("DONE").doesNotContain("not finished");
  }

  @Test
  void aMissingSpecIsNoticedAndWhatIsStillGoodIsListed() throws IOException {
    Path run = finished();
    Files.delete(run.resolve("spec.toml"));
    Cli.Result verified = Cli.run("verify", run);
    assertThat(verified.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(verified.out())
        .contains("spec.toml is missing; still good: DONE, ", "metrics.jsonl")
        .doesNotContain("not a run directory");
  }

  @Test
  void aSummaryOfAnotherRunIsNoticed() throws IOException {
    Path run = interrupted();
    Files.copy(finished().resolve("summary.json"), run.resolve("summary.json"));
    assertThat(Cli.run("verify", run).out()).contains("summary.json is there, though the run has");
  }

  @Test
  void anEditedSpecIsNotResumed() throws IOException {
    Path run = interrupted();
    Path spec = run.resolve("spec.toml");
    Files.writeString(spec, Files.readString(spec).replace("steps = 40", "steps = 90"));
    Cli.Result result = Cli.run("run", "--resume", run);
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.err())
        .contains("spec.toml is not as it was when the run began")
        .contains("use another copy");
  }

  @Test
  void theCheckpointOfAnInterruptionIsMissed() throws IOException {
    Path run = interrupted();
    Files.delete(run.resolve("checkpoints/step-21.safetensors"));
    assertThat(Cli.run("verify", run).out())
        .contains("step-21.safetensors is missing")
        .contains("--resume " + run + " --at 16");
  }

  @Test
  void anOldRunIsMarkedAsUnsealedAndCanBeSealed() throws IOException, URISyntaxException {
    Path run = copyOfOldRun();
    assertThat(Cli.digest(run)).isEqualTo(UNSEALED_DIGEST);
    assertThat(Cli.run("show", run).out()).contains("recorded before runs were sealed");
    Cli.Result before = Cli.run("verify", run);
    assertThat(before.exitCode()).isZero();
    assertThat(before.out()).contains(run + " is not sealed").contains("groklab verify --seal");

    Cli.Result sealed = Cli.run("verify", "--seal", run);
    assertThat(sealed.out()).contains(run + " is as it was recorded: DONE, 8 of 8 checkpoints");
    assertThat(Cli.digest(run)).isEqualTo(UNSEALED_DIGEST);
    assertThat(Cli.run("show", run).out()).doesNotContain("before runs were sealed");
    assertThat(Cli.run("verify", "--seal", run).err()).contains("is sealed already");
    Path events = run.resolve("events.jsonl");
    Files.writeString(events, Files.readString(events).replaceFirst("confusion", "confusian"));
    assertThat(Cli.run("digest", run).err()).contains("events.jsonl is not as it was recorded");
  }

  @Test
  void anOldRunWhoseMetricsDoNotFitItsDigestIsDamaged() throws IOException, URISyntaxException {
    Path run = copyOfOldRun();
    replaceInLine(run.resolve("metrics.jsonl"), "\"step\":8,", "train.loss\":", "train.loss\":1");
    assertThat(Cli.run("verify", run).out()).contains("summary.json tells another digest");
    assertThat(Cli.run("verify", "--seal", run).exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void noControlCharacterOfAFileReachesTheTerminal() throws IOException, URISyntaxException {
    Path run = copyOfOldRun();
    Path summary = run.resolve("summary.json");
    Files.writeString(
        summary, Files.readString(summary).replace("train accuracy", "train \\u001b[2J accuracy"));
    Cli.Result shown = Cli.run("show", run);
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).doesNotContain("\u001b").contains("train \\u001b[2J accuracy 0.200");
  }

  // --- runs --------------------------------------------------------------------------------------

  private Path finished() {
    Path run = folder.resolve("finished");
    assertThat(Cli.run(Cli.tinyRun(40, "--out", run)).exitCode()).isZero();
    return run;
  }

  /// Stopped before step 21.
  private Path interrupted() {
    Path path = folder.resolve("interrupted");
    var spec = SpecSource.read("addition-59", Cli.tinySpec(40));
    try (var run = TrainingRun.start(spec, path, 1)) {
      run.run(new Silent(), () -> run.step() == 21);
    }
    return path;
  }

  private Path copyOfOldRun() throws IOException, URISyntaxException {
    Path old = Path.of(Objects.requireNonNull(getClass().getResource("/run/unsealed")).toURI());
    Path copy = folder.resolve("old");
    try (var files = Files.walk(old)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(old.relativize(file).toString()));
      }
    }
    return copy;
  }

  private static void replaceInLine(Path file, String line, String from, String to)
      throws IOException {
    var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    lines.replaceAll(text -> text.contains(line) ? text.replace(from, to) : text);
    String changed = String.join("\n", lines) + "\n";
    assertThat(changed.equals(Files.readString(file))).as("unchanged").isFalse();
    Files.writeString(file, changed);
  }

  /// Nobody looks.
  record Silent() implements RunObserver {
    @Override
    public void progress(Progress now) {}

    @Override
    public void event(groklab.lab.rundir.RunEvent event) {}
  }
}
