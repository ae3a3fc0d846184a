package groklab.study.store;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.Evidence;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Verdict;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RowTest {
  private static final String BUDGET = "budget";

  private static final double[] FITTED = {1};

  /// A run that memorised and did not generalise, with a probe every hundred steps.
  private static Row row(String reason, Phase last, double... validation) {
    return row(reason, last, FITTED, validation);
  }

  /// @param train accuracies of the training set, the last one from there on; memorised if it is 1
  private static Row row(String reason, Phase last, double[] train, double... validation) {
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < validation.length; i++) {
      var values = new LinkedHashMap<String, Double>();
      values.put(Probe.TRAIN_ACCURACY, train[Math.min(i, train.length - 1)]);
      values.put(Probe.VALIDATION_ACCURACY, validation[i]);
      probes.add(new Probe(100L * i, values));
    }
    long steps = probes.getLast().step();
    boolean isFitted = train[train.length - 1] == 1;
    var never = new Crossing(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(steps));
    var summary =
        new Summary(
            "sample",
            0,
            new Summary.Training(steps, 1, steps),
            new Summary.Outcome(
                Optional.of(RunCriterion.usual(new Accuracy())),
                isFitted
                    ? new Crossing(
                        OptionalLong.of(100), OptionalLong.of(100), OptionalLong.of(steps))
                    : never,
                never,
                isFitted ? Verdict.MEMORISATION : Verdict.CONFUSION,
                Optional.empty(),
                Optional.empty()),
            new Summary.Course(
                List.of(new PhaseSpan(last, 0, Evidence.of(""), 0.5)),
                List.of(),
                List.of(),
                List.of()),
            new Summary.LastProbe(0, 0, 1, validation[validation.length - 1]),
            "");
    return new Row(
        "a", new LinkedHashMap<>(), 0, new Row.End.Finished(summary, reason, probes, List.of()));
  }

  private static Optional<Verdict> verdict(double... validation) {
    return row(BUDGET, Phase.PLATEAU, validation).outcome().verdict();
  }

  @Test
  void whatRoseClearlyInTheSecondHalfOfItsStepsIsNotDecided() {
    assertThat(verdict(0.1, 0.1, 0.2, 0.3, 0.3, 0.32, 0.35, 0.38, 0.41, 0.42, 0.43)).isEmpty();
  }

  @Test
  void whatRoseBeforeAndStandsStillIsDecided() {
    assertThat(verdict(0.1, 0.2, 0.4, 0.4, 0.4, 0.4, 0.41, 0.42, 0.41, 0.43, 0.42))
        .contains(Verdict.MEMORISATION);
  }

  @Test
  void oneHighProbeAtTheEndLeavesNothingOpen() {
    assertThat(verdict(0.1, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.7))
        .contains(Verdict.MEMORISATION);
  }

  @Test
  void whatStillFitsItsTrainingSetIsNotDecided() {
    double[] flat = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    double[] rising = {0.1, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    assertThat(row(BUDGET, Phase.CONFUSION, rising, flat).outcome().verdict()).isEmpty();
    double[] stuck = {0.1, 0.3, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6};
    assertThat(row(BUDGET, Phase.CONFUSION, stuck, flat).outcome().verdict())
        .contains(Verdict.CONFUSION);
  }

  @Test
  void whatFallsIsDecided() {
    assertThat(verdict(0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.3, 0.3, 0.3, 0.3, 0.3))
        .contains(Verdict.MEMORISATION);
  }

  @Test
  void whatEndsInItsTransitionIsNotDecided() {
    assertThat(row(BUDGET, Phase.TRANSITION, 0.3, 0.3, 0.3).outcome().verdict()).isEmpty();
  }

  @Test
  void whatWasGivenUpByARuleIsDecided() {
    assertThat(row("hopeless", Phase.TRANSITION, 0.1, 0.1, 0.5, 0.6, 0.7).outcome().verdict())
        .contains(Verdict.MEMORISATION);
  }
}
