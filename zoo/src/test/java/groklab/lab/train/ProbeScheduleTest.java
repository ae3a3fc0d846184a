package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.ExplainedVariance;
import groklab.lab.criterion.LossShare;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.KnownCriteria;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class ProbeScheduleTest {
  private static final RunCriterion ACCURACY = RunCriterion.usual(new Accuracy());

  private static Probe flat(long step) {
    return Probes.at(step, 1, 0.01, 5);
  }

  private static List<Long> steps(ProbeSchedule schedule, LongFunction<Probe> run, long below) {
    List<Long> steps = new ArrayList<>();
    while (schedule.next() < below) {
      steps.add(schedule.next());
      schedule.probed(run.apply(schedule.next()));
    }
    return steps;
  }

  @Test
  void startsAtZeroWithEveryStepAndGrowsByAFiftieth() {
    List<Long> steps =
        steps(new ProbeSchedule(ACCURACY, 1, 1, 1000, 0.1), ProbeScheduleTest::flat, 100_000);
    assertThat(steps.subList(0, 4)).containsExactly(0L, 1L, 2L, 3L);
    for (int i = 1; i < steps.size(); i++) {
      long before = steps.get(i - 1);
      assertThat(steps.get(i) - before).isEqualTo(Math.max(1, before / 50));
    }
  }

  @Test
  void isFourTimesDenserWhileACurveMoves() {
    for (LongFunction<Probe> moving :
        List.<LongFunction<Probe>>of(
            step -> Probes.at(step, step / 1000 % 2 * 0.5, 0, 5),
            step -> Probes.at(step, 1, step / 1000 % 2 * 0.5, 5),
            step -> Probes.at(step, 1, 0, 1.0 + step / 1000 % 2))) {
      ProbeSchedule schedule = new ProbeSchedule(ACCURACY, 1, 1, 1000, 0.1);
      schedule.probed(moving.apply(10_000));
      assertThat(schedule.next()).isEqualTo(10_200);
      schedule.probed(moving.apply(11_000));
      assertThat(schedule.next()).isEqualTo(11_055);
    }
  }

  @Test
  void theCriterionDecidesWhatMoves() {
    var share = KnownCriteria.judged(new LossShare(), Baseline.UNKNOWN.withGuessLoss(1));
    var schedule = new ProbeSchedule(share, 1, 1, 1000, 0.1);
    schedule.probed(Probes.losses(10_000, 1e-6, 5));
    schedule.probed(Probes.losses(11_000, 1.2e-6, 5));
    assertThat(schedule.next()).isEqualTo(11_055);
    schedule.probed(Probes.losses(12_000, 1.2e-6, 5));
    assertThat(schedule.next()).isEqualTo(12_240);
    var explained = new ProbeSchedule(RunCriterion.usual(new ExplainedVariance()), 1, 1, 1000, 0.1);
    explained.probed(Probes.explained(10_000, 0.5, 0));
    explained.probed(Probes.explained(11_000, 0.515, 0));
    assertThat(explained.next()).isEqualTo(11_220);
    explained.probed(Probes.explained(12_000, 0.515, 0.03));
    assertThat(explained.next()).isEqualTo(12_060);
  }

  @Test
  void densityMultipliesTheGrid() {
    ProbeSchedule schedule = new ProbeSchedule(ACCURACY, 2, 1, 1000, 0.1);
    schedule.probed(flat(10_000));
    assertThat(schedule.next()).isEqualTo(10_100);
  }

  @Test
  void allProbesTogetherCostAtMostATenthAfterAnAllowanceForTheStart() {
    double probeCost = 30;
    double stepCost = 1;
    List<Long> steps =
        steps(
            new ProbeSchedule(ACCURACY, 1, probeCost, stepCost, 0.1),
            ProbeScheduleTest::flat,
            50_000);
    for (int i = 0; i < steps.size(); i++) {
      assertThat((i + 1 - 40) * probeCost).isLessThanOrEqualTo(0.1 * stepCost * steps.get(i));
    }
    assertThat(steps).hasSizeGreaterThan(100);
  }

  /// A loss of zero or NaN, or no validation set at all, neither stops the schedule nor counts as
  /// movement.
  @Test
  void extremeAndMissingNumbersDoNotDisturbIt() {
    assertThat(steps(new ProbeSchedule(ACCURACY, 1, 1, 1000, 0.1), ProbeScheduleTest::flat, 5000))
        .isEqualTo(
            steps(
                new ProbeSchedule(ACCURACY, 1, 1, 1000, 0.1),
                step -> Probes.at(step, 1, 0.01, 0),
                5000))
        .isEqualTo(
            steps(
                new ProbeSchedule(ACCURACY, 1, 1, 1000, 0.1),
                step -> Probes.at(step, 1, 0.01, Double.NaN),
                5000))
        .isEqualTo(
            steps(
                new ProbeSchedule(ACCURACY, 1, 1, 1000, 0.1),
                step -> Probes.withoutValidation(step, 1),
                5000));
  }

  @Test
  void aResumedScheduleGoesOnAfterTheRecordedProbes() {
    LongFunction<Probe> run = step -> Probes.at(step, step > 300 ? 1 : 0, 0, 5);
    ProbeSchedule whole = new ProbeSchedule(ACCURACY, 1, 50, 1, 0.1);
    ProbeSchedule resumed = new ProbeSchedule(ACCURACY, 1, 50, 1, 0.1);
    for (long step : steps(whole, run, 1000)) {
      resumed.probed(run.apply(step));
    }
    assertThat(resumed.next()).isEqualTo(whole.next());
  }
}
