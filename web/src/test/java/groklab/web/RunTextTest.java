package groklab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTextTest {
  @TempDir Path directory;

  private SampleRun run() {
    return new SampleRun(directory.resolve("run"));
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
  void listsPhasesAndEventsByStepAndLeavesCheckpointsOut() {
    assertThat(RunText.of(run().write()))
        .containsSubsequence(
            "\n0      phase: confusion",
            "\n150    phase: plateau",
            "\n150    memorised",
            "train accuracy 99.1 %",
            "\n7,100  phase: generalised",
            "\n7,100  seen: grokking",
            "6,920 steps later")
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
        .contains("operation add, modulus 113", "weightDecay 0.5", "steps 10000")
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
}
