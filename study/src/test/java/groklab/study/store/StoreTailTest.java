package groklab.study.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.lab.file.Sum;
import groklab.study.SampleRuns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTailTest {
  private static final List<Row> ROWS = SampleRuns.jobs().stream().map(SampleRuns::run).toList();

  @TempDir private Path folder;

  private RunStore store() {
    return new RunStore(folder);
  }

  @Test
  void tellsRunsAsTheyComeAndReadsTheirProbesWhenAsked() {
    StoreTail tail = store().follow();
    assertThat(tail.readOn()).isFalse();
    try (var writer = store().open("local")) {
      for (int i = 0; i < ROWS.size(); i++) {
        writer.append(ROWS.get(i));
        assertThat(tail.readOn()).isTrue();
        assertThat(tail.readOn()).isFalse();
        assertThat(tail.outcomes()).hasSize(i + 1).last().isEqualTo(ROWS.get(i).outcome());
      }
    }
    for (Row row : ROWS) {
      assertThat(tail.row(row.id())).isEqualTo(row);
    }
    assertThat(tail.ids()).containsExactlyElementsOf(ROWS.stream().map(Row::id).toList());
    assertThatThrownBy(() -> tail.row("nothing")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesALineThatIsHalfWrittenForTheNextTime() throws IOException {
    String line = RunStore.line(ROWS.getFirst());
    Path part = store().part("local");
    Files.writeString(part, line.substring(0, line.length() / 2));
    StoreTail tail = store().follow();
    assertThat(tail.readOn()).isFalse();
    Files.writeString(part, line + "\n");
    assertThat(tail.readOn()).isTrue();
    assertThat(tail.row(ROWS.getFirst().id())).isEqualTo(ROWS.getFirst());
  }

  @Test
  void countsCopiesAsTheStoreDoes() {
    Row first = ROWS.getFirst();
    var failed = new Row(first.id(), first.settings(), first.seed(), new Row.End.Failed("lost"));
    var again = new Row(first.id(), first.settings(), first.seed(), new Row.End.Failed("again"));
    store().write("a", List.of(RunStore.line(failed)));
    StoreTail tail = store().follow();
    tail.readOn();
    store().write("b", List.of(RunStore.line(again)));
    tail.readOn();
    assertThat(tail.row(first.id())).isEqualTo(again);
    store().write("c", List.of(RunStore.line(first), RunStore.line(failed)));
    tail.readOn();
    assertThat(tail.row(first.id())).isEqualTo(first).isEqualTo(store().rows().get(first.id()));
  }

  @Test
  void beginsAnewWhereAPartHasShrunkOrIsGone() throws IOException {
    List<String> lines = ROWS.stream().map(RunStore::line).toList();
    store().write("a", lines);
    StoreTail tail = store().follow();
    tail.readOn();
    store().write("a", lines.subList(1, 2));
    assertThat(tail.readOn()).isTrue();
    assertThat(tail.ids()).containsExactly(ROWS.get(1).id());
    assertThat(tail.row(ROWS.get(1).id())).isEqualTo(ROWS.get(1));
    Files.delete(store().part("a"));
    assertThat(tail.readOn()).isTrue();
    assertThat(tail.outcomes()).isEmpty();
  }

  @Test
  void noticesThatALineIsNotAsItWasWrittenThoughItDoesNotReadItsProbes() throws IOException {
    String line = RunStore.line(ROWS.getFirst());
    Path part = store().part("a");
    for (String changed :
        List.of(
            line.replaceFirst("\"train.loss\":\\[", "\"train.loss\":[1,"),
            line.replaceFirst("\"sum\":\"", "\"sum\":\"0"),
            line.substring(0, line.indexOf(",\"sum\"")) + "}",
            line + " ")) {
      Files.writeString(part, changed + "\n");
      assertThatThrownBy(() -> store().follow().readOn())
          .isInstanceOf(RunFileException.class)
          .hasMessageContaining("runs-a.jsonl, line 1 is damaged: it is not as it was written");
    }
  }

  /// They have no `decided`, which is therefore found from the probes.
  @Test
  void readsLinesOfEarlierVersions() throws IOException {
    String summed =
        RunStore.line(ROWS.getFirst())
            .replaceAll("\"decided\":\\w+,", "")
            .replaceFirst(",\"sum\":.*", "}");
    String sum = Sum.of(summed.getBytes(StandardCharsets.UTF_8)).sha256();
    String line = summed.substring(0, summed.length() - 1) + ",\"sum\":\"" + sum + "\"}";
    assertThat(line).doesNotContain("decided");
    Files.writeString(store().part("a"), line + "\n");
    StoreTail tail = store().follow();
    tail.readOn();
    assertThat(tail.outcomes()).containsExactly(ROWS.getFirst().outcome());
  }

  @Test
  void noticesThatALineWasChangedAfterItWasRead() throws IOException {
    store().write("a", ROWS.stream().map(RunStore::line).toList());
    StoreTail tail = store().follow();
    tail.readOn();
    String text = Files.readString(store().part("a"));
    String id = ROWS.get(1).id();
    Files.writeString(store().part("a"), text.replace(id, "x" + id.substring(1)));
    assertThatThrownBy(() -> tail.row(id))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("runs-a.jsonl, line 2 is damaged");
  }
}
