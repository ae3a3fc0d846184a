package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
  private static RunHistory history(String stopWhen) {
    var spec =
        new SpecReader().parse("[budget]\nsteps = 9000\nstopWhen = \"%s\"".formatted(stopWhen));
    var data = spec.problem();
    return new RunHistory(
        spec,
        RunFacts.criterion(spec, data),
        RunFacts.known(spec, spec.model().network(data).anatomy()));
  }

  /// Fits at step 200, generalises at step 5000.
  private static final List<Probe> GROKKING =
      List.of(
          Probes.at(0, 0.01, 0.01, 4.7),
          Probes.at(100, 0.6, 0.01, 9),
          Probes.at(200, 0.995, 0.01, 15),
          Probes.at(1000, 1, 0.02, 20),
          Probes.at(3000, 1, 0.02, 20),
          Probes.at(5000, 1, 0.97, 0.2),
          Probes.at(6000, 1, 1, 0.01),
          Probes.at(7000, 1, 1, 0.01));

  private static List<RunEvent> accept(RunHistory h, List<Probe> probes) {
    List<RunEvent> events = new ArrayList<>();
    probes.forEach(p -> events.addAll(h.accept(p)));
    return events;
  }

  @Test
  void crossingsAreToldOnceAndSummedUp() {
    RunHistory h = history("generalised");
    assertThat(accept(h, GROKKING))
        .filteredOn(e -> !(e instanceof RunEvent.PhaseBegan || e instanceof RunEvent.Sighted))
        .containsExactly(
            new RunEvent.Memorised(200, "accuracy", 0.995),
            new RunEvent.Generalised(5000, "accuracy", 0.97));
    Summary s = h.summary(7000, 12, 600, "digest");
    assertThat(s.memorizedAt()).hasValue(200);
    assertThat(s.memorizedAtStable()).hasValue(200);
    assertThat(s.generalizedAt()).hasValue(5000);
    assertThat(s.generalizedAtStable()).hasValue(5000);
    assertThat(s.delayRatio()).hasValue(25);
    assertThat(s.verdict()).isEqualTo(Verdict.GROKKING);
    assertThat(s.validationLoss()).isEqualTo(0.01);
    assertThat(h.phase()).isEqualTo("generalised");
    assertThat(s.sightings())
        .extracting(Sighting::kind, Sighting::step)
        .containsExactly(tuple(Sighting.Kind.GROKKING, 5000L));
  }

  @Test
  void aSightingIsAnEventOfTheProbeAtWhichItBecameKnown() {
    assertThat(accept(history("never"), GROKKING))
        .filteredOn(RunEvent.Sighted.class::isInstance)
        .singleElement()
        .satisfies(event -> assertThat(event.step()).isEqualTo(7000));
  }

  @Test
  void stopsWhenTheSpecSaysSo() {
    for (var wanted : List.of("never", "memorised", "generalised")) {
      RunHistory h = history(wanted);
      accept(h, GROKKING.subList(0, 4));
      assertThat(h.wantsToStop(1000)).as(wanted).isFalse(); // two probes are not yet stable
      accept(h, GROKKING.subList(4, 5));
      assertThat(h.wantsToStop(3000)).as(wanted).isEqualTo(wanted.equals("memorised"));
      accept(h, GROKKING.subList(5, 8));
      assertThat(h.wantsToStop(6249)).as(wanted).isEqualTo(wanted.equals("memorised"));
      assertThat(h.wantsToStop(6250)).as(wanted).isNotEqualTo(wanted.equals("never"));
      assertThat(h.reason(6250)).isEqualTo(wanted);
      assertThat(h.reason(9000)).isEqualTo("budget");
    }
  }

  @Test
  void aRunWithoutValidationExamplesIsCensoredAndKeepsItsNumbers() {
    RunHistory h = history("generalised");
    for (int step = 0; step <= 5; step++) {
      h.accept(Probes.withoutValidation(step, step > 1 ? 1 : 0));
    }
    assertThat(h.wantsToStop(5)).isFalse();
    Summary s = h.summary(5, 1, 5, "digest");
    assertThat(s.memorizedAt()).hasValue(2);
    assertThat(s.generalizedAt()).isEmpty();
    assertThat(s.delayRatio()).isEmpty();
    assertThat(s.verdict()).isEqualTo(Verdict.MEMORISATION);
    assertThat(s.validationAccuracy()).isNaN();
    assertThat(s.validationLoss()).isNaN();
  }
}
