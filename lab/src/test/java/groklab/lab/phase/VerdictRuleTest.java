package groklab.lab.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VerdictRuleTest {
  /// A probe at every step.
  private static final long[] EVERY = LongStream.range(0, 10_000).toArray();

  private static final OptionalLong NEVER = OptionalLong.empty();

  private static PhaseSpan span(Phase phase, long step) {
    return new PhaseSpan(phase, step, Evidence.of("e"), 0.9);
  }

  /// Confusion, then a plateau between two steps, then the transition.
  private static List<PhaseSpan> plateau(long from, long to) {
    return List.of(span(Phase.CONFUSION, 0), span(Phase.PLATEAU, from), span(Phase.TRANSITION, to));
  }

  private static Verdict verdict(long memorised, long generalised, List<PhaseSpan> phases) {
    return verdict(memorised, generalised, phases, EVERY);
  }

  private static Verdict verdict(
      long memorised, long generalised, List<PhaseSpan> phases, long... probes) {
    return VerdictRule.verdict(
        OptionalLong.of(memorised), OptionalLong.of(generalised), phases, List.of(), probes);
  }

  private static Sighting standstill(long from, long until) {
    return new Sighting(
        Sighting.Kind.STANDSTILL, from, OptionalLong.of(until), Evidence.of("e"), 0.8);
  }

  @Test
  void aCensoredTimeHasNotCome() {
    var phases = plateau(100, 500);
    assertThat(VerdictRule.verdict(NEVER, NEVER, phases, List.of(), EVERY))
        .isEqualTo(Verdict.CONFUSION);
    assertThat(VerdictRule.verdict(NEVER, OptionalLong.of(9), phases, List.of(), EVERY))
        .isEqualTo(Verdict.CONFUSION);
    assertThat(VerdictRule.verdict(OptionalLong.of(100), NEVER, phases, List.of(), EVERY))
        .isEqualTo(Verdict.MEMORISATION);
    assertThat(VerdictRule.verdict(NEVER, NEVER, List.of(), List.of(), new long[0]))
        .isEqualTo(Verdict.CONFUSION);
  }

  @Test
  void grokkingIsThreeTimesAsLateWithAPlateauBetween() {
    assertThat(verdict(165, 626, plateau(165, 396))).isEqualTo(Verdict.GROKKING);
    assertThat(verdict(100, 300, plateau(100, 280))).isEqualTo(Verdict.GROKKING);
    assertThat(verdict(100, 299, plateau(100, 280))).isEqualTo(Verdict.COMPREHENSION);
    assertThat(verdict(28, 44, plateau(28, 40))).isEqualTo(Verdict.COMPREHENSION);
  }

  @Test
  void theNumberOfStepsDoesNotMatter() {
    assertThat(verdict(2, 6, plateau(2, 5))).isEqualTo(Verdict.GROKKING);
    assertThat(verdict(4_000, 5_500, plateau(4_000, 5_200))).isEqualTo(Verdict.COMPREHENSION);
  }

  @Test
  void withoutAPlateauALongDelayIsComprehension() {
    assertThat(
            verdict(
                100,
                9_000,
                List.of(
                    span(Phase.CONFUSION, 0),
                    span(Phase.COMPREHENSION, 80),
                    span(Phase.GENERALISED, 9_000))))
        .isEqualTo(Verdict.COMPREHENSION);
    assertThat(verdict(100, 9_000, List.of())).isEqualTo(Verdict.COMPREHENSION);
  }

  @Test
  void aPlateauLastsAsLongAgainAsMemorisingHadTaken() {
    assertThat(verdict(100, 900, plateau(100, 199))).isEqualTo(Verdict.COMPREHENSION);
    assertThat(verdict(100, 900, plateau(100, 200))).isEqualTo(Verdict.GROKKING);
  }

  @Test
  void aPlateauAfterGeneralisingIsNotBetween() {
    assertThat(verdict(100, 500, List.of(span(Phase.COMPREHENSION, 50), span(Phase.PLATEAU, 500))))
        .isEqualTo(Verdict.COMPREHENSION);
  }

  /// Nobody has looked between the two.
  @Test
  void aPlateauNeedsAProbeLaterThanTheFit() {
    var phases = plateau(100, 400);
    assertThat(verdict(100, 400, phases, 0, 100, 400)).isEqualTo(Verdict.COMPREHENSION);
    assertThat(verdict(100, 400, phases, 0, 100, 250, 400)).isEqualTo(Verdict.GROKKING);
  }

  @Test
  void aPlateauThatGoesOnCountsUpToAFirstCrossing() {
    var phases = List.of(span(Phase.CONFUSION, 0), span(Phase.PLATEAU, 100));
    assertThat(verdict(100, 700, phases)).isEqualTo(Verdict.GROKKING);
    assertThat(VerdictRule.plateau(100, 700, phases, List.of(), EVERY))
        .hasValue(new VerdictRule.Plateau(100, 700, 600));
  }

  @Test
  void aStandstillIsAPlateauWhereNoPhaseIs() {
    var phases = List.of(span(Phase.MEMORISATION, 10), span(Phase.GENERALISED, 900));
    var late = OptionalLong.of(900);
    assertThat(verdict(100, 900, phases)).isEqualTo(Verdict.COMPREHENSION);
    for (long until : new long[] {199, 200, 900, 5_000}) {
      var seen = List.of(standstill(120, until));
      assertThat(VerdictRule.verdict(OptionalLong.of(100), late, phases, seen, EVERY))
          .isEqualTo(until < 200 ? Verdict.COMPREHENSION : Verdict.GROKKING);
    }
    assertThat(VerdictRule.plateau(100, 900, phases, List.of(standstill(120, 5_000)), EVERY))
        .hasValue(new VerdictRule.Plateau(120, 900, 780));
    assertThat(
            VerdictRule.verdict(
                OptionalLong.of(100),
                OptionalLong.of(299),
                phases,
                List.of(standstill(100, 250)),
                EVERY))
        .as("not three times as late")
        .isEqualTo(Verdict.COMPREHENSION);
  }

  @Test
  void aRunThatBeginsFitIsJudgedAsIfItHadFitAtStepOne() {
    var phases = List.of(span(Phase.PLATEAU, 0), span(Phase.TRANSITION, 3));
    assertThat(verdict(0, 3, phases)).isEqualTo(Verdict.GROKKING);
    assertThat(verdict(0, 2, phases)).isEqualTo(Verdict.COMPREHENSION);
    assertThat(verdict(0, 0, List.of(span(Phase.GENERALISED, 0)))).isEqualTo(Verdict.COMPREHENSION);
  }

  @Test
  void validationFirstIsComprehension() {
    assertThat(verdict(5_000, 10, plateau(5_000, 9_000))).isEqualTo(Verdict.COMPREHENSION);
  }
}
