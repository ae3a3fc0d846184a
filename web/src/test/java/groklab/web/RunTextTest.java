package groklab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTextTest {
  @TempDir Path directory;

  private SampleRun run() {
    return run("run");
  }

  private SampleRun run(String name) {
    return new SampleRun(directory.resolve(name));
  }

  @Test
  void beginsWithTheRunAndTheVerdictAsASentence() {
    assertThat(RunText.of(run().write()).lines().limit(2))
        .containsExactly(
            "addition-113, seed 0",
            "The network had memorised its training data by step 150 and generalised only at step"
                + " 7,100: 6,950 steps later, 47 times as long.");
  }

  @Test
  void withFreshExamplesAtEveryStepNothingWasMemorisedAndThereIsNoVerdict() {
    String text = RunText.of(run().fresh().write());
    assertThat(text)
        .contains("The network generalised at step 7,100: accuracy 0.950 on examples that are")
        .contains("there is no training set to memorise")
        .contains("Verdict: none")
        .doesNotContain("memorised");
    assertThat(RunText.of(run("other").fresh().times(150, 0, 9_000).write()))
        .contains("was at accuracy 0.012 when the run ended at step 9,000")
        .doesNotContain("memorised");
  }

  @Test
  void listsPhasesAndEventsByStepAndLeavesCheckpointsOut() {
    assertThat(RunText.of(run().write()))
        .containsSubsequence(
            "\n0      phase: confusion",
            "\n150    phase: plateau",
            "\n150    memorised",
            "train accuracy 99.1 %",
            "\n7,100  phase: generalised",
            "\n7,100  seen: grokking",
            "the validation set at step 7,100")
        .doesNotContain("safetensors");
  }

  @Test
  void ofARunThatGoesOnTheEpisodesThatEndedHaveTheirEnd() throws IOException {
    var run = run().withoutSummary().write();
    Files.writeString(
        run.eventsFile(),
        """
        {"step":9,"type":"sighting","name":"cleanup","since":5,"until":null,"evidence":"drops","confidence":0.8}
        {"step":20,"type":"sighting","name":"cleanup","since":5,"until":15,"evidence":"drops","confidence":0.9,"unknown":["why"]}
        """);
    assertThat(RunText.of(run))
        .containsOnlyOnce("seen: cleanup")
        .contains("drops [not known: why], until step 15");
  }

  @Test
  void givesTheLastNumbersTheSpecInShortAndTheDigest() {
    assertThat(RunText.of(run().weightDecay(0.5).write()))
        .containsPattern("at step 10,000 +loss +accuracy")
        .contains("Spec: add 113, fraction 0.3, transformer", "weightDecay 0.5", "steps 10000")
        .contains(SampleRun.DIGEST);
  }

  @Test
  void saysHowToGetAReportAndThenWhereItIs() {
    var run = run().write();
    assertThat(RunText.of(run)).endsWith("write one with: groklab report " + run.path() + "\n");
    ReportPage.write(run.path(), Optional.empty());
    assertThat(RunText.of(run)).endsWith("Report: " + run.reportFile() + "\n");
  }

  @Test
  void anUnfinishedRunHasNoVerdictAndNoDigestYet() {
    var data = RunText.data(run().times(150, 0, 400).withoutSummary().write());
    assertThat(data)
        .containsEntry("finished", false)
        .containsEntry("steps", 400L)
        .containsEntry("memorizedAt", 150L)
        .containsEntry("generalizedAt", null)
        .containsEntry("verdict", null)
        .containsEntry("digest", null);
    assertThat((String) data.get("sentence")).contains("where the record stops for now");
  }

  @Test
  void aRunWithoutAccuraciesIsShownWithoutPerCent() {
    var run = run().withoutAccuracy().write();
    String text = RunText.of(run);
    assertThat(text)
        .doesNotContain("%", "NaN")
        .contains("generalised only at step")
        .contains(
            "Criterion: loss share, memorised at 0.01 on the training set, generalised at 0.05")
        .contains("train loss share 0.009")
        .contains("Verdict: grokking.\n");
    var data = RunText.data(run);
    assertThat(data).containsEntry("verdict", "grokking").containsEntry("verdictLiu2022", null);
    assertThat(data.get("criterion")).asString().contains("name=loss-share", "direction=down");
    assertThat(data.get("transitions")).asString().contains("stepAt10");
    assertThat(ReportPage.head(RunData.read(run)))
        .doesNotContain("%", "ccuracy", "NaN")
        .contains("Final loss share, unseen data", "the two drops is the delay");
  }

  @Test
  void bothVerdictsAreShown() {
    assertThat(RunText.of(run().write()))
        .contains(
            "Verdict: grokking; by the rule of arXiv 2205.10343, a delay of 1,000 steps: gro");
  }

  @Test
  void theSentenceSaysWhyADelayIsNoGrokking() {
    assertThat(sentence(150, 400, 200))
        .endsWith("Less than three times as late does not count as grokking.");
    assertThat(sentence(150, 1_000, 200)).endsWith("It was not grokking: no plateau lay between.");
    assertThat(sentence(150, 1_000, 900)).endsWith("times as long.");
  }

  /// Of an older directory, whose verdict is reckoned anew.
  private String sentence(long memorised, long generalised, long plateauTo) {
    var run = run().times(memorised, generalised, 3_000).write();
    try {
      Files.writeString(
          run.summaryFile(),
          """
          {"recipe":"old","seed":0,"steps":3000,"seconds":1,"stepsPerSecond":9,"memorizedAt":%d,
          "memorizedAtStable":null,"generalizedAt":%d,"generalizedAtStable":null,"delayRatio":null,
          "verdict":"memorisation","phases":[
          {"name":"plateau","step":%d,"evidence":"e","confidence":0.5},
          {"name":"transition","step":%d,"evidence":"e","confidence":0.5}],
          "trainLoss":1,"validationLoss":1,"trainAccuracy":1,"validationAccuracy":1,"digest":"d"}
          """
              .formatted(memorised, generalised, memorised, plateauTo));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String sentence = RunText.sentence(run);
    deleteAll(run.path());
    return sentence;
  }

  private static void deleteAll(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
