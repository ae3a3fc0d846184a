package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.process.ExitCode;
import groklab.lab.file.Tensor;
import groklab.lab.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MeasureCommandTest {
  @TempDir private static Path shared;
  private static Path run = Path.of("");

  @TempDir private Path folder;

  /// One for all: measuring writes nothing into it.
  @BeforeAll
  static void makeARun() {
    run = shared.resolve("run");
    assertThat(Cli.run(Cli.tinyRun(20, "--out", run)).exitCode()).isZero();
  }

  private static JsonNode json(Cli.Result result) {
    assertThat(result.exitCode()).as(result.err()).isZero();
    return JsonMapper.shared().readTree(result.out());
  }

  /// The text of the value in the run's own file is the text of the value here.
  @Test
  void aRunsNewestCheckpointGivesItsLastRecordedLine() throws IOException {
    String last = Files.readAllLines(run.resolve("metrics.jsonl")).getLast();
    JsonNode data = json(Cli.run("measure", run, "--json", "--threads", 2));
    JsonNode result = data.get("results").get(0);
    assertThat(data.get("results").size()).isEqualTo(1);
    assertThat(result.get("step").asLong()).isEqualTo(20);
    assertThat(result.get("values").propertyNames()).contains("train.loss", "weights.l2");
    result
        .get("values")
        .properties()
        .forEach(value ->
            assertThat(last).contains("\"%s\":%s".formatted(value.getKey(), value.getValue())));
  }

  @Test
  void measuresAndStepsAreChosen() {
    Cli.Result one =
        Cli.run("measure", run, "--step", 16, "--measure", "accuracy,calibration", "--threads", 1);
    assertThat(one.exitCode()).isZero();
    assertThat(one.err()).isEmpty();
    assertThat(one.out().lines().toList()).hasSize(5).first().asString().startsWith("step 16 (");
    assertThat(one.out()).contains("  validation.calibration  0.");
    JsonNode all = json(Cli.run("measure", run, "--step", "all", "--measure", "loss", "--json"));
    JsonNode folderOf =
        json(Cli.run("measure", run.resolve("checkpoints"), "--measure", "loss", "--json"));
    assertThat(all.get("results").size()).isEqualTo(9).isEqualTo(folderOf.get("results").size());
  }

  @Test
  void stepsAreComparedWithTheOneBeforeAndWithTheLast() {
    String names = "weights.updateRatio,landscape.barrier,fourier.finalKeys";
    JsonNode all = json(Cli.run("measure", run, "--step", "all", "--measure", names, "--json"));
    JsonNode first = all.get("results").get(0).get("values");
    assertThat(first.propertyNames())
        .containsExactly(
            "fourier.finalKeys",
            "fourier.finalKeys.restrictedLoss",
            "fourier.finalKeys.restrictedLoss.test",
            "fourier.finalKeys.excludedLoss",
            "fourier.finalKeys.excludedLoss.allKeys",
            "fourier.finalKeys.excludedLoss.byKey");
    JsonNode last = all.get("results").get(8).get("values");
    assertThat(last.get("weights.updateRatio").asDouble()).isPositive();
    assertThat(last.get("train.barrier.loss.0").asDouble())
        .isGreaterThan(last.get("train.barrier.loss.100").asDouble());
    assertThat(json(Cli.run("measure", run, "--measure", names, "--json")).get("results").get(0))
        .isEqualTo(all.get("results").get(8));
    assertThat(Cli.run("measure", run, "--measure", "landscape.barrier").out())
        .startsWith("step 20 (")
        .contains("\n  train.barrier ", "\n  validation.barrier.loss.50 ");
  }

  @Test
  void aComparisonIsExplainedAndNoRunTakesIt() {
    assertThat(Cli.run("explain", "weights.updateRatio.embed.W_E").out())
        .startsWith("# weights.updateRatio: ")
        .contains(
            "- **In a run**: never while it trains, since it compares two steps; of checkpoints:"
                + " `./groklab measure DIR --step all --measure weights.updateRatio`.");
    assertThat(Cli.run("list", "measures").out())
        .containsPattern("\nlandscape\\.barrier +The losses on the straight line");
    Cli.Result refused =
        Cli.run(
            "run",
            "--set",
            "probes.measures=[\"landscape.barrier\"]",
            "--out",
            folder.resolve("refused"));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.errLines())
        .singleElement()
        .asString()
        .contains(
            "probes.measures names landscape.barrier, which compares two steps and is not taken"
                + " while a run trains")
        .contains("write groklab measure DIR --measure landscape.barrier --step all");
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  @Test
  void foreignWeightsAreMeasuredAloneOrInTheNetworkOfASpec() throws IOException {
    Path foreign = folder.resolve("weights.safetensors");
    Files.copy(run.resolve("checkpoints/step-20.safetensors"), foreign);
    Cli.Result alone = Cli.run("measure", foreign);
    assertThat(alone.exitCode()).isZero();
    assertThat(alone.errLines())
        .allSatisfy(line -> assertThat(line).containsPattern(" do(es)? not apply: "))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("loss, accuracy, ")
                .endsWith(
                    " do not apply: it needs the network and its data, which a spec describes"
                        + " (--spec)"));
    assertThat(alone.out()).startsWith(foreign + "\n  weights.l2 ");
    JsonNode own = json(Cli.run("measure", run, "--json"));
    JsonNode known =
        json(Cli.run("measure", foreign, "--spec", run.resolve("spec.toml"), "--json"));
    assertThat(known.get("results").get(0).get("values"))
        .isEqualTo(own.get("results").get(0).get("values"));
    assertThat(known.get("results").get(0).get("step").isNull()).isTrue();
    assertThat(Cli.run("measure", foreign, "--measure", "weights.updateRatio").errLines())
        .singleElement()
        .asString()
        .contains(
            ("The measure weights.updateRatio does not apply: it compares two steps, and "
                    + "%s has weights of one only")
                .formatted(foreign));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "measure RUN --measure accurracy      | --measure names \"accurracy\", which is neither a"
            + " group",
        "measure RUN --step 3                 | has no weights of step 3; there are those of step"
            + " 0",
        "measure RUN --step three             | --step is 'three', expected a step or the word all",
        "measure RUN --spec quickstart        | leave out --spec",
        "measure RUN --set seed=1             | --set replaces values of --spec, which is not"
            + " given",
        "measure RUN/checkpoints/step-0.safetensors --step 1 | has no weights of step 1; there are"
            + " those of step 0",
        "measure RUN --costs --step all       | --costs times the measures at one step",
        "measure RUN --threads 0              | --threads is 0, expected 1 to 1024",
        "measure RUN/spec.toml                | is not a safetensors file",
        "measure RUN/none                     | There is no file or folder",
        "measure                              | missing required parameter",
      })
  void badInputIsOneSentence(String line, String expected) {
    Cli.Result result = Cli.run((Object[]) line.strip().replace("RUN", run.toString()).split(" "));
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.err()).contains(expected);
    assertThat(result.errLines()).hasSize(1);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void measuresAreListedByGroupWithTheirCosts() {
    Cli.Result list = Cli.run("list", "measures");
    assertThat(list.out())
        .contains("behaviour: how well the network answers\n", "weights: sizes of the weights")
        .contains("(cost: reading and squaring every parameter)");
    JsonNode first = json(Cli.run("list", "measures", "--json")).get("measures").get(0);
    assertThat(first.get("name").asString()).isEqualTo("loss");
    assertThat(first.get("group").asString()).isEqualTo("behaviour");
    assertThat(first.get("default").asBoolean()).isTrue();
  }

  @Test
  void aPageSaysEverythingAboutItsMeasure() {
    assertThat(Cli.run("explain", "validation.calibration").out())
        .startsWith("# calibration: ")
        .contains(
            "**Formula**",
            "**Shapes**",
            "**Normalisation**",
            "**Logarithm**",
            "**Cost**",
            "**Before grokking**",
            "**At grokking**",
            "**After grokking**",
            "**Misleads**",
            "**Source**: arXiv 1706.04599");
  }

  /// The operations are a function of the network: exactly, the reading of each weight at the cost
  /// model's ten operations, and ten more for its square.
  @Test
  void costsAreTimedBesideWhatTheModelSays() {
    Cli.Result table =
        Cli.run("measure", run, "--measure", "weights.l2,weights.updateRatio", "--costs");
    assertThat(table.out().lines().toList())
        .hasSize(3)
        .first()
        .isEqualTo("| measure    | ms | GFLOP by the model | FLOP/ns |");
    assertThat(table.out())
        .containsPattern("\\n\\| weights.l2 \\| [0-9.]+ \\| 0.000 \\| [0-9]+ \\|");
    assertThat(table.errLines())
        .containsExactly(
            "weights.updateRatio does not apply: it compares two steps, so no probe takes it");
    JsonNode data =
        json(
            Cli.run(
                "measure", run, "--measure", "weights.l2,group.similarity", "--costs", "--json"));
    JsonNode cost = data.get("costs").get(0);
    long weights =
        RunDirectory.open(run).readCheckpoint(20).weights().values().stream()
            .mapToLong(Tensor::count)
            .sum();
    assertThat(data.get("costs").size()).isEqualTo(1);
    assertThat(cost.get("operations").asLong()).isEqualTo(20 * weights);
    assertThat(cost.get("milliseconds").asDouble()).isPositive();
    assertThat(data.get("notApplicable").propertyNames()).contains("group.similarity");
  }

  @Test
  void showTellsWhatMeasuringCost() {
    assertThat(Cli.run("show", run).out())
        .containsPattern("Measuring took .* % of the time\\); by the cost model a probe is worth");
  }
}
