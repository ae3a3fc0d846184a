package groklab.study.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Seal;
import groklab.lab.spec.SpecReader;
import groklab.lab.train.RunObserver;
import groklab.lab.train.TrainingRun;
import groklab.study.SampleRuns;
import groklab.study.store.Row;
import groklab.study.store.RunStore;
import groklab.study.store.SweepFolder;
import groklab.study.sweep.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTablesTest {
  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  @TempDir private static Path temp;

  private static SweepFolder sweep;
  private static Path directory;

  @BeforeAll
  static void fill() {
    sweep =
        SweepFolder.create(
            temp.resolve("s"),
            "name = \"s\"\nseeds = [0, 1]\n[[axis]]\nkey = \"optimizer.weightDecay\"\n"
                + "values = [0.1, 1.0]\n",
            SampleRuns.base());
    try (var writer = sweep.store().open("local")) {
      SampleRuns.jobs().forEach(job -> writer.append(SampleRuns.run(job)));
      writer.append(
          new Row(
              "failed",
              SampleRuns.jobs().getFirst().ordered(),
              9,
              new Row.End.Failed("it's broken")));
    }
    sweep
        .store()
        .write("twice", List.of(RunStore.line(SampleRuns.run(SampleRuns.jobs().getFirst()))));
    directory = temp.resolve("alone");
    Job job = SampleRuns.jobs().getLast();
    try (var run = TrainingRun.start(new SpecReader().parse(job.spec()), directory, 1)) {
      run.run(NOBODY, () -> false);
    }
  }

  private static Answer ask(String sql) {
    try (var tables = new RunTables(List.of(sweep.path(), directory))) {
      return tables.ask(sql);
    }
  }

  @Test
  void aQueryMayWriteAFile() {
    Path file = temp.resolve("seeds.csv");
    Answer answer = ask("copy (select id, seed from runs) to '%s'".formatted(file));
    assertThat(answer.columns()).containsExactly("rows");
    assertThat(file).content().startsWith("id,seed").hasLineCount(1 + rows(answer));
  }

  private static int rows(Answer answer) {
    return ((Number) java.util.Objects.requireNonNull(answer.rows().getFirst().getFirst()))
        .intValue();
  }

  @Test
  void countsEachRunOnceWhereverItLies() {
    assertThat(ask("select count(*), count(distinct run) from runs").rows())
        .containsExactly(List.of(6L, 6L));
    assertThat(ask("select failure, seed from runs where failure is not null").rows())
        .containsExactly(List.of("it's broken", 9L));
  }

  @Test
  void answersTheSameOfASealedSweepFromItsSummaries() {
    // A run stands twice in the store, and its copies differ in their seconds.
    String all = "select * exclude (seconds, \"stepsPerSecond\") from runs order by run";
    Answer before = ask(all);
    sweep.seal();
    try {
      assertThat(sweep.summaries()).hasValueSatisfying(file -> assertThat(file).exists());
      assertThat(ask(all)).isEqualTo(before);
    } finally {
      sweep.unseal();
    }
    assertThat(sweep.summaries()).isEmpty();
  }

  @Test
  void saysWhichRunsAreDecided() {
    long decided =
        SampleRuns.jobs().stream()
            .filter(job -> SampleRuns.run(job).outcome().verdict().isPresent())
            .count();
    assertThat(ask("select count(*) filter (decided) from runs where failure is null").rows())
        .containsExactly(List.of(decided));
    assertThat(ask("select decided from runs where failure is not null").rows())
        .containsExactly(List.of(false));
  }

  private static final String LINE = RunStore.line(SampleRuns.run(SampleRuns.jobs().getFirst()));

  /// A folder with one line, as it is while runs go on.
  private static SweepFolder going(String name, String lines) throws IOException {
    var folder =
        SweepFolder.create(
            temp.resolve(name),
            "name = \"s\"\n"
                + "seeds = [0]\n"
                + "[[axis]]\n"
                + "key = \"optimizer.weightDecay\"\n"
                + "values = [0.1]\n",
            SampleRuns.base());
    Files.writeString(folder.store().part("local"), lines);
    return folder;
  }

  private static Answer count(SweepFolder folder, String table) {
    try (var tables = new RunTables(List.of(folder.path()))) {
      return tables.ask("select count(distinct run) from " + table);
    }
  }

  @Test
  void passesOverALineThatIsBeingWritten() throws IOException {
    var folder = going("torn", LINE + "\n" + LINE.substring(0, LINE.length() / 2));
    for (String table : List.of("runs", "metrics", "events")) {
      assertThat(count(folder, table).rows()).as(table).containsExactly(List.of(1L));
    }
  }

  @Test
  void refusesALineThatWasChangedAndOneOfAnotherVersionAlsoWhileRunsGoOn() throws IOException {
    var changed = going("changed", LINE.replace("\"budget\"", "\"bodget\"") + "\n");
    var later = going("later", LINE.replace("\"format\":1", "\"format\":2") + "\n");
    for (String table : List.of("runs", "metrics", "events")) {
      assertThatThrownBy(() -> count(changed, table))
          .as(table)
          .isInstanceOf(RunFileException.class)
          .hasMessageContaining("is not as it was written");
      assertThatThrownBy(() -> count(later, table))
          .as(table)
          .isInstanceOf(RunFileException.class)
          .hasMessageContaining("lines of format 2");
    }
  }

  /// Whole by its sums, and not of this version.
  @Test
  void refusesASealedFolderOfAnotherVersion() throws IOException {
    var folder = going("sealed", LINE + "\n");
    folder.seal();
    Path summaries = folder.path().resolve("summaries.jsonl");
    for (Path file : List.of(folder.store().part("local"), summaries)) {
      Files.writeString(file, Files.readString(file).replace("\"format\":1", "\"format\":2"));
    }
    Seal.of(
            folder.path(),
            List.of(folder.sweepFile(), folder.baseFile(), folder.store().part("local"), summaries))
        .write(folder.path().resolve("DONE"));
    for (String table : List.of("runs", "metrics", "events")) {
      assertThatThrownBy(() -> count(folder, table))
          .as(table)
          .isInstanceOf(RunFileException.class)
          .hasMessageStartingWith(folder.path() + ": lines of format 2");
    }
  }

  @Test
  void hasTheKeysOfTheAxesAsColumnsAndTheCommandOfEachRow() {
    Job job = SampleRuns.jobs().getLast();
    assertThat(
            ask("select \"optimizer.weightDecay\", seed, command from runs where id = '%s'"
                    .formatted(job.id()))
                .rows())
        .containsExactly(
            List.of(
                1.0,
                1L,
                "./groklab run %s --set 'optimizer.weightDecay=1.0' --seed 1"
                    .formatted(sweep.baseFile())));
  }

  @Test
  void answersAQueryForSweepsAlsoWhereThereIsNone() {
    try (var tables = new RunTables(List.of(directory))) {
      assertThat(
              tables.ask("select sweep, decided, command, count(*) from runs group by all").rows())
          .containsExactly(Arrays.asList(null, false, null, 1L)); // cut off while it learnt
    }
  }

  @Test
  void hasEveryProbeWithEveryValueOfDirectoriesAndStoresAlike() {
    Job job = SampleRuns.jobs().getLast();
    String query =
        "select step, \"train.loss\", \"validation.accuracy\" from metrics where run = '%s' order"
            + " by step";
    var stored = ask(query.formatted(sweep.path().resolve(job.id()))).rows();
    var alone = ask(query.formatted(directory)).rows();
    assertThat(stored).hasSizeGreaterThan(20).isEqualTo(alone);
    var last = sweep.run(job.id()).readMetrics().getLast();
    assertThat(stored.getLast())
        .isEqualTo(
            List.of(last.step(), last.value("train.loss"), last.value("validation.accuracy")));
  }

  @Test
  void hasTheEventsOfAllRuns() {
    Map<Object, Object> counts = new java.util.HashMap<>();
    ask("select type, count(*) from events group by type")
        .rows()
        .forEach(row -> counts.put(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
    assertThat(counts).containsEntry("finished", "5").containsKey("phase");
  }

  @Test
  void saysInOneSentenceWhatIsWrongWithAQuery() {
    assertThatThrownBy(() -> ask("select nothing from runs"))
        .isInstanceOf(QueryException.class)
        .hasMessageStartingWith("DuckDB says: ")
        .hasMessageContaining(" The columns of runs: run, ")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> ask("select generalisedAt from runs"))
        .hasMessageContaining("; did you mean generalizedAt? The columns of runs: ");
    assertThatThrownBy(() -> ask("select m.validation_accuracy from metrics m"))
        .hasMessageContaining("; did you mean \"validation.accuracy\"? The columns of metrics: ");
    assertThatThrownBy(() -> ask("select validation.accuracy from metrics"))
        .hasMessageContaining("stands in double quotes");
    assertThatThrownBy(() -> ask("select * from run"))
        .hasMessageEndingWith("; the tables are runs, metrics, events");
    assertThatThrownBy(() -> ask("select from where"))
        .hasMessageStartingWith("DuckDB says: ")
        .hasMessageNotContaining("The columns");
    assertThatThrownBy(() -> new RunTables(List.of(temp.resolve("nowhere"))))
        .hasMessageEndingWith("nowhere; check the path");
  }
}
