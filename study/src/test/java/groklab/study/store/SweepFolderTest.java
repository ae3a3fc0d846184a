package groklab.study.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.lab.spec.SpecReader;
import groklab.lab.spec.SpecWriter;
import groklab.study.SampleRuns;
import groklab.study.sweep.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepFolderTest {
  private static final String TEXT =
      "name = \"s\"\n"
          + "seeds = [0, 1]\n"
          + "[[axis]]\n"
          + "key = \"optimizer.weightDecay\"\n"
          + "values = [0.1, 1.0]\n";

  @TempDir private Path temp;

  private SweepFolder filled() {
    var folder = SweepFolder.create(temp.resolve("s"), TEXT, SampleRuns.base());
    try (var writer = folder.store().open("local")) {
      SampleRuns.jobs().forEach(job -> writer.append(SampleRuns.run(job)));
    }
    folder.seal();
    return folder;
  }

  @Test
  void givesEachRunBackAsASourceLikeADirectory() {
    var folder = filled();
    for (Job job : SampleRuns.jobs()) {
      StoredRun run = folder.run(job.id());
      assertThat(SpecWriter.write(run.readSpec())).isEqualTo(job.spec());
      assertThat(run.readMetrics()).isNotEmpty();
      assertThat(run.readSummaryIfThere().orElseThrow().seed()).isEqualTo(job.seed());
    }
  }

  @Test
  void findsARunByTheBeginningOfItsId() {
    var folder = filled();
    String id = SampleRuns.jobs().getFirst().id();
    assertThat(folder.run(id.substring(0, 8)).path()).isEqualTo(folder.path().resolve(id));
    assertThatThrownBy(() -> folder.run("nothing"))
        .hasMessage("%s has no run nothing".formatted(folder.path()));
    assertThatThrownBy(() -> folder.run("")).hasMessageContaining("4 runs");
  }

  @Test
  void carriesTheCommandThatRunsARowAlone() {
    var folder = filled();
    Job job = SampleRuns.jobs().getLast();
    assertThat(folder.command(job.ordered(), job.seed()))
        .isEqualTo(
            "./groklab run %s --set optimizer.weightDecay=1.0 --seed 1"
                .formatted(folder.baseFile()));
    var again =
        new SpecReader()
            .readFile(folder.baseFile(), List.of("optimizer.weightDecay=1.0", "seed=1"));
    assertThat(SpecWriter.write(again)).isEqualTo(job.spec());
  }

  @Test
  void aFolderBelowTheWorkingDirectoryIsNamedFromThere() {
    Path below = Path.of("sweeps", "mine", "base.toml");
    assertThat(SweepFolder.typed(below.toAbsolutePath())).isEqualTo(below.toString());
    assertThat(SweepFolder.typed(below)).isEqualTo(below.toString());
    Path elsewhere = Path.of("elsewhere", "base.toml").toAbsolutePath().getRoot().resolve(below);
    assertThat(SweepFolder.typed(elsewhere)).isEqualTo(elsewhere.toString());
  }

  @Test
  void noticesThatASealedFolderWasChanged() throws IOException {
    var folder = filled();
    folder.requireWhole();
    Files.writeString(folder.sweepFile(), TEXT + "# more\n");
    assertThatThrownBy(folder::requireWhole)
        .isInstanceOf(RunFileException.class)
        .hasMessageStartingWith(
            "%s is not as it was written when the sweep ended; ".formatted(folder.sweepFile()));
    Files.delete(folder.sweepFile());
    assertThatThrownBy(folder::requireWhole).hasMessageContaining("sweep.toml is missing");
  }

  @Test
  void tellsOfASealedFolderTheSameFromItsSummariesAsFromItsRuns() {
    var folder = filled();
    StoreTail whole = folder.store().follow();
    whole.readOn();
    StoreTail quick = folder.follow();
    assertThat(quick.readOn()).isFalse();
    assertThat(quick.outcomes()).hasSize(4).isEqualTo(whole.outcomes());
    for (String id : whole.ids()) {
      assertThat(quick.row(id)).isEqualTo(whole.row(id));
    }
  }

  @Test
  void readsTheRunsOfASealedFolderWhenTheyAreAskedForAndNotBefore() throws IOException {
    var folder = filled();
    var outcomes = folder.follow().outcomes();
    Path part = folder.store().part("local");
    Files.writeString(part, Files.readString(part).replace("\"probes\"", "\"prober\""));
    StoreTail quick = folder.follow();
    assertThat(quick.outcomes()).isEqualTo(outcomes);
    assertThatThrownBy(() -> quick.row(outcomes.getLast().id()))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("runs-local.jsonl, line 4 is damaged: it is not as it was written");
  }

  @Test
  void doesNotGiveOneRunForAnother() throws IOException {
    var folder = filled();
    Path summaries = folder.summaries().orElseThrow();
    List<String> lines = Files.readAllLines(summaries);
    String first = lines.get(0).replaceFirst(".*(\"place\":.*)", "$1");
    String second = lines.get(1).replaceFirst(".*(\"place\":.*)", "$1");
    lines.set(0, lines.get(0).replace(first, second));
    lines.set(1, lines.get(1).replace(second, first));
    Files.write(summaries, lines);
    StoreTail quick = folder.follow();
    for (Job job : SampleRuns.jobs().subList(0, 2)) {
      assertThatThrownBy(() -> quick.row(job.id()))
          .isInstanceOf(RunFileException.class)
          .hasMessageContaining(" and not %s, as it did".formatted(job.id()));
    }
    assertThatThrownBy(() -> folder.run(SampleRuns.jobs().getFirst().id()))
        .hasMessageContaining("summaries.jsonl is not as it was written when the sweep ended");
  }

  @Test
  void readsTheRunsWhereTheSummariesOfAnEarlierVersionDoNotSayWhereTheyStand() throws IOException {
    var folder = filled();
    var outcomes = folder.follow().outcomes();
    Path summaries = folder.summaries().orElseThrow();
    Files.writeString(
        summaries, Files.readString(summaries).replaceAll(",\"place\":\\{[^}]*\\}", ""));
    StoreTail slow = folder.follow();
    assertThat(slow.readOn()).isTrue();
    assertThat(slow.outcomes()).isEqualTo(outcomes);
  }

  @Test
  void doesNotOverwriteAFolderAndDoesNotMixSweepsOfOtherBases() {
    var folder = filled();
    assertThatThrownBy(() -> SweepFolder.create(folder.path(), TEXT, SampleRuns.base()))
        .hasMessageContaining("exists and is not empty");
    var other = new SpecReader().override(SampleRuns.base(), List.of("budget.steps=31"));
    assertThatThrownBy(() -> folder.change(TEXT, other))
        .hasMessageContaining("holds runs that began with another spec");
    assertThatThrownBy(() -> SweepFolder.open(temp))
        .hasMessageContaining("is not the folder of a sweep");
  }
}
