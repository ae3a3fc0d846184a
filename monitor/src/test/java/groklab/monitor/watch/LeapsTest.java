package groklab.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.monitor.log.Series;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LeapsTest {
  private static Series series(int points, DoubleUnaryOperator value) {
    long[] steps = LongStream.range(0, points).map(i -> 10 * i).toArray();
    double[] values = LongStream.of(steps).mapToDouble(value::applyAsDouble).toArray();
    return new Series("eval/score", steps, values, 0);
  }

  @Test
  void twoPointsAboveAStretchThatStoodStillAreALeap() {
    assertThat(Leaps.of(series(40, step -> step < 200 ? 0.02 : 0.4), Leaps.Scale.ACCURACY))
        .containsExactly(new Leap("eval/score", 200, 210, 0.02, 0.4));
  }

  @Test
  void onePointIsNone() {
    assertThat(Leaps.of(series(40, step -> step == 200 ? 0.4 : 0.02), Leaps.Scale.ACCURACY))
        .isEmpty();
  }

  @Test
  void aSlowRiseIsNone() {
    assertThat(Leaps.of(series(200, step -> step / 2_000), Leaps.Scale.ACCURACY)).isEmpty();
  }

  @Test
  void scatterIsNone() {
    var random = new Random(7);
    assertThat(
            Leaps.of(series(2_000, _ -> 0.5 + 0.05 * random.nextGaussian()), Leaps.Scale.ACCURACY))
        .isEmpty();
  }

  @Test
  void aRiseWithinTheFirstPointsIsLearningAndNoLeap() {
    assertThat(Leaps.of(series(40, step -> step < 50 ? 0.02 : 0.9), Leaps.Scale.ACCURACY))
        .isEmpty();
  }

  @Test
  void whatGetsWorseIsNoneUnlessNobodyKnowsWhichWayIsBetter() {
    Series falls = series(40, step -> step < 200 ? 0.9 : 0.4);
    assertThat(Leaps.of(falls, Leaps.Scale.ACCURACY)).isEmpty();
    assertThat(Leaps.of(falls, Leaps.Scale.LOSS)).hasSize(1);
    assertThat(Leaps.of(falls, Leaps.Scale.UNKNOWN)).hasSize(1);
  }

  @Test
  void aScoreThatWasAlwaysZeroLeapsWithItsFirstTwoPointsAboveIt() {
    assertThat(Leaps.of(series(40, step -> step < 300 ? 0 : 0.001), Leaps.Scale.UNKNOWN))
        .extracting(Leap::start)
        .containsExactly(300L);
  }

  @Test
  void stairsAreALeapEach() {
    assertThat(
            Leaps.of(
                series(60, step -> 0.1 + 0.3 * StrictMath.floor(step / 200)), Leaps.Scale.ACCURACY))
        .extracting(Leap::start)
        .containsExactly(200L, 400L);
  }

  @Test
  void pointsThatAreNoNumbersAreNoLevel() {
    assertThat(Leaps.of(series(40, step -> step < 200 ? Double.NaN : 0.4), Leaps.Scale.ACCURACY))
        .isEmpty();
  }

  @Test
  void aSeriesFollowedPointByPointGivesTheSameLeaps() {
    Series whole = series(60, step -> 0.1 + 0.3 * StrictMath.floor(step / 200));
    for (Leap each : Leaps.of(whole, Leaps.Scale.ACCURACY)) {
      assertThat(Leaps.of(whole.until(each.seen()), Leaps.Scale.ACCURACY)).contains(each);
      assertThat(Leaps.of(whole.until(each.seen() - 1), Leaps.Scale.ACCURACY)).doesNotContain(each);
    }
  }
}
