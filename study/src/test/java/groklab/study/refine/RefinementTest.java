package groklab.study.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.criterion.Crossing;
import groklab.lab.phase.Verdict;
import groklab.study.SampleRuns;
import groklab.study.sweep.Outcome;
import groklab.study.sweep.SweepSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class RefinementTest {
  private static final SweepSpec SWEEP =
      SampleRuns.sweep(
          """
          [[axis]]
          key = "x"
          values = [1.0, 10.0, 100.0]
          [[axis]]
          key = "y"
          values = [0, 8, 16]
          """);

  private static Outcome outcome(SequencedMap<String, String> settings) {
    double x = Double.parseDouble(settings.get("x"));
    double y = Double.parseDouble(settings.get("y"));
    Verdict verdict = x > 40 || y > 11 ? Verdict.GROKKING : Verdict.MEMORISATION;
    var never = new Crossing(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    return new Outcome(
        settings.toString(), settings, 0, Optional.of(verdict), never, never, 1, Optional.empty());
  }

  @Test
  void halvesGapsAcrossWhichTheVerdictChangesAndNoOthers() {
    List<Outcome> known = SWEEP.settings().stream().map(RefinementTest::outcome).toList();
    assertThat(new Refinement(SWEEP).next(known))
        .extracting(cell -> cell.get("x") + " " + cell.get("y"))
        .containsExactlyInAnyOrder("31.62 0", "31.62 8", "1.0 12", "10.0 12");
  }

  @Test
  void closesInOnTheBoundaryUntilNothingLiesBetween() {
    List<Outcome> known =
        new ArrayList<>(SWEEP.settings().stream().map(RefinementTest::outcome).toList());
    var refinement = new Refinement(SWEEP);
    int rounds = 0;
    List<SequencedMap<String, String>> next = refinement.next(known);
    while (!next.isEmpty()) {
      next.forEach(cell -> known.add(outcome(cell)));
      next = refinement.next(known);
      rounds++;
    }
    assertThat(rounds).isLessThan(20);
    assertThat(known.stream().map(run -> run.settings().get("y")).distinct())
        .as("whole numbers stay whole")
        .contains("11", "12")
        .allMatch(y -> y.matches("\\d+"));
    double nearest =
        known.stream()
            .mapToDouble(run -> Double.parseDouble(run.settings().get("x")))
            .filter(x -> x > 40)
            .min()
            .orElseThrow();
    assertThat(nearest).isBetween(40.0, 40.02);
  }

  @Test
  void asksForNothingWhereAllAgree() {
    List<Outcome> same =
        SWEEP.settings().stream()
            .map(RefinementTest::outcome)
            .filter(run -> run.verdict().get() == Verdict.GROKKING)
            .toList();
    assertThat(new Refinement(SWEEP).next(same)).isEmpty();
  }

  @Test
  void refusesASweepWithoutNumbers() {
    SweepSpec words =
        SampleRuns.sweep("[[axis]]\nkey = \"task.operation\"\nvalues = [\"add\", \"multiply\"]\n");
    assertThatThrownBy(() -> new Refinement(words))
        .hasMessage(
            "--refine halves gaps between numbers, and no axis of sample is one key with numbers");
  }
}
