package groklab.lab.phase;

import static groklab.lab.phase.Curves.at;
import static groklab.lab.phase.Curves.probes;
import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.probe.Probe;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictRuleTest {
  private static Verdict verdict(List<Probe> probes) {
    return VerdictRule.LIU2022.verdict(probes);
  }

  @Test
  void theFourVerdictsFollowThePaper() {
    assertThat(verdict(probes(at(0, 0, 0), at(9e4, 0.5, 0.99)))).isEqualTo(Verdict.CONFUSION);
    assertThat(verdict(probes(at(0, 0, 0), at(10, 1, 0.2)))).isEqualTo(Verdict.MEMORISATION);
    assertThat(verdict(probes(at(10, 0.95, 0.2), at(1010, 1, 0.91)))).isEqualTo(Verdict.GROKKING);
    assertThat(verdict(probes(at(10, 0.95, 0.2), at(1009, 1, 0.91))))
        .isEqualTo(Verdict.COMPREHENSION);
    assertThat(verdict(List.of())).isEqualTo(Verdict.CONFUSION);
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
  void anotherRuleGivesAnotherVerdict() {
    var curve = probes(at(10, 0.95, 0.2), at(500, 1, 0.91));
    assertThat(new VerdictRule(0.9, 0.9, 400).verdict(curve)).isEqualTo(Verdict.GROKKING);
    assertThat(new VerdictRule(0.9, 0.95, 400).verdict(curve)).isEqualTo(Verdict.MEMORISATION);
  }
}
