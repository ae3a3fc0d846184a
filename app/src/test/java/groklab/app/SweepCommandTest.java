package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.process.ExitCode;
import groklab.lab.rundir.RunDirectory;
import groklab.study.store.Row;
import groklab.study.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
  private static final String SWEEP =
      """
      base = "mlp-addition"
      seeds = [0, 1]
      [set]
      task.modulus = 7
      model.width = 8
      budget.steps = 30
      probes.measures = ["loss", "accuracy"]
      [[axis]]
      key = "optimizer.weightDecay"
      values = [0.1, 1.0]
      [[axis]]
      key = "task.trainFraction"
      values = [0.4, 0.6, 0.8]
      """;

  @TempDir private static Path shared;
  private static Path whole;

  @TempDir private Path temp;
  private Path file;
  private Path out;

  @BeforeAll
  static void name() {
    whole = shared.resolve("whole");
  }

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(temp.resolve("small.toml"), SWEEP);
    out = temp.resolve("out");
  }

  /// A sweep that has ended, run once and copied for each test.
  private void ended() throws IOException {
    if (!Files.exists(whole)) {
      Path of = Files.writeString(shared.resolve("small.toml"), SWEEP);
      var result = Cli.run("sweep", of, "--out", whole, "--threads", 2);
      assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    }
    try (Stream<Path> files = Files.list(whole)) {
      Files.createDirectory(out);
      for (Path each : files.toList()) {
        Files.copy(each, out.resolve(String.valueOf(each.getFileName())));
      }
    }
  }

  private Map<String, Row> rows() {
    return new RunStore(out).rows();
  }

  private static Map<String, String> digests(Map<String, Row> rows) {
    Map<String, String> digests = new HashMap<>();
    rows.forEach((id, row) -> {
      if (row.end() instanceof Row.End.Finished done) {
        digests.put(id, done.summary().digest());
      }
    });
    return digests;
  }

  @Test
  void runsEveryCellWithEverySeedAndDrawsTheDiagram() {
    var result = Cli.run("sweep", file, "--out", out, "--threads", 2);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(digests(rows())).hasSize(12);
    assertThat(result.out()).contains("across: optimizer.weightDecay = 0.1, 1.0");
    assertThat(out.resolve("DONE")).exists();
    assertThat(out.resolve("sweep.html")).content().contains("small");
    assertThat(out.resolve("verdict.svg")).content().contains("12 runs in 6 cells");
    assertThat(out.resolve("cells.csv")).content().hasLineCount(7);
  }

  @Test
  void saysBeforehandWhatItWillTakeAndRunsNothing() {
    var result = Cli.run("sweep", file, "--out", out, "--dry-run", "--threads", 1);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.out())
        .startsWith("small: 12 runs of mlp-addition, 6 cells with 2 seeds each.")
        .containsPattern("\n(Less than 1 s|At most [1-9]\\d* (s|min)[ 0-9s]*) with 1 at a time");
    assertThat(out).doesNotExist();
  }

  @Test
  void runsWhatIsMissingAndNothingElseWhenItGoesOn() throws IOException {
    ended();
    Map<String, String> before = digests(rows());
    Path part = out.resolve("runs-local.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(part));
    String lost = lines.remove(4);
    Files.write(part, lines);
    Files.delete(out.resolve("DONE"));
    var again = Cli.run("sweep", file, "--out", out, "--resume", "--threads", 1);
    assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.DONE);
    assertThat(again.err()).contains("11 of them have ended before");
    assertThat(digests(rows())).isEqualTo(before);
    List<String> now = Files.readAllLines(part);
    assertThat(now.subList(0, 11)).isEqualTo(lines);
    String id = lost.replaceFirst(".*?\"id\":\"([0-9a-f]+)\".*", "$1");
    assertThat(id).hasSize(12);
    assertThat(now.getLast()).contains("\"id\":\"" + id + "\"");
  }

  @Test
  void runsWhatAChangedFileAsksForAndKeepsTheRest() throws IOException {
    ended();
    Map<String, String> before = digests(rows());
    Files.writeString(file, SWEEP.replace("[0.1, 1.0]", "[0.1, 3.0]"));
    var again = Cli.run("sweep", file, "--out", out, "--resume", "--threads", 1);
    assertThat(again.err()).contains("6 of them have ended before");
    assertThat(digests(rows())).hasSize(18).containsAllEntriesOf(before);
  }

  @Test
  void doesNotOverwriteAndDoesNotMix() throws IOException {
    ended();
    assertThat(Cli.run("sweep", file, "--out", out))
        .satisfies(result -> {
          assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
          assertThat(result.err()).contains("exists and is not empty").contains("--resume");
        });
    Files.writeString(file, SWEEP.replace("budget.steps = 30", "budget.steps = 31"));
    assertThat(Cli.run("sweep", file, "--out", out, "--resume").err())
        .contains("holds runs that began with another spec");
  }

  @Test
  void reproducesAnyRowAloneByTheCommandThatItCarries() throws IOException {
    ended();
    var asked = Cli.run("query", "select id, command, digest from runs", out, "--json");
    assertThat(asked.out()).contains("./groklab run ").contains(" --seed 1");
    for (Row row : List.copyOf(rows().values()).subList(5, 8)) {
      Path alone = temp.resolve(row.id());
      List<Object> command = new ArrayList<>(List.of("run", out.resolve("base.toml")));
      row.settings().forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
      command.addAll(List.of("--seed", row.seed(), "--out", alone, "--threads", 2));
      assertThat(Cli.run(command.toArray()).exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(RunDirectory.open(alone).digest()).isEqualTo(digests(rows()).get(row.id()));
    }
  }

  @Test
  void gathersShardsIntoTheSameRuns() throws IOException {
    ended();
    Path together = temp.resolve("together");
    for (int i = 0; i < 3; i++) {
      Cli.run("sweep", file, "--out", together, "--shard", i + "/3", "--threads", 1);
    }
    var merged = Cli.run("sweep", "--merge", together);
    assertThat(merged.exitCode()).as(merged.err()).isEqualTo(ExitCode.DONE);
    assertThat(digests(new RunStore(together).rows())).isEqualTo(digests(rows()));
    assertThat(together.resolve("DONE")).exists();

    Files.writeString(file, SWEEP.replace("seeds = [0, 1]", "seeds = [0, 1, 2]"));
    Cli.run("sweep", file, "--out", together, "--shard", "1/3", "--threads", 1, "--resume");
    var uneven = Cli.run("sweep", "--merge", together);
    assertThat(uneven.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(uneven.errLines()).hasSize(1);
    assertThat(uneven.err()).contains("have been given different sweep files");
    assertThat(together.resolve("DONE")).as("nothing was touched").exists();
    for (int i = 0; i < 3; i++) {
      Cli.run("sweep", file, "--out", together, "--shard", i + "/3", "--threads", 1, "--resume");
    }
    var again = Cli.run("sweep", "--merge", together);
    assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.DONE);
    assertThat(together.resolve("sweep.toml")).content().contains("[0, 1, 2]");
    assertThat(new RunStore(together).rows()).hasSize(18);
  }

  @Test
  void readsARunOfASweepLikeOneInADirectory() throws IOException {
    ended();
    List<String> ids = List.copyOf(rows().keySet());
    var shown = Cli.run("show", out.resolve(ids.getFirst()));
    assertThat(shown.exitCode()).as(shown.err()).isEqualTo(ExitCode.DONE);
    assertThat(shown.out()).contains("Digest " + digests(rows()).get(ids.getFirst()));
    var compared = Cli.run("compare", out.resolve(ids.get(0)), out.resolve(ids.get(1)));
    assertThat(compared.exitCode()).as(compared.err()).isEqualTo(ExitCode.DONE);
    assertThat(compared.out()).contains("verdict");
    assertThat(Cli.run("show", out.resolve("nothing")).err()).contains("has no run nothing");
  }

  @Test
  void refusesWhatMakesNoSenseInOneSentence() throws IOException {
    Map<String, String> refused = new HashMap<>();
    refused.put("key = \"optimizer.weigthDecay\"", "did you mean optimizer.weightDecay?");
    refused.put("key = \"task.trainFraction\"", "Two axes change task.trainFraction");
    for (var each : refused.entrySet()) {
      Files.writeString(file, SWEEP.replace("key = \"optimizer.weightDecay\"", each.getKey()));
      var result = Cli.run("sweep", file, "--out", out);
      assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(result.errLines()).hasSize(1);
      assertThat(result.err()).contains(each.getValue());
      assertThat(out).doesNotExist();
    }
    Files.writeString(file, SWEEP);
    assertThat(Cli.run("sweep", file, "--engine", "abacus").err())
        .contains("There is no engine abacus; expected local or spark");
    assertThat(Cli.run("sweep", file, "--engine", "abacus", "--dry-run").err())
        .contains("There is no engine abacus");
    assertThat(Cli.run("sweep", file, "--engine", "spark", "--master", "local[2]").err())
        .contains("There is no engine spark")
        .contains("./groklab and spark-submit bring");
    assertThat(Cli.run("sweep", file, "--master", "local[2]").err())
        .contains("--master is the address of a cluster, write --engine spark too");
    assertThat(Cli.run("sweep", file, "--shard", "3/3").err()).contains("--shard is 3/3");
    assertThat(Cli.run("sweep").err()).contains("name a sweep file");
    assertThat(Cli.run("sweep", "--merge", temp).err()).contains("holds no shard-* folders");
  }

  @Test
  void spendsRunsWhereTheVerdictChanges() {
    var result = Cli.run("sweep", file, "--out", out, "--refine", 4, "--threads", 1);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.err()).containsAnyOf("No verdict changes", "Refining where");
    assertThat(rows().size()).isBetween(12, 16);
  }

  @Test
  void aTornLineGoesAlsoWhereNothingIsLeftToRun() throws IOException {
    ended();
    Files.delete(out.resolve("DONE"));
    Path part = out.resolve("runs-local.jsonl");
    String whole = Files.readString(part);
    Files.writeString(part, whole + "{\"format\":1,\"id\":\"half");
    var again = Cli.run("sweep", file, "--out", out, "--resume", "--threads", 1);
    assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.DONE);
    assertThat(part).hasContent(whole.stripTrailing());
    assertThat(Cli.run("verify", out).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aChangedSweepIsNoticedByAllWhoReadIt() throws IOException {
    ended();
    Path part = out.resolve("runs-local.jsonl");
    Files.writeString(part, Files.readString(part).replaceFirst("\"steps\":30", "\"steps\":31"));
    for (Object[] command :
        new Object[][] {
          {"verify", out},
          {"report", out},
          {"query", "select count(*) from metrics", out},
          {"export", out, "--to", "csv", "--out", temp.resolve("export")},
          {"sweep", out, "--resume"}
        }) {
      var result = Cli.run(command);
      assertThat(result.exitCode()).as(command[0] + result.out()).isNotZero();
      assertThat(result.out() + result.err()).contains("is not as it was written");
    }
    assertThat(temp.resolve("export")).doesNotExist();
  }
}
