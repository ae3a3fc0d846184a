package groklab.monitor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import groklab.monitor.forecast.Forecaster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Runs whose curves tell all, with the same knobs: no rival can rank them.
class JudgeTest {
  private static final Baseline GUESS = Baseline.UNKNOWN.withChance(0.1).withGuessLoss(2.3);
  private static final int BUDGET = 4_000;

  /// Memorised at 100; rises from 150 on if it does.
  private static JudgedRun run(int number, boolean rises) {
    List<Probe> probes = new ArrayList<>();
    int last = rises ? 1_200 : BUDGET;
    for (int step = 0; step <= last; step += 10) {
      double way = rises ? Math.clamp((step - 150) / (600.0 + 10 * number), 0, 1) : 0;
      var values = new LinkedHashMap<String, Double>();
      values.put(Probe.TRAIN_ACCURACY, step < 100 ? 0.5 : 1.0);
      values.put(Probe.TRAIN_LOSS, step < 100 ? 1.0 : 0.01);
      values.put(Probe.VALIDATION_ACCURACY, 0.1 + 0.9 * way);
      values.put(Probe.VALIDATION_LOSS, 5 - 4.9 * way + number / 100.0);
      probes.add(new Probe(step, values));
    }
    var accuracy = new Accuracy();
    var criterion =
        new RunCriterion(
            accuracy, accuracy.thresholds(), Map.of(Probe.TRAIN, GUESS, Probe.VALIDATION, GUESS));
    return new JudgedRun(
        "made up",
        "cell " + number / 2,
        Map.of("optimizer.learningRate", 0.01, "optimizer.weightDecay", 1.0),
        BUDGET,
        criterion,
        probes);
  }

  private static List<JudgedRun> runs() {
    List<JudgedRun> runs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      runs.add(run(i, i % 2 == 0));
    }
    return runs;
  }

  @Test
  void curvesThatTellAllRankAllAndKnobsThatTellNothingNone() {
    Judgement.Part part = new Judge(Forecaster.usual(), Rivals.usual()).judge(runs());
    Judgement late =
        part.moments().stream().filter(each -> each.factor() == 4).findFirst().orElseThrow();
    assertThat(late.runs()).isEqualTo(20);
    assertThat(late.generalised()).isEqualTo(10);
    assertThat(late.aucs()).containsEntry("all four curves", 1.0);
    assertThat(late.aucs()).containsEntry("base rate", 0.5).containsEntry("1/lambda", 0.5);
    assertThat(late.within()).containsEntry("all four curves", 1.0);
    assertThat(late.gains().get("base rate")).isEqualTo(new Ranking(0.5, 0.5, 0.5));
    Judgement.Alarms alarms = part.alarms();
    assertThat(alarms.groks()).isEqualTo(10);
    assertThat(alarms.failures()).isEqualTo(10);
    assertThat(alarms.falseAlarms()).isZero();
    assertThat(part.calibration().stream().mapToInt(Judgement.Bin::runs).sum())
        .isEqualTo(part.moments().stream().mapToInt(Judgement::runs).sum());
  }
}
