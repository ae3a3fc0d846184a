package groklab.lab.phase;

import static groklab.lab.phase.Curves.at;
import static groklab.lab.phase.Curves.probes;
import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.probe.Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Liu2022RuleTest {
  private static Verdict verdict(List<Probe> probes) {
    return Liu2022Rule.verdict(probes).orElseThrow();
  }

  @Test
  void theFourVerdictsFollowThePaper() {
    assertThat(verdict(probes(at(0, 0, 0), at(9e4, 0.5, 0.99)))).isEqualTo(Verdict.CONFUSION);
    assertThat(verdict(probes(at(0, 0, 0), at(10, 1, 0.2)))).isEqualTo(Verdict.MEMORISATION);
    assertThat(verdict(probes(at(10, 0.95, 0.2), at(1010, 1, 0.91)))).isEqualTo(Verdict.GROKKING);
    assertThat(verdict(probes(at(10, 0.95, 0.2), at(1009, 1, 0.91))))
        .isEqualTo(Verdict.COMPREHENSION);
  }

  @Test
  void ninetyPercentMustBeExceeded() {
    assertThat(verdict(probes(at(10, 0.9, 0)))).isEqualTo(Verdict.CONFUSION);
    assertThat(verdict(probes(at(10, 0.91, 0.9)))).isEqualTo(Verdict.MEMORISATION);
  }

  @Test
  void thePapersExampleCellIsComprehensionByItsOwnRule() {
    assertThat(verdict(probes(at(1130, 0.92, 0.5), at(1529, 1, 0.92))))
        .isEqualTo(Verdict.COMPREHENSION);
  }

  @Test
  void validationBeforeTrainIsComprehension() {
    assertThat(verdict(probes(at(10, 0.5, 0.95), at(5000, 0.95, 0.95))))
        .isEqualTo(Verdict.COMPREHENSION);
  }

  @Test
  void aRunWithoutAccuraciesHasNoSuchVerdict() {
    var losses = new LinkedHashMap<>(Map.of(Probe.TRAIN_LOSS, 1e-9));
    assertThat(Liu2022Rule.verdict(List.of(new Probe(0, losses)))).isEmpty();
    assertThat(Liu2022Rule.verdict(List.of())).isEmpty();
  }
}
