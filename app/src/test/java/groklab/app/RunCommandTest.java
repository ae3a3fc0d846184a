package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.process.ExitCode;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.train.TrainingRun;
import groklab.zoo.recipe.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.json.JsonMapper;

@ResourceLock(Resources.SYSTEM_OUT)
class RunCommandTest {
  @TempDir private Path folder;

  @Test
  void leavesACompleteRunDirectoryAndSaysWhereItIs() throws IOException {
    Path directory = folder.resolve("a/run");
    Cli.Result result = Cli.run(Cli.tinyRun(30, "--out", directory));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(files(directory))
        .contains(
            "spec.toml",
            "provenance.json",
            "metrics.jsonl",
            "events.jsonl",
            "summary.json",
            "DONE",
            "report.html",
            "curves.svg",
            "curves.png",
            "checkpoints/step-0.safetensors",
            "checkpoints/step-16.safetensors",
            "checkpoints/step-30.safetensors")
        .noneMatch(name -> name.endsWith(".partial"));
    assertThat(result.out())
        .contains(
            "neither memorised its training data nor generalised when the run ended at step 30",
            "The report is " + directory.resolve("report.html"));
    assertThat(result.errLines().getFirst())
        .startsWith("tiny, seed 0: 49 examples, 24 to train on and 25 to validate; ")
        .contains(" parameters, ", " MFLOP a step; 1 thread.");
    assertThat(result.err()).contains("tiny: step 30/30 (100 %)");
  }

