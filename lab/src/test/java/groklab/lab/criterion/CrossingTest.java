package groklab.lab.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.probe.Probe;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CrossingTest {
  private static Crossing validation(double... accuracies) {
    var detector = RunCriterion.usual(new Accuracy()).crossing(Probe.VALIDATION);
    for (int i = 0; i < accuracies.length; i++) {
      detector.accept(100L * i, accuracies[i]);
    }
    return detector.crossing();
  }

  @Test
  void theFirstProbeAtTheThresholdCounts() {
    var crossing = validation(0.1, 0.9499999, 0.95, 0.97, 1);
    assertThat(crossing.first()).hasValue(200);
    assertThat(crossing.stable()).hasValue(200);
  }

  @Test
  void aRunThatNeverCrossesIsCensoredAtItsLastProbe() {
    var crossing = validation(0.1, 0.2, 0.94);
    assertThat(crossing)
        .isEqualTo(new Crossing(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(200)));
  }

  @Test
  void aSpikeIsAFirstCrossingButNotAStableOne() {
    var crossing = validation(0.1, 0.96, 0.3, 0.2, 0.96, 0.97, 0.98, 0.99);
    assertThat(crossing.first()).hasValue(100);
    assertThat(crossing.stable()).hasValue(400);
  }

  @Test
  void twoProbesAtTheEndAreNotStable() {
    assertThat(validation(0.1, 0.96, 0.97).stable()).isEmpty();
    assertThat(validation(0.1, 0.96, 0.97, 0.96).stable()).hasValue(100);
  }

  @Test
  void aLateLossTakesTheStableCrossingBack() {
    var crossing = validation(0.1, 0.96, 0.97, 0.98, 0.99, 0.5);
    assertThat(crossing.first()).hasValue(100);
    assertThat(crossing.stable()).isEmpty();
  }

  @Test
  void notANumberIsBelowEveryThreshold() {
    assertThat(validation(Double.NaN, 0.96, 0.97, Double.NaN).stable()).isEmpty();
    assertThat(validation(Double.NaN, Double.NaN).first()).isEmpty();
  }

  @Test
  void withoutProbesNothingIsObserved() {
    assertThat(validation().observedUntil()).isEmpty();
  }

  @Test
  void stepsMustAscend() {
    var detector = new CrossingDetector(value -> value >= 0.5, 3);
    detector.accept(5, 0);
    assertThatThrownBy(() -> detector.accept(5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A probe at step 5 follows one at step 5; expected ascending steps");
  }

  @Test
  void theDelayIsADifferenceAndARatio() {
    var delay = Delay.between(OptionalLong.of(150), OptionalLong.of(7500));
    assertThat(delay).isEqualTo(new Delay(OptionalLong.of(7350), OptionalDouble.of(50)));
    assertThat(Delay.between(OptionalLong.of(10), OptionalLong.empty()).ratio()).isEmpty();
    assertThat(Delay.between(OptionalLong.empty(), OptionalLong.of(10)).steps()).isEmpty();
    assertThat(Delay.between(OptionalLong.of(0), OptionalLong.of(10)))
        .isEqualTo(new Delay(OptionalLong.of(10), OptionalDouble.empty()));
    assertThat(Delay.between(OptionalLong.of(20), OptionalLong.of(10)).steps()).hasValue(-10);
  }

  @Test
  void aValueThatMustFallIsReachedFromAbove() {
    var detector = RunCriterion.usual(new LossShare()).crossing(Probe.VALIDATION);
    double[] shares = {1, 0.06, 0.05, 0.04, Double.NaN, 0.05, 0.01, 0};
    for (int i = 0; i < shares.length; i++) {
      detector.accept(i, shares[i]);
    }
    assertThat(detector.crossing().first()).hasValue(2);
    assertThat(detector.crossing().stable()).hasValue(5);
  }
}
