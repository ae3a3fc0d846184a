package groklab.study.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.study.statistics.CriticalValue;
import groklab.study.statistics.Fit;
import groklab.study.statistics.Interval;
import groklab.study.statistics.Lifetime;
import groklab.study.sweep.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LawsTest {
  private static final String DECAY = "optimizer.weightDecay";

  /// T_grok = 1000 / decay, a tenth longer with each seed.
  private static PhaseDiagram strip(String... decays) {
    var runs = new ArrayList<Outcome>();
    for (String decay : decays) {
      for (int seed = 0; seed < 3; seed++) {
        long time = Math.round(1000 / Double.parseDouble(decay) * Math.pow(1.1, seed));
        runs.add(
            time > Runs.BUDGET
                ? Runs.memorised(seed, DECAY, decay)
                : Runs.grokked(seed, 10, time, DECAY, decay));
      }
    }
    runs.add(Runs.failed(3, DECAY, decays[0]));
    return PhaseDiagram.strip(runs, DECAY, Map.of());
  }

  @Test
  void theExponentIsFoundWithWhatIsCensoredAndWithoutWhatFailed() {
    var law = Laws.generalised(strip("0.01", "0.1", "1.0", "10.0"), 0).found().orElseThrow();
    assertThat(law.exponent()).isCloseTo(-1, within(0.01));
    assertThat(law.n()).isEqualTo(9);
    assertThat(law.censored()).isEqualTo(3);
    assertThat(law.interval().contains(-1)).isTrue();
    assertThat(law.median(1)).isCloseTo(1100, within(20.0));
  }

  @Test
  void aLawThatTurnsIsFittedUpToItsTurn() {
    List<Outcome> runs = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      long[] times = {10_000, 1_000, 100, 900, 9_000};
      String[] decays = {"0.01", "0.1", "1.0", "10.0", "100.0"};
      for (int i = 0; i < times.length; i++) {
        runs.add(Runs.grokked(seed, 10, times[i] + seed, DECAY, decays[i]));
      }
    }
    var strip = PhaseDiagram.strip(runs, DECAY, Map.of());
    assertThat(Laws.turningPoint(strip, 0)).hasValue(1);
    var law = Laws.generalised(strip, 0).found().orElseThrow();
    assertThat(law.exponent()).isCloseTo(-1, within(0.02));
    assertThat(law.n()).isEqualTo(9);
    assertThat(Laws.turningPoint(strip("0.01", "0.1", "1.0", "10.0"), 0)).isEmpty();
  }

  @Test
  void aRunThatBeganGeneralisedCountsAsStepOne() {
    var strip = PhaseDiagram.strip(List.of(Runs.atOnce(0, 0, DECAY, "1")), DECAY, Map.of());
    assertThat(Laws.lifetimes(strip, 0)).containsExactly(new Lifetime(1, 1, false));
  }

  @Test
  void anAxisOfWordsHasNoLaw() {
    var strip = PhaseDiagram.strip(List.of(Runs.memorised(0, "a.b", "\"x\"")), "a.b", Map.of());
    assertThat(((Fit.Refused<?>) Laws.generalised(strip, 0)).reason()).contains("no numbers");
    assertThat(((Fit.Refused<?>) Laws.critical(strip, 0)).reason()).contains("no numbers");
  }

  /// Separated between 0.03 and 0.1: on an axis of logarithms the middle is the geometric one.
  @Test
  void theCriticalValueOfALogarithmicAxisIsFoundThere() {
    var critical = Laws.critical(strip("0.01", "0.03", "0.1", "0.3"), 0).found().orElseThrow();
    assertThat(critical.separated()).isTrue();
    assertThat(critical.value()).isCloseTo(Math.sqrt(0.003), within(1e-12));
    assertThat(critical.interval().low()).isCloseTo(0.03, within(1e-12));
    assertThat(critical.interval().high()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void undecidedAndFailedRunsAreNoTrials() {
    var runs = new ArrayList<Outcome>();
    for (int share = 2; share <= 5; share++) {
      String text = "0." + share;
      runs.add(Runs.undecided(0, "a", text));
      runs.add(Runs.failed(1, "a", text));
      runs.add(share < 4 ? Runs.memorised(2, "a", text) : Runs.atOnce(2, 5, "a", text));
    }
    Fit<CriticalValue> fit = Laws.critical(PhaseDiagram.strip(runs, "a", Map.of()), 0);
    assertThat(fit.found().orElseThrow().interval()).isEqualTo(new Interval(0.3, 0.4));
  }
}
