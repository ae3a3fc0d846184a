package groklab.measures.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Subject;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.probe.Probe;
import groklab.measures.Subjects;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategyDistanceTest {
  /// Rows (0.5, 0.5) against softmax (ln 3, 0) = (0.75, 0.25), and (1, 0) against (0.5, 0.5).
  @Test
  void isTheMeanDivergenceFromTheStrategy() {
    double[] strategy = {0.5, 0.5, 1, 0};
    var outputs = new Matrix(2, 2, new double[] {Math.log(3) + 7, 7, -2, -2});
    double first = 0.5 * Math.log(0.5 / 0.75) + 0.5 * Math.log(0.5 / 0.25);
    assertThat(StrategyDistance.distance(strategy, outputs))
        .isCloseTo((first + Math.log(2)) / 2, within(1e-14));
  }

  /// A network whose outputs begin as zeros answers uniformly.
  @Test
  void anUntrainedReadoutIsTheUniformStrategy() {
    Subject.Model subject = Subjects.of(Subjects.CHAINS, 1);
    try (var _ = subject.session();
        var meter =
            new ProbeMeter(
                subject, Catalogue.select(List.of("strategyDistance"), "t").measures())) {
      Probe probe = meter.take(0);
      assertThat(probe.value("validation.strategyDistance.uniform")).isCloseTo(0, within(1e-7));
      assertThat(probe.value("validation.strategyDistance.nearest")).isZero();
      assertThat(probe.value("train.strategyDistance.truth"))
          .isGreaterThan(probe.value("train.strategyDistance.unigram"))
          .isPositive();
    }
  }

  @Test
  void doesNotApplyWhereNoStrategyIsKnown() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (var _ = subject.session()) {
      assertThat(StrategyDistance.MEASURE.obstacle(subject))
          .contains("no strategies are known for the task");
    }
  }
}
