package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.Criterion;
import groklab.lab.criterion.ExplainedVariance;
import groklab.lab.criterion.LossShare;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.KnownCriteria;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.SpecReader;
import groklab.lab.turn.Action;
import groklab.lab.update.ParameterPattern;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
  private static RunHistory history(String stopWhen, String... overrides) {
    var spec =
        new SpecReader()
            .parse(
                "[budget]\nsteps = 9000\nstopWhen = \"%s\"".formatted(stopWhen),
                List.of(overrides));
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
    assertThat(s.outcome().memorised().first()).hasValue(200);
    assertThat(s.outcome().memorised().stable()).hasValue(200);
    assertThat(s.outcome().generalised().first()).hasValue(5000);
    assertThat(s.outcome().generalised().stable()).hasValue(5000);
    assertThat(s.outcome().delayRatio()).hasValue(25);
    assertThat(s.outcome().verdict()).isEqualTo(Verdict.GROKKING);
    assertThat(s.last().validationLoss()).isEqualTo(0.01);
    assertThat(h.progress(0, 0).phase()).isEqualTo("generalised");
    assertThat(s.course().sightings())
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
  void validationLostAfterATurnOfTheDataIsUnGrokkingAndElseACollapse() {
    for (var turned : List.of("task.trainFraction=0.1", "optimizer.weightDecay=0.5")) {
      RunHistory h = history("never");
      accept(h, GROKKING);
      var before = new SpecReader().parse("[budget]\nsteps = 9000");
      var after = new SpecReader().override(before, List.of(turned));
      var reset = new Action.Reset(ParameterPattern.ALL);
      h.turned(new RunTurns.Done(new RunTurns.Turn(0), reset, before, after));
      accept(h, List.of(Probes.at(7100, 1, 0.5, 3), Probes.at(7200, 1, 0.2, 9)));
      accept(h, List.of(Probes.at(7300, 1, 0.1, 9), Probes.at(7400, 1, 0.1, 9)));
      assertThat(h.progress(7400, 0).phase())
          .isEqualTo(turned.startsWith("task") ? "un-grokked" : "collapsed");
    }
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
  void givesUpARunThatHasNotMemorisedOrGeneralisedByItsTime() {
    RunHistory late = history("never", "budget.memoriseBy=500");
    accept(late, GROKKING.subList(0, 1));
    assertThat(late.wantsToStop(1)).isFalse();
    late.accept(Probes.withoutValidation(600, 0.5));
    assertThat(late.wantsToStop(601)).isTrue();
    assertThat(late.reason(601)).isEqualTo("not-memorised");

    RunHistory stuck = history("never", "budget.generaliseBy=4");
    for (int step = 0; step <= 7; step++) {
      stuck.accept(Probes.withoutValidation(step, step > 1 ? 1 : 0));
      assertThat(stuck.wantsToStop(step + 1)).as("step %d", step).isEqualTo(step == 8);
    }
    stuck.accept(Probes.withoutValidation(8, 1));
    assertThat(stuck.wantsToStop(9)).isTrue();
    assertThat(stuck.reason(9)).isEqualTo("not-generalised");
  }

  @Test
  void aRunWithoutValidationExamplesIsCensoredAndKeepsItsNumbers() {
    RunHistory h = history("generalised");
    for (int step = 0; step <= 5; step++) {
      h.accept(Probes.withoutValidation(step, step > 1 ? 1 : 0));
    }
    assertThat(h.wantsToStop(5)).isFalse();
    Summary s = h.summary(5, 1, 5, "digest");
    assertThat(s.outcome().memorised().first()).hasValue(2);
    assertThat(s.outcome().generalised().first()).isEmpty();
    assertThat(s.outcome().delayRatio()).isEmpty();
    assertThat(s.outcome().verdict()).isEqualTo(Verdict.MEMORISATION);
    assertThat(s.last().validationAccuracy()).isNaN();
    assertThat(s.last().validationLoss()).isNaN();
  }

  private static RunHistory history(Criterion criterion, Baseline baseline) {
    var spec = new SpecReader().parse("[budget]\nsteps = 9000\nstopWhen = \"generalised\"");
    var network = spec.model().network(spec.problem());
    return new RunHistory(
        spec, KnownCriteria.judged(criterion, baseline), RunFacts.known(spec, network.anatomy()));
  }

  private static final long[] STEPS = {0, 100, 200, 400, 800, 1600, 3000, 5000, 6000, 7000};

  private static List<Probe> curve(Curve made, double[] train, double[] validation) {
    var probes = new ArrayList<Probe>();
    for (int i = 0; i < STEPS.length; i++) {
      probes.add(made.at(STEPS[i], train[i], validation[i]));
    }
    return probes;
  }

  private interface Curve {
    Probe at(long step, double train, double validation);
  }

  @Test
  void aRunWithoutAccuraciesIsJudgedByItsLosses() {
    RunHistory h = history(new LossShare(), Baseline.UNKNOWN.withGuessLoss(2));
    double[] train = {2, 0.5, 0.02, 1e-3, 1e-4, 1e-5, 1e-5, 1e-5, 1e-5, 1e-5};
    double[] unseen = {2, 2.2, 2.4, 2.4, 2.3, 2.2, 2.1, 0.08, 0.01, 0.01};
    var events = accept(h, curve(Probes::losses, train, unseen));
    assertThat(events)
        .contains(
            new RunEvent.Memorised(200, "loss-share", 0.01),
            new RunEvent.Generalised(5000, "loss-share", 0.04));
    Summary s = h.summary(7000, 12, 600, "digest");
    assertThat(s.outcome().memorised().first()).hasValue(200);
    assertThat(s.outcome().generalised().stable()).hasValue(5000);
    assertThat(s.outcome().delayRatio()).hasValue(25);
    assertThat(s.last().trainAccuracy()).isNaN();
    assertThat(h.progress(0, 0).phase()).isEqualTo("generalised");
    assertThat(s.course().phases())
        .extracting(span -> span.phase().label())
        .containsExactly("confusion", "memorisation", "plateau", "generalised");
    assertThat(s.course().phases().getLast().evidence()).contains("validation has reached 0.05");
    assertThat(s.outcome().verdict()).isEqualTo(Verdict.GROKKING);
    assertThat(s.outcome().verdictLiu2022()).isEmpty();
    assertThat(s.course().transitions())
        .singleElement()
        .satisfies(rise -> assertThat(rise.stepAt10()).isEqualTo(5000));
    assertThat(s.toJson()).doesNotContain("%");
    assertThat(h.wantsToStop(6250)).isTrue();
  }

  /// One file in the tests, and no other one knows of it.
  @Test
  void aCriterionThatTheHouseDoesNotKnowGoesThroughAllOfIt() {
    RunHistory h = history(new ExplainedVariance(), Baseline.UNKNOWN);
    double[] train = {0, 0.4, 0.98, 1, 1, 1, 1, 1, 1, 1};
    double[] unseen = {0, -0.5, -1, -2, -2, -1, 0.02, 0.91, 0.99, 1};
    assertThat(accept(h, curve(Probes::explained, train, unseen)))
        .contains(
            new RunEvent.Memorised(200, "explained-variance", 0.98),
            new RunEvent.Generalised(5000, "explained-variance", 0.91));
    Summary s = h.summary(7000, 12, 600, "digest");
    assertThat(s.course().phases())
        .extracting(span -> span.phase().label() + "@" + span.step())
        .containsExactly("confusion@0", "memorisation@100", "plateau@200", "generalised@5000");
    assertThat(s.course().phases().get(2).evidence())
        .isEqualTo(
            "train R² 0.98, validation R² -1.00: the training set is fit, validation has not"
                + " moved");
  }

  @Test
  void bothVerdictsStandInTheSummary() {
    RunHistory h = history("never");
    accept(
        h,
        List.of(
            Probes.at(0, 0.01, 0.01, 4.7),
            Probes.at(165, 0.995, 0.01, 6),
            Probes.at(200, 1, 0.02, 6),
            Probes.at(396, 1, 0.7, 1),
            Probes.at(626, 1, 0.97, 0.2),
            Probes.at(640, 1, 1, 0.01),
            Probes.at(660, 1, 1, 0.01)));
    Summary s = h.summary(660, 1, 1, "digest");
    assertThat(s.outcome().verdict()).isEqualTo(Verdict.GROKKING);
    assertThat(s.outcome().verdictLiu2022()).hasValue(Verdict.COMPREHENSION);
    assertThat(s.course().sightings())
        .extracting(Sighting::kind)
        .containsExactly(Sighting.Kind.GROKKING);
  }

  @Test
  void aProbeWithoutAnythingTheCriterionReadsDoesNotDisturb() {
    RunHistory h = history("generalised");
    h.accept(Probes.losses(0, 1, 1));
    h.accept(Probes.at(1, 0, 0, 4));
    assertThat(h.summary(1, 1, 1, "digest").outcome().memorised().first()).isEmpty();
  }
}
