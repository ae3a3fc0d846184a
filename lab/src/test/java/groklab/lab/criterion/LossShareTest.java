package groklab.lab.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.probe.Probe;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossShareTest {
  private static final LossShare SHARE = new LossShare();

  private static Probe probe(Map<String, Double> values) {
    return new Probe(0, new LinkedHashMap<>(values));
  }

  @Test
  void itsValueIsTheLossDividedByThatOfGuessing() {
    var run = KnownRuns.judged(SHARE, Baseline.UNKNOWN.withGuessLoss(4));
    var probe = probe(Map.of("train.loss", 0.04, "validation.loss", 6.0));
    assertThat(run.value(probe, Probe.TRAIN)).isEqualTo(0.01);
    assertThat(run.value(probe, Probe.VALIDATION)).isEqualTo(1.5);
    assertThat(run.isReached(Probe.TRAIN, 0.01)).isTrue();
    assertThat(run.isReached(Probe.TRAIN, 0.011)).isFalse();
    assertThat(run.isReached(Probe.VALIDATION, 0.05)).isTrue();
    assertThat(run.isReached(Probe.VALIDATION, Double.NaN)).isFalse();
  }

  /// What was judged before there were criteria: decades of the loss, (1 − tau) times guessing.
  @Test
  void itsThresholdsAreTheDecadesThatBelongToTheUsualAccuracies() {
    assertThat(SHARE.score(SHARE.thresholds().train()))
        .isEqualTo(-Math.log10(1 - 0.99), within(1e-12));
    assertThat(SHARE.score(SHARE.thresholds().validation()))
        .isEqualTo(-Math.log10(1 - 0.95), within(1e-12));
    assertThat(SHARE.score(1)).isZero();
    assertThat(SHARE.valueAt(SHARE.score(0.37))).isEqualTo(0.37, within(1e-12));
  }

  @Test
  void withoutALossOfGuessingTheChanceLevelGivesItOrElseTheFirstProbe() {
    var classes = Baseline.UNKNOWN.withChance(1.0 / 113);
    assertThat(KnownRuns.judged(SHARE, classes).value(probe(Map.of("train.loss", 9.0)), "train"))
        .isEqualTo(9 / Math.log(113), within(1e-12));
    var first = probe(Map.of("train.loss", 2.0));
    assertThat(SHARE.assumed(classes, Probe.TRAIN, first)).isEqualTo(classes);
    assertThat(SHARE.assumed(Baseline.UNKNOWN, Probe.TRAIN, first).guessLoss()).hasValue(2);
    assertThat(SHARE.assumed(Baseline.UNKNOWN, Probe.VALIDATION, first).guessLoss()).hasValue(2);
  }

  @Test
  void itIsNeverSaidInPerCent() {
    double[] values = {0, 1e-9, 0.0081, 0.05, 1, 3.2, 1234.5, Double.NaN, Double.POSITIVE_INFINITY};
    for (double value : values) {
      assertThat(SHARE.words(value) + SHARE.format(value) + SHARE.tick(value))
          .as("%s", value)
          .doesNotContain("%");
    }
    assertThat(SHARE.words(0.0081)).isEqualTo("loss share 0.0081");
    assertThat(SHARE.format(100)).isEqualTo("100");
    assertThat(SHARE.format(1)).isEqualTo("1");
    assertThat(SHARE.format(1e-9)).isEqualTo("1.00e-09");
  }

  @Test
  void itMovesByATenthOfALogarithmAndNotAtZeroOrNaN() {
    assertThat(SHARE.moves(1e-6, 1.2e-6)).isTrue();
    assertThat(SHARE.moves(1e-6, 1.05e-6)).isFalse();
    assertThat(SHARE.moves(0, 0)).isFalse();
    assertThat(SHARE.moves(Double.NaN, 1)).isFalse();
  }

  @Test
  void aSparklineRisesWithTheDecadesThatAreGone() {
    assertThat(SHARE.height(1)).isZero();
    assertThat(SHARE.height(7)).isZero();
    assertThat(SHARE.height(0.1)).isEqualTo(0.5);
    assertThat(SHARE.height(0)).isEqualTo(1);
    assertThat(SHARE.height(Double.NaN)).isNaN();
  }
}