  @Test
  void aRunForEachOfSeveralSeedsAndATableOfThem() throws IOException {
    Path out = folder.resolve("runs");
    Cli.Result result = Cli.run(Cli.tinyRun(10, "--out", out, "--seeds", "3..4"));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    String digest = RunDirectory.open(out.resolve("seed4")).readSummary().digest();
    assertThat(result.out().lines().toList().reversed())
        .satisfies(lines -> {
          assertThat(lines.get(0)).isEqualTo("0 of 2 generalised within their budget.");
          assertThat(lines.get(1)).startsWith("     4 ").endsWith(digest.substring(0, 12));
          assertThat(lines.get(2)).startsWith("     3 ");
        });
    Cli.Result again = Cli.run(Cli.tinyRun(10, "--out", out, "--seeds", "4..5"));
    assertThat(again.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(again.err()).contains("seed4 is there already, expected a new folder");
    assertThat(out.resolve("seed5")).doesNotExist();
    assertThat(Cli.run(Cli.tinyRun(10, "--seeds", "4..3")).err()).contains("e.g. 0..4");
    Cli.Result json =
        Cli.run(Cli.tinyRun(10, "--out", folder.resolve("json"), "--seeds", "0..1", "--json"));
    assertThat(JsonMapper.shared().readTree(json.out()).get("runs").findValuesAsString("seed"))
        .containsExactly("0", "1");
  }

  /// The frames are those of the first, the last and the checkpoints between them, and `report`
  /// draws the same page.
  @Test
  void theReportShowsTheCheckpointsAndCanBeDrawnAgain() throws IOException {
    Path directory = folder.resolve("run");
    Cli.Result result = Cli.run(Cli.tinyRun(30, "--out", directory));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    Path report = directory.resolve("report.html");
    String page = Files.readString(report);
    var replay = JsonMapper.shared().readTree(replayData(page));
    assertThat(replay.get("size").asInt()).isEqualTo(7);
    assertThat(replay.get("frames").findValuesAsString("step"))
        .containsExactly("0", "1", "2", "4", "5", "8", "11", "16", "30");
    assertThat(replay.get("frames").get(8).get("table").asString())
        .isNotEqualTo(replay.get("frames").get(0).get("table").asString());

    Files.delete(report);
    assertThat(Cli.run("report", directory).out()).isEqualTo(report + "\n");
    assertThat(report).content().isEqualTo(page);
  }

  @Test
  void anInterruptedRunsReportShowsWhatIsThere() throws IOException {
    Path directory = folder.resolve("run");
    assertThat(runUntilAsked(directory, 200, 71).exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    var replay =
        JsonMapper.shared()
            .readTree(replayData(Files.readString(directory.resolve("report.html"))));
    assertThat(replay.get("frames").findValuesAsString("step"))
        .containsExactly("0", "1", "2", "4", "5", "8", "11", "16", "32", "64", "70");
  }

  private static String replayData(String page) {
    var data = Pattern.compile("<script[^>]* id=\"replay-data\">(.*?)</script>", Pattern.DOTALL);
    var found = data.matcher(page);
    assertThat(found.find()).as("the report has replay data").isTrue();
    return found.group(1);
  }

  @Test
  void writesTheSummaryAndNothingElseToStandardOutputWithJson() throws IOException {
    Path directory = folder.resolve("run");
    Cli.Result result = Cli.run(Cli.tinyRun(30, "--seed", 5, "--json", "--out", directory));
    assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(result.out()).isEqualTo(Files.readString(directory.resolve("summary.json")));
    var summary = JsonMapper.shared().readTree(result.out());
    assertThat(summary.get("recipe").asString()).isEqualTo("tiny");
    assertThat(summary.get("seed").asLong()).isEqualTo(5);
    assertThat(summary.get("steps").asLong()).isEqualTo(30);
    assertThat(summary.get("generalizedAt").isNull()).isTrue();
    assertThat(summary.get("digest").asString()).isEqualTo(Cli.digest(directory));
    assertThat(Cli.run("digest", directory, "--json").out())
        .isEqualTo("{\n  \"digest\" : \"%s\"\n}\n".formatted(Cli.digest(directory)));
  }

  @Test
  void readsASpecFileWhoseBaseIsARecipe() throws IOException {
    Path file = folder.resolve("mine.toml");
    Files.writeString(file, "base = \"deck\"\n[model]\nwidth = 8\nmlpWidth = 8\n");
    Path directory = folder.resolve("run");
    Cli.Result result =
        Cli.run("run", file, "--set", "budget.steps=3", "--seed", 9, "--out", directory);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(directory.resolve("spec.toml"))
        .content()
        .contains("name = \"mine\"", "seed = 9", "modulus = 17", "width = 8", "steps = 3");
  }

  @Test
  void choosesADirectoryOfItsOwnForEachRunUnlessOneIsNamed()
      throws IOException, InterruptedException {
    for (String expected : List.of("tiny-seed3", "tiny-seed3-2")) {
      Process process = Cli.fork(folder, Cli.tinyRun(2, "--seed", 3));
      Cli.Result result = Cli.await(process, folder);
      assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
      assertThat(folder.resolve("runs").resolve(expected).resolve("DONE")).exists();
    }
  }

  @Test
  void givesTheSameDigestForAnyNumberOfThreadsAndAnotherForAnotherSeed() {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Path other = folder.resolve("other");
    assertThat(Cli.run(Cli.tinyRun(200, "--out", one)).exitCode()).isZero();
    assertThat(Cli.run(withThreads(2, Cli.tinyRun(200, "--out", two))).exitCode()).isZero();
    assertThat(Cli.run(Cli.tinyRun(200, "--seed", 1, "--out", other)).exitCode()).isZero();
    assertThat(Cli.digest(two)).isEqualTo(Cli.digest(one)).isNotEqualTo(Cli.digest(other));
  }

  private static Object[] withThreads(int threads, Object[] arguments) {
    arguments[List.of(arguments).indexOf("--threads") + 1] = threads;
    return arguments;
  }

  @Test
  void aStopRequestSavesSaysHowToGoOnAndCostsNoBit() {
    Path whole = folder.resolve("whole");
    assertThat(Cli.run(Cli.tinyRun(200, "--out", whole)).exitCode()).isZero();

    Path stopped = folder.resolve("stopped");
    Cli.Result interrupted = runUntilAsked(stopped, 200, 71);
    assertThat(interrupted.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(interrupted.err())
        .endsWith(
            "Interrupted at step 70 with everything saved; go on with groklab run --resume %s\n"
                .formatted(stopped));
    assertThat(interrupted.out()).isEmpty();
    assertThat(Cli.run("digest", stopped).err()).contains("is not finished");

    Cli.Result resumed = Cli.run("run", "--resume", stopped, "--threads", 1);
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.DONE);
    assertThat(resumed.err()).contains("Going on from step 70 of " + stopped);
    assertThat(Cli.digest(stopped)).isEqualTo(Cli.digest(whole));
    assertThat(RunDirectory.open(stopped).checkpointSteps())
        .isEqualTo(RunDirectory.open(whole).checkpointSteps());
  }

  /// Interrupts a run in this JVM, at the question before the step of that number.
  static Cli.Result runUntilAsked(Path directory, int steps, int questions) {
    var captured = new Cli.Captured();
    var spec = Recipes.reader().readNamed("addition-59", Cli.tinySpec(steps));
    var asked = new AtomicInteger();
    try (var output = captured.console.output(false);
        TrainingRun run = TrainingRun.start(spec, directory, 1)) {
      var session = new RunSession(captured.console, output, 1);
      return captured.result(
          RunSession.exitCode(session.train(run, () -> asked.incrementAndGet() == questions)));
    }
  }

  @Test
  void aRunWithoutValidationExamplesIsARunToo() {
    Path directory = folder.resolve("run");
    Cli.Result result =
        Cli.run(Cli.tinyRun(30, "--set", "task.trainFraction=1.0", "--out", directory));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.err()).contains("49 to train on and 0 to validate");
    assertThat(result.out()).contains("nothing can be said about generalisation");
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }
}
