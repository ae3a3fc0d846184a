package groklab.study.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.lab.phase.Verdict;
import groklab.study.sweep.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PhaseDiagramTest {
  private static final String DECAY = "optimizer.weightDecay";
  private static final String SHARE = "task.trainFraction";
  private static final String RATE = "optimizer.learningRate";

  /// Two shares, three decays, three seeds; (0.3, 0.1) memorises, (0.3, 10) is confused, the rest
  /// groks.
  private static List<Outcome> square() {
    var runs = new ArrayList<Outcome>();
    for (String decay : List.of("1.0", "0.1", "10.0")) {
      for (String share : List.of("0.5", "0.3")) {
        for (long seed = 0; seed < 3; seed++) {
          String[] settings = {DECAY, decay, SHARE, share};
          runs.add(
              share.equals("0.5") || decay.equals("1.0")
                  ? Runs.grokked(seed, 100, 1_000 + seed, settings)
                  : decay.equals("0.1")
                      ? Runs.memorised(seed, settings)
                      : Runs.confused(seed, settings));
        }
      }
    }
    return runs;
  }

  private static PhaseDiagram diagram(List<Outcome> runs) {
    return PhaseDiagram.of(runs, DECAY, Optional.of(SHARE), Map.of());
  }

  @Test
  void cellsGoFromLeftToRightAndFromBottomToTop() {
    var diagram = diagram(square());
    assertThat(diagram.across().texts()).containsExactly("0.1", "1.0", "10.0");
    assertThat(diagram.upwards().orElseThrow().texts()).containsExactly("0.3", "0.5");
    assertThat(diagram.cells())
        .extracting(cell -> cell.verdict().orElseThrow())
        .containsExactly(
            Verdict.MEMORISATION,
            Verdict.GROKKING,
            Verdict.CONFUSION,
            Verdict.GROKKING,
            Verdict.GROKKING,
            Verdict.GROKKING);
    assertThat(diagram.cells().get(2).runs())
        .extracting(Outcome::id)
        .containsExactly("10.0-0.3-seed0", "10.0-0.3-seed1", "10.0-0.3-seed2");
    assertThat(diagram.seeds()).containsExactly(3, 3);
  }

  @Test
  void sharesAreOfTheCells() {
    var shares = diagram(square()).shares();
    assertThat(shares.cells()).isEqualTo(6);
    assertThat(shares.verdicts().get(Verdict.GROKKING)).isEqualTo(4 / 6.0);
    assertThat(shares.verdicts().get(Verdict.COMPREHENSION)).isZero();
    assertThat(shares.undecided()).isZero();
  }

  @Test
  void aCellWithoutRunsIsNotThere() {
    var runs = square().stream().filter(run -> !run.id().startsWith("10.0-0.3")).toList();
    assertThat(diagram(runs).cells()).hasSize(5);
    assertThat(diagram(runs).shares().cells()).isEqualTo(5);
  }

  @Test
  void anotherKeyMustBeFixed() {
    var runs = new ArrayList<Outcome>();
    for (String rate : List.of("0.01", "0.001")) {
      runs.add(Runs.memorised(0, DECAY, "1.0", SHARE, "0.3", RATE, rate));
    }
    assertThatThrownBy(() -> diagram(runs))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "A diagram of optimizer.weightDecay and task.trainFraction would mix runs of different"
                + " optimizer.learningRate; fix it at one of 0.001, 0.01");
    var fixed = PhaseDiagram.of(runs, DECAY, Optional.of(SHARE), Map.of(RATE, "1e-2"));
    assertThat(fixed.runs()).extracting(Outcome::id).containsExactly("1.0-0.3-0.01-seed0");
    assertThat(fixed.fixed()).containsExactly(Map.entry(RATE, "0.01"));
  }

  @Test
  void aKeyThatFollowsAnAxisNeedNotBeFixed() {
    var runs =
        List.of(
            Runs.memorised(0, DECAY, "1.0", RATE, "0.01"),
            Runs.memorised(0, DECAY, "2.0", RATE, "0.005"));
    assertThat(PhaseDiagram.strip(runs, DECAY, Map.of()).cells()).hasSize(2);
  }

  @Test
  void aStripHasOneRow() {
    var strip = PhaseDiagram.strip(square(), DECAY, Map.of(SHARE, "0.3"));
    assertThat(strip.upwards()).isEmpty();
    assertThat(strip.rows()).isEqualTo(1);
    assertThat(strip.cells()).extracting(Cell::column).containsExactly(0, 1, 2);
  }

  @Test
  void whatIsNotInTheSweepIsRefusedWithWhatIs() {
    var runs = square();
    assertThatThrownBy(() -> PhaseDiagram.strip(runs, RATE, Map.of()))
        .hasMessage(
            "optimizer.learningRate is no key of this sweep; expected one of"
                + " optimizer.weightDecay, task.trainFraction");
    assertThatThrownBy(() -> PhaseDiagram.strip(runs, DECAY, Map.of(SHARE, "0.4")))
        .hasMessage("task.trainFraction is never 0.4 in this sweep; expected one of 0.3, 0.5");
    assertThatThrownBy(() -> PhaseDiagram.of(runs, DECAY, Optional.of(DECAY), Map.of()))
        .hasMessageContaining("Both axes are optimizer.weightDecay");
    assertThatThrownBy(() -> PhaseDiagram.strip(List.of(), DECAY, Map.of()))
        .isInstanceOf(SpecException.class);
  }
}
