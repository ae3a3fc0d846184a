package groklab.lab.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Curves of which the parts are known. Hjorth's numbers of the first two were computed by another
/// hand in numpy, with `np.var` and `np.diff`.
class OscillationTest {

  private static LossTrace curve(int steps, IntToDoubleFunction loss) {
    return new LossTrace(0, IntStream.range(0, steps).mapToDouble(loss).toArray());
  }

  private static Oscillation of(IntToDoubleFunction loss) {
    return Oscillation.of(curve(400, loss)).orElseThrow();
  }

  private static double sine(int step, double period) {
    return Math.sin(2 * Math.PI * step / period);
  }

  @Test
  void ofASineEverythingIsKnown() {
    var seen = of(step -> sine(step, 20));
    assertThat(seen.activity()).isCloseTo(0.5, within(1e-12));
    assertThat(seen.mobility()).isCloseTo(0.31249391093457257, within(1e-12));
    assertThat(seen.complexity()).isCloseTo(1.0046765162159295, within(1e-12));
    assertThat(seen.energy()).isCloseTo(0.4939505373084059, within(1e-12));
    assertThat(seen.strongestPeriod()).isCloseTo(20, within(0.6));
  }

  @Test
  void aSineOnAFallingLossIsFoundWithoutTheFall() {
    var seen = of(step -> Math.exp(-step / 100.0) + 0.1 * sine(step, 16));
    assertThat(seen.activity()).isCloseTo(0.07160847697630456, within(1e-12));
    assertThat(seen.mobility()).isCloseTo(0.1033825931902921, within(1e-12));
    assertThat(seen.complexity()).isCloseTo(3.7716867480292473, within(1e-11));
    assertThat(seen.energy()).isCloseTo(0.005, withPercentage(1));
    assertThat(seen.strongestPeriod()).isCloseTo(16, within(0.5));
  }

  @Test
  void aLossThatOnlyFallsDoesNotSwing() {
    assertThat(of(step -> Math.exp(-step / 100.0)).energy()).isLessThan(2e-5);
    assertThat(of(step -> 4 - step / 100.0).energy()).isLessThan(5e-5);
  }

  @Test
  void aSlowSwingCountsAsTheTrend() {
    assertThat(of(step -> sine(step, 100)).energy()).isLessThan(0.01);
  }

  @Test
  void theEnergiesAddUpToTheVariance() {
    var seen = of(step -> Math.exp(-step / 30.0) + 0.3 * sine(step, 7) + step % 3);
    assertThat(Arrays.stream(seen.energies()).sum())
        .isCloseTo(seen.activity(), withPercentage(1e-9));
    assertThat(seen.energies()).hasSize(399);
  }

  @Test
  void anotherScaleOfTheLossIsItsSquareInTheEnergy() {
    var once = of(step -> 0.1 * sine(step, 9));
    var twice = of(step -> 5 + 0.2 * sine(step, 9));
    assertThat(twice.energy()).isCloseTo(4 * once.energy(), withPercentage(1e-6));
  }

  @Test
  void nothingIsSaidOfTooFewStepsOrOfOtherOnes() {
    assertThat(Oscillation.of(curve(399, step -> step))).isEmpty();
    assertThat(Oscillation.of(new LossTrace(1, new double[500]))).isEmpty();
    assertThat(Oscillation.of(curve(400, step -> 2))).isEmpty();
    assertThat(Oscillation.of(curve(400, step -> step == 9 ? Double.NaN : step))).isEmpty();
    assertThat(Oscillation.of(curve(400, step -> step == 9 ? 1 / 0.0 : step))).isEmpty();
  }

  @Test
  void whatComesAfterThemPlaysNoPart() {
    var seen = Oscillation.of(curve(4000, step -> step < 400 ? sine(step, 20) : step));
    assertThat(seen.orElseThrow().energy()).isEqualTo(of(step -> sine(step, 20)).energy());
  }
}
