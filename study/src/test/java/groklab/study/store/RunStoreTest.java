package groklab.study.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.study.SampleRuns;
import groklab.study.sweep.Job;
import groklab.study.sweep.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
  private static final List<Row> ROWS = SampleRuns.jobs().stream().map(SampleRuns::run).toList();

  @TempDir private Path folder;

  private RunStore filled() {
    var store = new RunStore(folder);
    try (var writer = store.open("local")) {
      ROWS.forEach(writer::append);
    }
    return store;
  }

  @Test
  void keepsEverythingThatARunHasRecorded() {
    assertThat(filled().rows().values()).containsExactlyElementsOf(ROWS);
  }

  @Test
  void passesOverATornLastLineAndGoesOnBehindTheLastWholeOne() throws IOException {
    var store = filled();
    byte[] whole = Files.readAllBytes(store.part("local"));
    for (int cut : new int[] {1, 100, 1_000}) {
      Files.write(store.part("local"), java.util.Arrays.copyOf(whole, whole.length - cut));
      assertThat(store.rows()).hasSize(ROWS.size() - 1);
      try (var writer = store.open("local")) {
        writer.append(ROWS.getLast());
      }
      assertThat(Files.readAllBytes(store.part("local"))).isEqualTo(whole);
    }
  }

  @Test
  void noticesThatALineWasChanged() throws IOException {
    var store = filled();
    String text = Files.readString(store.part("local"));
    Files.writeString(
        store.part("local"), text.replaceFirst("\"verdict\":\"\\w+\"", "\"verdict\":\"grokking\""));
    assertThatThrownBy(store::rows)
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("line 1")
        .hasMessageContaining("not as it was written");
  }

  /// Java, TOML and JSON each spell such numbers in their own way.
  @Test
  void keepsSettingsHoweverSmallOrLarge() {
    var store = new RunStore(folder);
    List<Row> rows = new ArrayList<>();
    for (String axis : List.of("[1e-5, 0.0009, 0.01]", "[2e7, 1e30]")) {
      Jobs.of(
              SampleRuns.sweep(
                  "[[axis]]\nkey = \"optimizer.weightDecay\"\nvalues = " + axis + "\n"),
              SampleRuns.base())
          .forEach(job ->
              rows.add(
                  new Row(job.id(), job.ordered(), job.seed(), new Row.End.Failed("not run"))));
    }
    try (var writer = store.open("local")) {
      rows.forEach(writer::append);
    }
    assertThat(store.rows().values()).containsExactlyElementsOf(rows);
    store.write("part", rows.stream().map(RunStore::line).toList());
    assertThat(store.rows("part")).isEqualTo(rows);
  }

  @Test
  void refusesLinesOfAnotherVersion() throws IOException {
    var store = filled();
    String text = Files.readString(store.part("local"));
    Files.writeString(store.part("local"), text.replaceFirst("\"format\":1", "\"format\":2"));
    assertThatThrownBy(store::rows)
        .isInstanceOf(RunFileException.class)
        .hasMessage(
            store.part("local")
                + ", line 1: lines of format 2, and this version of Groklab reads format 1; use the"
                + " version that wrote them");
  }

  @Test
  void countsARunOnceThatStandsInSeveralPartsAndPrefersTheOneThatEnded() {
    var store = filled();
    Row first = ROWS.getFirst();
    var failed = new Row(first.id(), first.settings(), first.seed(), new Row.End.Failed("lost"));
    store.write("a", List.of(RunStore.line(failed)));
    store.write("z", List.of(RunStore.line(failed), RunStore.line(ROWS.getLast())));
    assertThat(store.rows().values()).containsExactlyInAnyOrderElementsOf(ROWS);
  }

  @Test
  void mergesShardsWithoutDoublesOrGaps() throws IOException {
    List<RunStore> shards =
        List.of(
            new RunStore(Files.createDirectory(folder.resolve("one"))),
            new RunStore(Files.createDirectory(folder.resolve("two"))));
    shards.get(0).write("0-of-2", ROWS.subList(0, 3).stream().map(RunStore::line).toList());
    shards.get(1).write("1-of-2", ROWS.subList(2, 4).stream().map(RunStore::line).toList());
    var store = new RunStore(folder);
    assertThat(store.merge(shards, "merged")).isEqualTo(4);
    assertThat(store.merge(shards, "again")).isZero();
    assertThat(store.rows().values()).containsExactlyInAnyOrderElementsOf(ROWS);
  }

  @Test
  void keepsWhatAnEarlierMergeHasTaken() throws IOException {
    var shard = new RunStore(Files.createDirectory(folder.resolve("one")));
    var store = new RunStore(folder);
    for (int ended = 1; ended <= ROWS.size(); ended++) {
      shard.write("0-of-1", ROWS.subList(0, ended).stream().map(RunStore::line).toList());
      assertThat(store.merge(List.of(shard), "merged")).isEqualTo(1);
      assertThat(store.rows().values()).containsExactlyElementsOf(ROWS.subList(0, ended));
    }
  }

  @Test
  void keepsAFailedRunWithItsCause() {
    var failed = new Row("abc", ROWS.getFirst().settings(), 5, new Row.End.Failed("no \"room\""));
    var store = new RunStore(folder);
    store.write("failed", List.of(RunStore.line(failed)));
    assertThat(store.rows("failed")).containsExactly(failed);
    assertThat(failed.outcome().failure()).contains("no \"room\"");
    assertThat(failed.outcome().verdict()).isEmpty();
  }

  @Test
  void readsBackTheJobsOfItsRows() {
    List<Job> jobs = SampleRuns.jobs();
    for (int i = 0; i < jobs.size(); i++) {
      assertThat(ROWS.get(i).id()).isEqualTo(jobs.get(i).id());
      assertThat(ROWS.get(i).settings()).isEqualTo(jobs.get(i).ordered());
    }
  }
}
