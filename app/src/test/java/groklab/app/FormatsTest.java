package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.process.ExitCode;
import groklab.lab.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What earlier versions wrote opens today. `formats/make.sh` recorded it with those versions
/// themselves: a run of 300 steps, one that was interrupted, and a sweep of four runs.
@ParameterizedClass
@MethodSource("versions")
class FormatsTest {
  private static final Path FORMATS = Path.of("src/test/resources/groklab/app/formats");

  @TempDir private Path temporary;

  private final Path zip;

  FormatsTest(Path zip) {
    this.zip = zip;
  }

  private String version() {
    return zip.getFileName().toString().replace(".zip", "");
  }

  static List<Path> versions() throws IOException {
    try (Stream<Path> files = Files.list(FORMATS)) {
      return files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
    }
  }

  @BeforeEach
  void unpack() throws IOException {
    try (var in = new ZipInputStream(Files.newInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = temporary.resolve(entry.getName());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.copy(in, file);
      }
    }
  }

  private Path folder() {
    return temporary.resolve(version());
  }

  private Path finished() {
    return folder().resolve("finished");
  }

  private static JsonNode json(Path file) {
    return JsonMapper.shared().readTree(file.toFile());
  }

  @Test
  void aFinishedRunIsShownAsItWasRecorded() {
    JsonNode then = json(finished().resolve("summary.json"));
    assertThat(Cli.digest(finished())).isEqualTo(then.at("/digest").stringValue());
    JsonNode now = JsonMapper.shared().readTree(Cli.run("show", finished(), "--json").out());
    assertThat(List.of(now.at("/verdict"), now.at("/memorizedAt"), now.at("/generalizedAt")))
        .containsExactly(then.at("/verdict"), then.at("/memorizedAt"), then.at("/generalizedAt"));
    assertWhole(finished());
    assertThat(Cli.run("report", finished()).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(finished().resolve("report.html")).content().contains("memorised");
    assertThat(Cli.run("measure", finished(), "--measure=weights.l2").exitCode())
        .isEqualTo(ExitCode.DONE);
  }

  /// Runs of versions that recorded no sums are sealed as they are.
  private static void assertWhole(Path run) {
    var verified = Cli.run("verify", run);
    if (verified.out().contains("is not sealed")) {
      assertThat(Cli.run("verify", "--seal", run).exitCode()).isEqualTo(ExitCode.DONE);
      verified = Cli.run("verify", run);
    }
    assertThat(verified.out()).startsWith(run + " is as it was recorded: ");
  }

  @Test
  void itsSpecRunsAgainToTheSameWeights() {
    Path again = folder().resolve("again");
    var result = Cli.run("run", finished().resolve("spec.toml"), "--out", again, "--threads", 1);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertSameEnd(again);
  }

  @Test
  void aBranchFromItsCheckpointComesToTheSameWeights() {
    Path branch = folder().resolve("branch");
    var result =
        Cli.run("run", "--branch", finished(), "--at", 128, "--out", branch, "--threads", 1);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertSameEnd(branch);
  }

  /// The first version rounded Adam otherwise, by less than a millionth of a weight in one step.
  private void assertSameEnd(Path run) {
    float rounding = version().startsWith("2026-11-22") ? 2e-6F : 0;
    var then = RunDirectory.open(finished()).readCheckpoint(300).weights();
    assertThat(then).isNotEmpty();
    assertThat(RunDirectory.open(run).readCheckpoint(300).weights())
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> Math.abs(a - b) <= rounding, Float.class)
        .isEqualTo(then);
  }

  @Test
  void anInterruptedRunGoesOnToItsEnd() {
    Path run = folder().resolve("interrupted");
    var result = Cli.run("run", "--resume", run, "--threads", 1);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(json(run.resolve("summary.json")).at("/steps").longValue()).isEqualTo(5_000);
    assertWhole(run);
    assertThat(Cli.run("compare", finished(), run).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aSweepIsReadAndGrows() throws IOException {
    Path sweep = folder().resolve("sweep");
    if (!Files.exists(sweep)) {
      assertThat(version()).as("of before there were sweeps").isLessThan("2026-11-29T1242");
      return;
    }
    var rows = Cli.run("query", "select count(*) n from runs", sweep, "--json");
    assertThat(rows.exitCode()).as(rows.err()).isEqualTo(ExitCode.DONE);
    assertThat(rows.out()).contains("4");
    Path file = folder().resolve("sweep.toml");
    Files.writeString(file, Files.readString(file).replace("[0, 1]", "[0, 1, 2]"));
    var grown = Cli.run("sweep", file, "--out", sweep, "--resume");
    assertThat(grown.exitCode()).as(grown.err()).isEqualTo(ExitCode.DONE);
    assertThat(Cli.run("query", "select count(*) n from runs", sweep, "--json").out())
        .contains("6");
  }
}
