package groklab.lab.criterion;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.probe.Probe;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccuracyTest {
  private static final Accuracy ACCURACY = new Accuracy();

  private static Probe probe(Map<String, Double> values) {
    return new Probe(0, new LinkedHashMap<>(values));
  }

  @Test
  void itsValueIsTheRecordedAccuracyOfTheSet() {
    var run = RunCriterion.usual(ACCURACY);
    var probe = probe(Map.of("train.accuracy", 0.99, "train.loss", 7.0));
    assertThat(run.value(probe, Probe.TRAIN)).isEqualTo(0.99);
    assertThat(run.isReached(Probe.TRAIN, 0.99)).isTrue();
    assertThat(run.isReached(Probe.TRAIN, 0.98)).isFalse();
    assertThat(run.isReached(Probe.VALIDATION, 0.95)).isTrue();
    assertThat(run.value(probe, Probe.VALIDATION)).isNaN();
    assertThat(run.isReached(Probe.VALIDATION, Double.NaN)).isFalse();
  }

  @Test
  void aHundredPerCentMeansAll() {
    assertThat(ACCURACY.format(1)).isEqualTo("100.0 %");
    assertThat(ACCURACY.format(0.9999)).isEqualTo("99.9 %");
    assertThat(ACCURACY.format(0.57)).isEqualTo("57.0 %");
    assertThat(ACCURACY.format(Double.NaN)).isEqualTo("NaN");
    assertThat(ACCURACY.words(0.9534)).isEqualTo("accuracy 0.953");
  }

  @Test
  void itMovesByMoreThanAHundredth() {
    assertThat(ACCURACY.moves(0.5, 0.52)).isTrue();
    assertThat(ACCURACY.moves(0.52, 0.5)).isTrue();
    assertThat(ACCURACY.moves(0.5, 0.505)).isFalse();
    assertThat(ACCURACY.moves(Double.NaN, 0.5)).isFalse();
  }

  @Test
  void theSmallerAccuracyOfTheFirstProbeStandsForChance() {
    var first = probe(Map.of("train.accuracy", 0.3, "validation.accuracy", 0.2));
    var assumed = ACCURACY.assumed(Baseline.UNKNOWN, Probe.TRAIN, first);
    assertThat(ACCURACY.guessing(assumed)).isEqualTo(0.2);
    assertThat(ACCURACY.assumption(Baseline.UNKNOWN, assumed))
        .hasValueSatisfying(clause -> assertThat(clause).contains("0.200"));
    var told = Baseline.UNKNOWN.withChance(1.0 / 4);
    assertThat(ACCURACY.assumed(told, Probe.TRAIN, first)).isEqualTo(told);
    assertThat(ACCURACY.assumption(told, told)).isEmpty();
  }
}
