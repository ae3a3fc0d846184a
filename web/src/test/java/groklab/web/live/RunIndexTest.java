package groklab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.web.SampleRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A run that is damaged says so in its own line, and every other run is shown.
@Timeout(20)
class RunIndexTest {
  @TempDir private Path directory;
  private Path runs;
  private Path bad;

  @BeforeEach
  void aGoodRunAndOneToBeDamaged() {
    runs = directory.resolve("runs");
    new SampleRun(runs.resolve("good")).write();
    bad = new SampleRun(runs.resolve("bad")).write().path();
  }

  private JsonNode row(String id) throws IOException {
    try (var index = new RunIndex(RunsFolder.open(runs), path -> false)) {
      for (int i = 0; i < 200; i++) {
        var answer = JsonMapper.shared().readTree(index.json());
        assertThat(answer.path("runs").size()).isEqualTo(2);
        for (JsonNode row : answer.path("runs")) {
          if (row.path("id").asString().equals(id)
              && !row.path("state").asString("").equals("reading")) {
            return row;
          }
        }
      }
    }
    throw new AssertionError("the run was not read");
  }

  private void isDamaged(String why) throws IOException {
    assertThat(row("bad").path("state").asString()).isEqualTo("damaged");
    assertThat(row("bad").path("why").asString()).contains(why);
    assertThat(row("good").path("verdict").asString()).isEqualTo("grokking");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.jsonl", "criterion.json", "provenance.json", "summary.json"})
  void aDirectoryInTheFilesPlace(String name) throws IOException {
    Files.deleteIfExists(bad.resolve(name));
    Files.createDirectory(bad.resolve(name));
    if (name.equals("provenance.json")) {
      Files.delete(bad.resolve("DONE")); // of a finished run nobody asks for it
    }
    isDamaged(name + " is a directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.jsonl", "criterion.json", "summary.json"})
  void aLinkIsNotFollowed(String name) throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "{\"step\":1,\"train.loss\":7}\n");
    Files.deleteIfExists(bad.resolve(name));
    Files.createSymbolicLink(bad.resolve(name), secret);
    isDamaged(name + " is a link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.jsonl", "criterion.json"})
  void aPipeIsNotWaitedFor(String name) throws Exception {
    Files.deleteIfExists(bad.resolve(name));
    int made = new ProcessBuilder("mkfifo", bad.resolve(name).toString()).start().waitFor();
    assertThat(made).isZero();
    isDamaged(name + " is no regular file");
  }

  @Test
  void gigabytesWithoutALineAreGivenUpEarly() throws IOException {
    try (var file = new RandomAccessFile(bad.resolve("metrics.jsonl").toFile(), "rw")) {
      file.setLength(0);
      file.setLength(3L << 30);
    }
    isDamaged("has a line of more than 16 MiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec.toml", "summary.json", "criterion.json"})
  void garbage(String name) throws IOException {
    Files.writeString(bad.resolve(name), "\u0000garbage");
    isDamaged(name);
  }

  @Test
  void aNumberThatIsNone() throws IOException {
    Files.writeString(bad.resolve("metrics.jsonl"), "{\"step\":x,\"train.accuracy\":}\n");
    isDamaged("metrics.jsonl is damaged: a value is no number");
  }

  /// "bad" is a good run here, in the second of the places that [#row] expects.
  @Test
  void aRunThatEndedOnItsWayUpIsOpen() throws IOException {
    try (var files = Files.walk(bad)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
    new SampleRun(bad).times(150, 12_000, 10_000).write();
    assertThat(row("bad").path("open").asBoolean(false)).isTrue();
    assertThat(row("good").has("open")).isFalse();
  }
}
