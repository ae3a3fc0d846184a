package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.process.ExitCode;
import groklab.lab.rundir.RunDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A task, a network, a loss, an optimiser and a criterion that main code has never heard of
/// (`groklab.app.proof`), each one file, its page and a line in the provider, do everything that
/// the built-in ones do.
class ProofTest {
  private static final String SPEC =
      """
      name = "proof"
      seed = 3

      [task]
      kind = "waves"
      frequency = 1.5

      [model]
      kind = "tanh-net"
      neurons = 24

      [training.loss]
      kind = "quartic"
      ridge = 1e-5

      [optimizer]
      kind = "sign-descent"
      learningRate = 2e-3

      [budget]
      steps = 300
      stopWhen = "never"
      """;

  /// Per cent in a cell of its own is how sure a phase is, whatever it was told from.
  private static final String CONFIDENCE = "\\s[0-9.]+ %\\s*\\n";

  @TempDir private Path folder;
  private Path spec;

  @BeforeEach
  void write() throws IOException {
    spec = Files.writeString(folder.resolve("proof.toml"), SPEC);
  }

  private Path trained() {
    Path run = folder.resolve("runs/proof");
    Cli.Result result = Cli.run("run", spec, "--threads", 1, "--out", run);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    return run;
  }

  private static JsonNode summary(Path run) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(run.resolve("summary.json")));
  }

  @Test
  void theyTrainTogetherAndAreJudgedByTheirOwnCriterion() throws IOException {
    Path run = trained();
    var summary = summary(run);
    assertThat(summary.get("steps").asInt()).isEqualTo(300);
    assertThat(summary.get("criterion").get("name").asString()).isEqualTo("r-squared");
    assertThat(summary.get("trainAccuracy").asString()).isEqualTo("NaN");
    List<JsonNode> probes =
        Files.readAllLines(run.resolve("metrics.jsonl")).stream()
            .map(line -> JsonMapper.shared().readTree(line))
            .toList();
    assertThat(probes).noneMatch(probe -> probe.has("train.accuracy"));
    double before = probes.getFirst().get("train.loss").asDouble();
    assertThat(probes.getLast().get("train.loss").asDouble()).isLessThan(before / 20);
    assertThat(probes.getLast().has("ood.loss")).as("a set of their own is measured").isTrue();
  }

  @Test
  void theirRunGoesOnAfterItWasStoppedWithTheSameBits() throws IOException {
    Path whole = trained();
    Path stopped = folder.resolve("stopped");
    Cli.run("run", spec, "--threads", 1, "--out", stopped, "--set", "budget.steps=100");
    Path longer = folder.resolve("longer");
    Cli.Result branch =
        Cli.run(
            "run",
            "--branch",
            stopped,
            "--set",
            "budget.steps=300",
            "--threads",
            1,
            "--out",
            longer);
    assertThat(branch.exitCode()).as(branch.err()).isEqualTo(ExitCode.DONE);
    var end = RunDirectory.open(longer).readCheckpoint(300);
    assertThat(end)
        .usingRecursiveComparison()
        .isEqualTo(RunDirectory.open(whole).readCheckpoint(300));
  }

  @ParameterizedTest
  @CsvSource({
    "tasks,      waves,        frequency",
    "models,     tanh-net,     neurons",
    "losses,     quartic,      ridge",
    "optimizers, sign-descent, sign(g)",
    "criteria,   r-squared,    loss of guessing"
  })
  void theyAreListedAndExplained(String topic, String name, String said) {
    assertThat(Cli.run("list", topic).out().lines()).anyMatch(line -> line.startsWith(name + " "));
    Cli.Result page = Cli.run("explain", name);
    assertThat(page.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(page.out()).startsWith("# " + name + ": ").contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task.frequncy=2              | did you mean task.frequency?",
        "model.nurons=8               | did you mean model.neurons?",
        "model.neurons=0              | model.neurons is 0; expected a whole number from 1",
        "optimizer.learningrate=1     | did you mean optimizer.learningRate?",
        "training.loss.rige=1         | did you mean training.loss.ridge?",
        "training.loss.ridge=-1       | training.loss.ridge is -1",
        "training.loss.kind=\"quartc\"  | did you mean quartic?",
        "probes.criterion=\"r-sqared\"  | did you mean r-squared?",
        "probes.criterion=\"accuracy\"  | made of train.accuracy, but the task's answers are real",
        "model.kind=\"tanh-nt\"         | did you mean tanh-net?",
        "model.kind=\"transformer\"     | model.kind is transformer, which reads tokens",
      })
  void whatTheyCannotReadIsRefusedWithASuggestion(String override, String expected)
      throws IOException {
    Path run = folder.resolve("run");
    String key = override.substring(0, override.indexOf('='));
    Path changed = folder.resolve("changed.toml");
    boolean otherModel = key.equals("model.kind") && override.contains("transformer");
    Files.writeString(changed, otherModel ? SPEC.replace("neurons = 24\n", "") : SPEC);
    Cli.Result result = Cli.run("run", changed, "--set", override, "--out", run);
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.errLines()).hasSize(1);
    assertThat(result.err()).contains(expected);
    assertThat(run).doesNotExist();
  }

  /// What follows from the criterion, its thresholds, follows from the new one.
  @Test
  void anotherCriterionBringsItsOwnThresholds() throws IOException {
    Path run = folder.resolve("run");
    Cli.run("run", spec, "--set", "probes.criterion=loss-share", "--threads", 1, "--out", run);
    assertThat(run.resolve("spec.toml"))
        .content()
        .contains("trainThreshold = 0.01", "validationThreshold = 0.05");
    Path regression = folder.resolve("regression");
    Cli.Result result =
        Cli.run(
            "run",
            "addition-59",
            "--set",
            "task.kind=waves",
            "--set",
            "model.kind=tanh-net",
            "--set",
            "training.loss=quartic",
            "--set",
            "budget.steps=5",
            "--out",
            regression);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(regression.resolve("spec.toml")).content().contains("criterion = \"r-squared\"");
  }

  @Test
  void everyMeasureIsTakenOrSaysWhyNot() {
    Path run = folder.resolve("run");
    Cli.Result trained =
        Cli.run(
            "run",
            spec,
            "--set",
            "probes.measures=[\"all\"]",
            "--set",
            "budget.steps=3",
            "--set",
            "budget.stopWhen=never",
            "--threads",
            1,
            "--out",
            run);
    assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.DONE);
    Cli.Result measured = Cli.run("measure", run, "--measure", "all");
    assertThat(measured.exitCode()).as(measured.err()).isEqualTo(ExitCode.DONE);
    assertThat(measured.out() + measured.err()).contains("weights.l2");
  }

  @Test
  void theReportSpeaksOfTheirCriterionAndOfNoPerCents() throws IOException {
    Path run = trained();
    String page = Files.readString(run.resolve("report.html"));
    String words =
        page.replaceAll("(?s)<(style|script)\\b.*?</\\1>", "").replaceAll("<[^>]*>", " ");
    assertThat(words).contains("R²").doesNotContain("accuracy");
    assertThat(words.replaceAll(CONFIDENCE, "")).doesNotContain("%");
    assertThat(Cli.run("show", run).out().replaceAll("\\([0-9.]+ % of the time\\)", ""))
        .contains("R²", "Not measured: accuracy, because")
        .doesNotContain("%");
  }

  @Test
  void theDashboardShowsThemWithoutPerCents() throws Exception {
    trained();
    Process server = Cli.fork(folder, "serve", "--port", 0, "--runs", folder.resolve("runs"));
    try {
      String address = address(folder.resolve("out"));
      var row =
          JsonMapper.shared().readTree(body(address + "api/runs")).path("runs").path(0).toString();
      assertThat(row)
          .contains("\"task\":\"waves 4\"", "\"model\":\"tanh-net\"", "\"criterionNoun\":\"R²\"")
          .doesNotContain("%");
      String charts = body(address + "api/runs/proof/charts");
      assertThat(charts).contains("R²").doesNotContain("%").doesNotContain("accuracy");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static String body(String address) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var response =
          client.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return response.body();
    }
  }

  /// What the server says of itself when it is ready.
  private static String address(Path out) throws IOException, InterruptedException {
    var pattern = Pattern.compile("http://\\S+/");
    for (int i = 0; i < 600; i++) {
      Matcher found = pattern.matcher(Files.exists(out) ? Files.readString(out) : "");
      if (found.find()) {
        return found.group();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the dashboard did not open");
  }
}
