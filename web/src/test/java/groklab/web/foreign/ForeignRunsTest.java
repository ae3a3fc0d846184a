package groklab.web.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ForeignRunsTest {
  private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

  @TempDir private Path directory;

  private Path logs() throws IOException {
    return Files.createDirectories(directory.resolve("logs"));
  }

  private static ObjectNode table(ForeignRuns runs, Predicate<JsonNode> until) {
    long deadline = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < deadline) {
      ObjectNode table = runs.table();
      if (until.test(table)) {
        return table;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("waited in vain; the table is " + runs.table());
  }

  private static ObjectNode complete(ForeignRuns runs) {
    return table(runs, table -> table.path("complete").asBoolean());
  }

  private static JsonNode only(ObjectNode table) {
    assertThat(table.path("runs").size()).isEqualTo(1);
    return table.path("runs").get(0);
  }

  @Test
  void aRunHasALineWithItsVerdictAndTimes() throws IOException {
    SampleLog.write(logs().resolve("run.csv"), 4_000, 2_000);
    try (var runs = ForeignRuns.open(List.of(logs()))) {
      JsonNode row = only(complete(runs));
      assertThat(row.path("name").asString()).isEqualTo("logs/run.csv");
      assertThat(row.path("verdict").asString()).isEqualTo("grokked");
      assertThat(row.path("memorised").asLong()).isBetween(120L, 160L);
      assertThat(row.path("generalised").asLong()).isBetween(2_100L, 2_300L);
      assertThat(row.path("lastStep").asLong()).isEqualTo(4_000);
    }
  }

  @Test
  void itFollowsALogAndItsPageToo() throws IOException {
    Path file = logs().resolve("run.csv");
    SampleLog.write(file, 500, 2_000);
    try (var runs = ForeignRuns.open(List.of(logs()))) {
      JsonNode row = only(complete(runs));
      String id = row.path("id").asString();
      assertThat(row.path("verdict").asString()).isEqualTo("ordinary-overfitting");
      ObjectNode page = runs.page(id, 0).orElseThrow();
      long version = page.path("version").asLong();
      assertThat(page.path("head").asString())
          .contains("too little moves to say that it will grok");
      assertThat(runs.page(id, version).orElseThrow().size()).isEqualTo(1);
      SampleLog.write(file, 4_000, 2_000);
      table(runs, table -> table.at("/runs/0/verdict").asString().equals("grokked"));
      assertThat(runs.page(id, version).orElseThrow().path("head").asString())
          .contains("generalised much later");
    }
  }

  @Test
  void newRunsComeAndThoseThatAreGoneGo() throws IOException {
    SampleLog.write(logs().resolve("a.csv"), 1_000, 2_000);
    try (var runs = ForeignRuns.open(List.of(logs()))) {
      String id = only(complete(runs)).path("id").asString();
      SampleLog.write(logs().resolve("b.csv"), 1_000, 2_000);
      Files.delete(logs().resolve("a.csv"));
      table(runs, table -> table.at("/runs/0/name").asString().equals("logs/b.csv"));
      assertThat(runs.page(id, 0)).isEmpty();
    }
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    SampleLog.write(outside.resolve("secret.csv"), 1_000, 2_000);
    Files.createSymbolicLink(logs().resolve("folder"), outside);
    Files.createSymbolicLink(logs().resolve("file.csv"), outside.resolve("secret.csv"));
    try (var runs = ForeignRuns.open(List.of(logs()))) {
      assertThat(complete(runs).path("runs").size()).isZero();
    }
  }

  @Test
  void whatHoldsNoLossesIsCountedAndWhatIsTooLargeSaysSo() throws IOException {
    Files.writeString(logs().resolve("other.csv"), "step,temperature\n1,20\n2,21\n");
    Path large = logs().resolve("large.csv");
    Files.writeString(large, "step,val_loss\n1,20\n2,21\n");
    try (var file = Files.newByteChannel(large, StandardOpenOption.WRITE)) {
      file.position(ForeignRun.MOST_BYTES);
      file.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    try (var runs = ForeignRuns.open(List.of(logs()))) {
      ObjectNode table = complete(runs);
      assertThat(table.path("leftOut").asInt()).isEqualTo(1);
      assertThat(only(table).path("why").asString())
          .startsWith("logs/large.csv holds 268,435,457 bytes")
          .doesNotContain(directory.toString());
    }
  }

  @Test
  void aFolderThatCannotBeLookedThroughIsSaidAndTheOthersAreShown() throws IOException {
    Path gone = Files.createDirectories(directory.resolve("gone"));
    SampleLog.write(logs().resolve("a.csv"), 1_000, 2_000);
    try (var runs = ForeignRuns.open(List.of(gone, logs()))) {
      Files.delete(gone);
      ObjectNode table = complete(runs);
      assertThat(table.path("faults").get(0).asString())
          .contains("There is no file or folder gone")
          .doesNotContain(directory.toString());
      assertThat(only(table).path("name").asString()).isEqualTo("logs/a.csv");
    }
  }

  @Test
  void whatIsNoFolderIsRefused() {
    assertThatThrownBy(() -> ForeignRuns.open(List.of(directory.resolve("nowhere"))))
        .isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void itsCurvesGoByTheNamesOfOurOwn() throws IOException {
    SampleLog.write(logs().resolve("run.csv"), 40_000, 2_000);
    try (var runs = ForeignRuns.open(List.of(logs()))) {
      String id = only(complete(runs)).path("id").asString();
      var line = runs.line(id, "validation.accuracy").orElseThrow();
      assertThat(line.measures())
          .containsExactly("train.loss", "train.accuracy", "validation.accuracy");
      assertThat(line.steps().length).isBetween(50, 600);
      assertThat(line.values()[line.values().length - 1]).isEqualTo(0.99);
      assertThat(runs.line(id, "weights.l2").orElseThrow().steps()).isEmpty();
      assertThat(runs.line("0123456789abcdef", "train.loss")).isEmpty();
    }
  }
}
