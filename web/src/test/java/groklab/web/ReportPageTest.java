package groklab.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportPageTest {
  @TempDir Path directory;

  private SampleRun run() {
    return new SampleRun(directory.resolve("run"));
  }

  private static String report(SampleRun run) throws IOException {
    return Files.readString(ReportPage.write(run.write().path(), Optional.empty()));
  }

  private static JsonNode data(String html) {
    var matcher =
        Pattern.compile(
                "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
            .matcher(html);
    assertThat(matcher.find()).isTrue();
    return JsonMapper.builder().build().readTree(matcher.group(1));
  }

  private static JsonNode panel(JsonNode data, String id) {
    return data.path("panels")
        .valueStream()
        .filter(panel -> panel.path("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theVerdictSaysBothTimesTheDelayAndTheRatio() throws IOException {
    assertThat(report(run()))
        .contains(
            "The network had memorised its training data by step 150 and generalised only at step"
                + " 7,100: 6,950 steps later, 47 times as long.");
  }

  @Test
  void theChartsGetTheTwoTimesAndTheDelayBetweenThem() throws IOException {
    JsonNode data = data(report(run()));
    assertThat(data.path("marks").valueStream().map(mark -> mark.path("label").asString()))
        .containsExactly("memorised at 150", "generalised at 7,100");
    assertThat(data.path("delay").path("label").asString()).isEqualTo("delay: 6,950 steps (×47)");
    assertThat(data.path("panels").valueStream().map(panel -> panel.path("id").asString()))
        .startsWith("accuracy", "loss", "weights.l2", "brier", "margin");
    assertThat(panel(data, "weights.l2").path("series").size()).isEqualTo(12);
  }

  @Test
  void whatChangedTheRunIsFlaggedAndAKeyIsNamedOnce() throws IOException {
    RunDirectory run = run().withoutSummary().write();
    try (var events = run.resumeEvents(Long.MAX_VALUE)) {
      events.append(new RunEvent.Turned(200, 0, "reset layers.0.W"));
      events.append(new RunEvent.Steered(300, "raise-decay", "optimizer.weightDecay = 2.0", "fit"));
      events.append(new RunEvent.Steered(400, "raise-decay", "optimizer.weightDecay = 4.0", "fit"));
      events.append(new RunEvent.Distrusted(500, "raise-decay", "it contradicts itself"));
    }
    String page = Files.readString(ReportPage.write(run.path(), Optional.empty()));
    assertThat(
            data(page)
                .path("marks")
                .valueStream()
                .filter(mark -> mark.path("flag").asBoolean())
                .map(mark -> mark.path("label").asString()))
        .containsExactly("reset layers.0.W", "optimizer.weightDecay = 2.0", "4.0");
    assertThat(page)
        .contains("by raise-decay")
        .contains("4.0: fit")
        .contains("raise-decay refused")
        .contains("it contradicts itself; the run went on without it");
    assertThat(RunText.of(run))
        .containsOnlyOnce("reset layers.0.W")
        .containsOnlyOnce("optimizer.weightDecay = 4.0: fit");
  }

  @Test
  void aTurnThatCouldNotBeDoneIsSaidAndNotFlagged() throws IOException {
    RunDirectory run = run().withoutSummary().write();
    try (var events = run.resumeEvents(Long.MAX_VALUE)) {
      events.append(new RunEvent.NotTurned(200, 1, "task.trainFraction = 0.1", "it is too small"));
    }
    String page = Files.readString(ReportPage.write(run.path(), Optional.empty()));
    assertThat(data(page).path("marks").valueStream())
        .noneMatch(mark -> mark.path("flag").asBoolean());
    String sentence =
        "turn[1] (task.trainFraction = 0.1) was not done at step 200, and the run went on without"
            + " it: it is too small.";
    assertThat(page)
        .contains("turn not done", "was not done at step 200, and the run went on without it")
        .doesNotContain("trained on other data");
    assertThat(RunText.of(run)).contains("Note: " + sentence);
    assertThat(RunText.notTurned(run)).containsExactly(sentence);
  }

  @Test
  void everyLineNamesTheMeasureThatItShows() throws IOException {
    Path path = run().withoutSummary().write().path();
    var measures =
        List.of("train.loss", "fourier.restrictedLoss", "fourier.restrictedLoss.test", "odd");
    Files.writeString(
        path.resolve("metrics.jsonl"),
        measures.stream()
            .map("\"%s\":1"::formatted)
            .collect(java.util.stream.Collectors.joining(",", "{\"step\":0,", "}\n")));
    JsonNode data = data(Files.readString(ReportPage.write(path, Optional.empty())));
    assertThat(
            data.path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("series").valueStream())
                .map(series -> series.path("measure").asString()))
        .containsExactlyInAnyOrderElementsOf(measures);
  }

  @Test
  void thePageOf500ProbesStaysUnder400Kilobytes() throws IOException {
    Path page = ReportPage.write(run().probes(500).write().path(), Optional.empty());
    assertThat(Files.size(page)).isBetween(60_000L, 400_000L);
  }

  @Test
  void thePageReachesForNothingOutsideItself() throws IOException {
    String html = report(run());
    assertThat(html)
        .doesNotContainPattern("https?://")
        .doesNotContainPattern("(src|href|action|srcset)\\s*=\\s*[\"']")
        .doesNotContain("@import")
        .doesNotContainPattern("url\\(");
    assertThat(html)
        .contains("default-src 'none'")
        .doesNotContain("unsafe-inline")
        .doesNotContain("unsafe-eval");
  }

  @Test
  void theLibrarysLicenceTravelsWithIt() throws IOException {
    assertThat(report(run()))
        .contains("Copyright (c) 2022 Leon Sorokin")
        .contains("The above copyright notice");
  }

  @Test
  void markupInFilesIsShownAsTextAndCannotEndTheData() throws IOException {
    var run = run().withoutSummary().write();
    Files.writeString(
        run.eventsFile(),
        """
        {"step":0,"type":"phase","name":"plateau","since":0,"evidence":"</script><!--<b>bold</b>\\u2029","confidence":0.9}
        {"step":1,"type":"finished","reason":"<img src=x onerror=alert(2)>"}
        """);
    Files.writeString(run.metricsFile(), "{\"step\":0,\"train.</script><script>alert(1)\":1}\n");
    String html = Files.readString(ReportPage.write(run.path(), Optional.empty()));
    assertThat(html)
        .doesNotContain("<script>alert")
        .doesNotContain("<img")
        .doesNotContain("<b>bold")
        .contains("&lt;img src&#x3D;x");
    assertThat(html.split("<script", -1)).hasSize(1 + 3);
    assertThat(html.split("</script>", -1)).hasSize(1 + 3);
    assertThat(html.split("<!--", -1)).hasSize(1 + 1);
    JsonNode data = data(html);
    assertThat(data.path("phases").get(0).path("evidence").asString())
        .isEqualTo("</script><!--<b>bold</b>\u2029");
  }

  @Test
  void whatWasSeenBesideThePhasesIsInTheTableAndInTheChart() throws IOException {
    String html = report(run());
    assertThat(html)
        .contains("Seen beside the phases")
        .contains("the validation set at step 7,100");
    JsonNode sighting = data(html).path("sightings").get(0);
    assertThat(sighting.path("name").asString()).isEqualTo("grokking");
    assertThat(sighting.path("from").asLong()).isEqualTo(sighting.path("to").asLong()).isPositive();
  }

  @Test
  void aRunThatEndsOnTheWayUpIsNotCalledMemorisationAlone() throws IOException {
    assertThat(report(run().times(150, 7_100, 6_800)))
        .contains("but had not generalised when the run ended at step 6,800. On unseen data it was")
        .contains("on its way up then, at accuracy 0.")
        .contains("memorisation, not decided");
  }

  @Test
  void aCensoredRunSaysSo() throws IOException {
    String html = report(run().times(150, 0, 40_000));
    assertThat(html)
        .contains("but had not generalised when the run ended at step 40,000.")
        .contains("&gt; 40,000")
        .doesNotContain("on its way up", "not decided");
    assertThat(data(html).path("delay").path("label").asString())
        .isEqualTo("not generalised in 39,850 steps");
  }

  @Test
  void aRunWithoutValidationDataSaysThatNothingCanBeSaid() throws IOException {
    String html = report(run().withoutValidation());
    assertThat(html)
        .contains("nothing can be said about generalisation")
        .doesNotContain("Generalised at step");
    assertThat(panel(data(html), "accuracy").path("series").size()).isEqualTo(1);
    assertThat(data(html).path("delay").isNull()).isTrue();
  }

  @Test
  void oneProbeIsEnough() throws IOException {
    JsonNode data = data(report(run().probes(1).withoutSummary()));
    assertThat(data.path("grids").get(0).size()).isEqualTo(1);
    assertThat(panel(data, "loss").path("series").get(0).path("values").size()).isEqualTo(1);
  }

  @Test
  void aRunThatHasMeasuredNothingYetStillHasAPage() throws IOException {
    var run = run().withoutSummary().write();
    Files.delete(run.metricsFile());
    Files.delete(run.eventsFile());
    Files.delete(run.provenanceFile());
    assertThat(Files.readString(ReportPage.write(run.path(), Optional.empty())))
        .contains("Nothing has been measured yet.");
  }

  @Test
  void tenThousandProbesAreThinnedAndEverySpikeStays() throws IOException {
    var written = run().probes(10_000).times(150, 30_000, 60_000).withSpikes().write();
    String html = Files.readString(ReportPage.write(written.path(), Optional.empty()));
    RunData run = RunData.read(written);
    int drawn = data(html).path("grids").get(0).size();
    assertThat(drawn).isBetween(300, 5_000);
    assertThat(html)
        .contains(
            Words.steps(run.metrics().size()) + " probes; " + Words.steps(drawn) + " are drawn");
    assertThat(html.length()).isLessThan(1_200_000);
    double lowest = run.metrics().column("train.accuracy").orElseThrow().last().orElseThrow();
    var accuracy = run.metrics().column("train.accuracy").orElseThrow();
    int[] kept = Thinning.choose(run.metrics(), List.of(accuracy), Set.of(150L));
    var thinned = run.metrics().select(kept);
    for (int bucketStart = 6_000; bucketStart < 60_000; bucketStart += 6_000) {
      assertThat(lowestBetween(thinned, bucketStart, bucketStart + 6_000))
          .isEqualTo(lowestBetween(run.metrics(), bucketStart, bucketStart + 6_000))
          .isLessThan(lowest);
    }
  }

  private static double lowestBetween(Metrics metrics, long from, long to) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int probe = 0; probe < metrics.size(); probe++) {
      if (metrics.step(probe) >= from && metrics.step(probe) < to) {
        lowest = Math.min(lowest, metrics.column("train.accuracy").orElseThrow().value(probe));
      }
    }
    return lowest;
  }

  @Test
  void valuesThatAreNotFiniteBecomeGapsAndAreMentioned() throws IOException {
    Path path = run().withoutSummary().write().path();
    Files.writeString(
        path.resolve("metrics.jsonl"),
        """
        {"step":0,"train.loss":4.7,"validation.loss":4.7}
        {"step":1,"train.loss":"NaN","validation.loss":"Infinity"}
        {"step":2,"train.loss":0.0}
        """);
    String html = Files.readString(ReportPage.write(path, Optional.empty()));
    JsonNode loss = panel(data(html), "loss").path("series");
    assertThat(loss.get(0).path("values").toString()).isEqualTo("[4.7,\"NaN\",0]");
    assertThat(loss.get(1).path("values").toString()).isEqualTo("[4.7,\"Infinity\",null]");
    assertThat(html).contains("train.loss is not a finite number at 1 probe, first at step 1");
  }

  @Test
  void aLineThatAKillCutShortIsLeftOut() throws IOException {
    var run = run().withoutSummary().write();
    Files.writeString(run.metricsFile(), "{\"step\":99999,\"train.lo", StandardOpenOption.APPEND);
    assertThat(RunData.read(run).lastStep()).isEqualTo(10_000);
  }

  @Test
  void aBrokenLineInTheMiddleIsAnErrorWithItsNumber() throws IOException {
    Path path = run().write().path();
    Files.writeString(path.resolve("metrics.jsonl"), "{\"step\":0}\n{\"step\n{\"step\":2}\n");
    assertThatThrownBy(() -> ReportPage.write(path, Optional.empty()))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("metrics.jsonl, line 2");
  }

  @Test
  void aDirectoryThatIsNoRunIsRefusedInOneSentence() {
    assertThatThrownBy(() -> ReportPage.write(directory, Optional.empty()))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("has no spec.toml");
  }
}
