package groklab.study.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.phase.Verdict;
import groklab.study.statistics.Share;
import groklab.study.sweep.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellTest {
  private static Cell cell(Outcome... runs) {
    return new Cell(0, 0, List.of(runs));
  }

  @Test
  void moreThanHalfOfTheSeedsDecide() {
    assertThat(cell(Runs.grokked(0, 10, 90), Runs.grokked(1, 10, 80), Runs.memorised(2)).verdict())
        .contains(Verdict.GROKKING);
  }

  @Test
  void halfOfTheSeedsDecideNothing() {
    assertThat(cell(Runs.grokked(0, 10, 90), Runs.memorised(1)).verdict()).isEmpty();
  }

  @Test
  void runsThatFailedOrAreUndecidedCountAgainstAMajority() {
    var cell = cell(Runs.grokked(0, 10, 90), Runs.undecided(1), Runs.failed(2));
    assertThat(cell.verdict()).isEmpty();
    assertThat(cell.failed()).isEqualTo(1);
    assertThat(cell.undecided()).isEqualTo(1);
    assertThat(cell.isFailed()).isFalse();
  }

  @Test
  void aCellWhoseRunsMostlyFailedIsFailed() {
    assertThat(cell(Runs.failed(0), Runs.failed(1), Runs.memorised(2)).isFailed()).isTrue();
  }

  @Test
  void probabilitiesAreOfTheRunsThatAreDecided() {
    var cell =
        cell(
            Runs.grokked(0, 10, 90),
            Runs.atOnce(1, 10),
            Runs.memorised(2),
            Runs.undecided(3),
            Runs.failed(4));
    assertThat(cell.grokking()).isEqualTo(new Share(1, 3));
    assertThat(cell.generalising()).isEqualTo(new Share(2, 3));
    assertThat(cell.counts())
        .isEqualTo(
            Map.of(
                Verdict.GROKKING, 1,
                Verdict.COMPREHENSION, 1,
                Verdict.MEMORISATION, 1,
                Verdict.CONFUSION, 0));
  }

  @Test
  void timesAreOfTheRunsThatDidNotFail() {
    var cell = cell(Runs.grokked(0, 100, 900), Runs.undecided(1), Runs.failed(2));
    assertThat(cell.generalised()).contains(new MedianTime((900 + Runs.BUDGET) / 2.0, true, 2));
  }

  @Test
  void theDelayIsOfTheRunsThatMemorised() {
    var cell = cell(Runs.grokked(0, 100, 900), Runs.grokked(1, 300, 800), Runs.confused(2));
    assertThat(cell.delay()).contains(new MedianTime(650, false, 2));
    assertThat(cell(Runs.confused(0)).delay()).isEmpty();
    assertThat(cell(Runs.memorised(0)).delay())
        .contains(new MedianTime(Runs.BUDGET - 100.0, true, 1));
  }

  @Test
  void aCellOfFailedRunsHasNoTime() {
    assertThat(cell(Runs.failed(0)).generalised()).isEmpty();
  }
}
