package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.app.process.ExitCode;
import groklab.catalog.check.Judgement;
import groklab.catalog.entry.Catalog;
import groklab.catalog.reproduce.Result;
import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.file.JsonLines;
import groklab.lab.file.Safetensors;
import groklab.lab.file.Tensor;
import groklab.monitor.diagnosis.Advice;
import groklab.monitor.diagnosis.Advisor;
import groklab.monitor.diagnosis.Condition;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.diagnosis.Question;
import groklab.monitor.diagnosis.Standing;
import groklab.monitor.log.StepUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DiagnoseCommandTest {
  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void write() throws IOException {
    var text = new StringBuilder("step,train_acc,val_acc\n");
    for (int step = 0; step <= 1_000; step += 10) {
      double train = Math.min(1, step / 50.0);
      double unseen = step < 800 ? 0.1 : Math.min(0.99, 0.1 + (step - 800) / 100.0);
      text.append("%d,%.3f,%.3f\n".formatted(step, train, unseen));
    }
    log = Files.writeString(folder.resolve("log.csv"), text);
  }

  @Test
  void saysWhatItSeesInWords() {
    var result = Cli.run("diagnose", log);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.out())
        .contains("table (csv, tsv), 202 points in 2 series, up to step 1,000")
        .contains("it memorised first and generalised much later (grokked")
        .contains("plateau from 50")
        .contains("What to try, the likeliest first:");
  }

  @Test
  void saysItInJson() {
    JsonNode data = new JsonMapper().readTree(Cli.run("diagnose", log, "--json").out());
    assertThat(data.get("verdict").stringValue()).isEqualTo("grokked");
    assertThat(data.get("memorizedAt").intValue()).isEqualTo(50);
    assertThat(data.get("generalizedAt").intValue()).isEqualTo(890);
    assertThat(data.get("forecast").isNull()).isTrue();
    assertThat(data.get("series").get(0).get("points").intValue()).isEqualTo(101);
    assertThat(data.propertyNames())
        .contains(
            "criterion", "delayRatio", "phases", "sightings", "advice", "missing", "confidence");
  }

  @Test
  void writesAReportAndOverNothingThatIsNone() throws IOException {
    Path report = folder.resolve("report.html");
    var result = Cli.run("diagnose", log, "--json", "--report", report);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(new JsonMapper().readTree(result.out()).get("report").stringValue())
        .isEqualTo(report.toString());
    assertThat(report).content().contains("It memorised first and generalised much later.");
    var refused = Cli.run("diagnose", log, "--report", log);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.err()).contains("is no report of groklab diagnose");
    assertThat(log).content().startsWith("step,train_acc,val_acc");
  }

  @Test
  void looksBackToAStep() {
    JsonNode data =
        new JsonMapper().readTree(Cli.run("diagnose", log, "--json", "--at", "700").out());
    assertThat(data.get("generalizedAt").isNull()).isTrue();
    assertThat(data.get("phases").get(data.get("phases").size() - 1).get("name").stringValue())
        .isEqualTo("plateau");
  }

  @Test
  void aStepBeforeTheFirstPointIsRefusedWithTheFirst() throws IOException {
    Path late = Files.writeString(folder.resolve("late.csv"), "step,val_acc\n40,0.1\n50,0.2\n");
    var refused = Cli.run("diagnose", late, "--at", "20");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.err())
        .contains("--at is 20, and nothing was logged by then: ")
        .contains("late.csv begins at 40");
  }

  @Test
  void forecastsWhatWaits() {
    JsonNode now =
        new JsonMapper()
            .readTree(Cli.run("diagnose", log, "--json", "--at", "700", "--budget", "20000").out())
            .get("forecast");
    assertThat(now.get("step").intValue()).isEqualTo(700);
    assertThat(now.get("budget").intValue()).isEqualTo(20_000);
    assertThat(now.get("probability").doubleValue()).isBetween(0.01, 0.99);
    assertThat(now.get("low").intValue()).isGreaterThan(700);
    assertThat(now.get("curves").stringValue()).isEqualTo("accuracies alone");
    assertThat(Cli.run("diagnose", log, "--at", "700").out().replaceAll("\\s+", " "))
        .contains("Forecast at step 700, from accuracies alone: ")
        .contains(" to generalise by step 7,000. T_grok: ")
        .contains("so expect it sooner. How it did on others: docs/forecast.md");
    assertThat(Cli.run("diagnose", log, "--at", "700", "--budget", "0").err())
        .contains("--budget is 0, expected a step above 0");
  }

  @Test
  void theAtlasHasViewsToFitForecastsTo() {
    var result = Cli.run("forecast", Path.of("../docs/atlas/atlas.parquet"), "--views");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSizeGreaterThan(6_000);
    assertThat(lines.getFirst()).startsWith("part,family,cell,factor,memorised_at,now,end");
    assertThat(lines).filteredOn(each -> each.startsWith("unseen,parity-hinge,")).isNotEmpty();
    var missing = Cli.run("forecast", folder.resolve("no.parquet"));
    assertThat(missing.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(missing.err()).contains("There is no file").contains("check the path");
  }

  @Test
  void refusesWhatItCannotRead() throws IOException {
    assertThat(Cli.run("diagnose", folder.resolve("no")).err())
        .contains("There is no file or folder");
    Path other = Files.writeString(folder.resolve("other.csv"), "step,speed\n1,2\n");
    assertThat(Cli.run("diagnose", other).err())
        .contains("has no series that is known to be a loss or an accuracy; it has speed");
    var named = Cli.run("diagnose", log, "--train-loss", "tl");
    assertThat(named.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(named.err()).contains("has no series tl; it has train_acc, val_acc");
    assertThat(Cli.run("diagnose", log, "--chance", "10").err())
        .contains("--chance is 10.0, expected a share above 0 and up to 1");
    assertThat(Cli.run("diagnose", log, "--weight-decay", "-1").err())
        .contains("--weight-decay is -1.0, expected 0 or more");
  }

  private void checkpoints() throws IOException {
    Files.createDirectories(folder.resolve("checkpoints"));
    for (int step : new int[] {100, 200, 1_000}) {
      float[] values = new float[12 * 12];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) StrictMath.sin((double) i * i) / step;
      }
      Safetensors.write(
          folder.resolve("checkpoints/step_%d.safetensors".formatted(step)),
          Map.of("blocks.0.attn.W_Q", new Tensor.F32(new int[] {12, 12}, values)),
          Map.of());
    }
  }

  @Test
  void readsTheCheckpointsOfTheSameFolder() throws IOException {
    checkpoints();
    var result = Cli.run("diagnose", folder);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.out())
        .contains("Weights: 3 checkpoints (safetensors), named as in TransformerLens, 144 weights")
        .contains("layer 0 attention")
        .contains("(-90.0 %)")
        .contains("Does not apply or was left out: alpha")
        .doesNotContain("No weights");
    JsonNode weights =
        new JsonMapper()
            .readTree(Cli.run("diagnose", folder, "--json", "--at", "500").out())
            .get("weights");
    assertThat(weights.get("checkpoints").size()).isEqualTo(2);
    assertThat(weights.get("checkpoints").get(1).get("step").intValue()).isEqualTo(200);
    assertThat(weights.get("layout").stringValue()).isEqualTo("TransformerLens");
    assertThat(weights.get("tensors").get(0).get("last").get("stableRank").doubleValue())
        .isBetween(1.0, 12.0);
  }

  @Test
  void weightsThatSayNothingDoNotHideTheLog() {
    Safetensors.write(
        folder.resolve("tokens.safetensors"),
        Map.of("tokens", new Tensor.I64(new int[] {2}, new long[] {1, 2})),
        Map.of());
    var result = Cli.run("diagnose", folder);
    assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(result.out()).contains("(grokked").contains("No weights");
    assertThat(result.err())
        .contains("has no tensor of floating numbers; left out: tokens: integers");
  }

  @Test
  void readsCheckpointsWithoutALog() throws IOException {
    checkpoints();
    Files.delete(log);
    var result = Cli.run("diagnose", folder);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.out()).contains(folder + ": no log").contains("No log: which phase");
    Path broken = Files.writeString(folder.resolve("broken.pt"), "no archive");
    var refused = Cli.run("diagnose", broken);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.err()).contains("is not an archive of torch.save").hasLineCount(1);
  }

  @Test
  void whatItSaysOfTheCourtStandsThere() throws IOException {
    String found =
        Stream.of(Condition.values())
            .flatMap(each -> Advisor.of(of(each), Question.PLAIN, StepUnit.STEP).stream())
            .flatMap(advice -> advice.comparisons().stream())
            .map(Advice.Compared::toString)
            .distinct()
            .collect(Collectors.joining());
    String court = Files.readString(Path.of("../docs/court.md"));
    assertThat(found)
        .startsWith("docs/court.md: ")
        .contains("1.9 to 3.1 times fewer steps", "no published method was ahead");
    assertThat(court).contains("**No published method is ahead of it in every family.**");
    List<Double> ratios =
        Pattern.compile("([0-9,]+)( steps)? to\\s+([0-9,]+)[,.]?\\s")
            .matcher(
                court.substring(court.indexOf("Eight settings"), court.indexOf("Over the AdamW")))
            .results()
            .map(pair -> number(pair.group(1)) / number(pair.group(3)))
            .sorted()
            .toList();
    assertThat(ratios).hasSize(3);
    assertThat(ratios.getFirst()).isCloseTo(1.9, within(0.05));
    assertThat(ratios.getLast()).isCloseTo(3.1, within(0.05));
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(",", ""));
  }

  @Test
  void citesClaimsAsTheyWereRecorded() {
    List<Result> results =
        JsonLines.read(Path.of("../docs/reproductions/results.jsonl"), Result.LINES);
    Set<Advice.Cited> cited =
        Stream.of(Condition.values())
            .flatMap(each -> Advisor.of(of(each), Question.PLAIN, StepUnit.STEP).stream())
            .flatMap(advice -> advice.claims().stream())
            .collect(Collectors.toSet());
    assertThat(cited).hasSizeGreaterThan(2);
    for (Advice.Cited each : cited) {
      assertThat(Catalog.find(each.entry()).claims())
          .as(each.toString())
          .anyMatch(claim -> claim.id().equals(each.claim()));
      Result last =
          results.reversed().stream()
              .filter(r -> r.entry().equals(each.entry()) && r.claim().equals(each.claim()))
              .findFirst()
              .orElseThrow();
      assertThat(last.judgement())
          .as(each.toString())
          .isEqualTo(
              Judgement.valueOf(each.judgement().toUpperCase(Locale.ROOT).replace(' ', '_')));
    }
  }

  private static Diagnosis of(Condition condition) {
    var never = new Crossing(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    return new Diagnosis(
        Optional.empty(),
        RunCriterion.usual(new Accuracy()),
        condition,
        List.of(),
        0.5,
        never,
        never,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Standing(OptionalDouble.empty(), OptionalDouble.empty()));
  }
}
