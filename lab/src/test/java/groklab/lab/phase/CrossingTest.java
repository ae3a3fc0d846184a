package groklab.lab.phase;

import static groklab.lab.phase.Curves.at;
import static groklab.lab.phase.Curves.probes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.probe.Probe;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CrossingTest {
  private static Crossing validation(double... accuracies) {
    var rows = new double[accuracies.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = at(100.0 * i, 1, accuracies[i]);
    }
    return Crossing.of(probes(rows), Probe.VALIDATION_ACCURACY, 0.95);
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
    assertThat(Crossing.of(List.of(), Probe.TRAIN_ACCURACY, 0.99).observedUntil()).isEmpty();
  }

  @Test
  void stepsMustAscend() {
    var detector = new CrossingDetector(0.5);
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
}
