package groklab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.web.SampleRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A folder of fifty runs, half of them damaged, each in another way.
class DamagedFolderTest {
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final double LONGEST_ANSWER_SECONDS = 1;

  @TempDir private Path folder;

  private interface Damage {
    void to(Path run) throws IOException;
  }

  /// What is done, by what the line of the run must say.
  private SequencedMap<String, Damage> damages() {
    var damages = new LinkedHashMap<String, Damage>();
    for (String name : new String[] {"spec.toml", "metrics.jsonl", "provenance.json", "DONE"}) {
      damages.put(name + " is a directory", run -> directory(run.resolve(name)));
      damages.put(name + " is a link", run -> link(run.resolve(name)));
      damages.put(name + " is no regular file", run -> pipe(run.resolve(name)));
    }
    for (String name : new String[] {"metrics.jsonl", "events.jsonl", "summary.json"}) {
      damages.put(name + " is not as it was", run -> flip(run.resolve(name)));
    }
    damages.put(
        "provenance.json is not as it was when", run -> append(run, "provenance.json", " "));
    damages.put("spec.toml is not as it was when", run -> append(run, "spec.toml", "# more\n"));
    damages.put("events.jsonl is not as it was when", run -> empty(run.resolve("events.jsonl")));
    damages.put("it has no spec.toml", run -> Files.delete(run.resolve("spec.toml")));
    damages.put("metrics.jsonl is missing", run -> Files.delete(run.resolve("metrics.jsonl")));
    damages.put("summary.json is missing", run -> Files.delete(run.resolve("summary.json")));
    damages.put("DONE is damaged", run -> append(run, "DONE", "x"));
    damages.put(
        "is damaged: a value is no number",
        run -> append(run, "metrics.jsonl", "{\"step\":9,\"train.accuracy\":x}\n"));
    damages.put("has a line of more than 16 MiB", run -> longLine(run.resolve("metrics.jsonl")));
    damages.put("this is not TOML", run -> append(run, "spec.toml", "\0garbage"));
    return damages;
  }

  @Test
  void theListAnswersAndEveryBadRunSaysWhy() throws Exception {
    var why = new HashMap<String, String>();
    for (var damage : damages().entrySet()) {
      String id = "bad-" + why.size();
      Path run = new SampleRun(folder.resolve(id)).write().path();
      Files.createDirectories(run.resolve("checkpoints"));
      damage.getValue().to(run);
      why.put(id, damage.getKey());
    }
    for (int i = why.size(); i < 50; i++) {
      new SampleRun(folder.resolve("good-" + i)).write();
    }
    assertThat(why).hasSize(25);

    var rows = rows();
    assertThat(rows).hasSize(50);
    rows.forEach((id, row) -> {
      if (why.containsKey(id)) {
        assertThat(row.path("why").asString("")).as(id).contains(why.get(id));
        assertThat(row.path("why").asString("")).doesNotContain(folder.toString());
      } else {
        assertThat(row.path("verdict").asString("")).as(id).isEqualTo("grokking");
      }
    });
  }

  private Map<String, JsonNode> rows() throws IOException {
    long until = System.nanoTime() + PATIENCE_NANOS;
    try (var index = new RunIndex(RunsFolder.open(folder), path -> false)) {
      while (System.nanoTime() < until) {
        long begin = System.nanoTime();
        var answer = JsonMapper.shared().readTree(index.json());
        assertThat((System.nanoTime() - begin) / 1e9).isLessThan(LONGEST_ANSWER_SECONDS);
        if (answer.path("complete").asBoolean()) {
          var rows = new HashMap<String, JsonNode>();
          answer.path("runs").forEach(row -> rows.put(row.path("id").asString(), row));
          return rows;
        }
      }
    }
    throw new AssertionError("the runs were not read");
  }

  private static void directory(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
  }

  private void link(Path file) throws IOException {
    Path moved = Files.createTempDirectory(folder, ".moved");
    Files.createSymbolicLink(file, Files.move(file, moved.resolve(file.getFileName())));
  }

  private static void pipe(Path file) throws IOException {
    Files.delete(file);
    try {
      assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /// One bit of a number near the middle: a digit becomes another.
  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = bytes.length / 2;
    while (bytes[at] < '2' || bytes[at] > '7') {
      at++;
    }
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  private static void append(Path run, String name, String text) throws IOException {
    Files.writeString(run.resolve(name), Files.readString(run.resolve(name)) + text);
  }

  private static void empty(Path file) throws IOException {
    Files.write(file, new byte[0]);
  }

  private static void longLine(Path file) throws IOException {
    try (var content = new RandomAccessFile(file.toFile(), "rw")) {
      content.setLength(0);
      content.setLength(1L << 30);
    }
  }
}
