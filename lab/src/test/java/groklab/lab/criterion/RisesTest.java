package groklab.lab.criterion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RisesTest {
  private static final long[] STEPS =
      LongStream.range(0, 400).map(i -> Math.round(Math.expm1(i * 0.03))).distinct().toArray();

  private static List<Rise> rises(Criterion criterion, LongToDoubleFunction curve) {
    return Rises.of(criterion, STEPS, Arrays.stream(STEPS).mapToDouble(curve).toArray());
  }

  /// From 0 to 1 as a logistic of the logarithm; the middle four fifths take `decades`.
  private static double rise(long step, double middle, double decades) {
    double slope = 2 * Math.log(9) / decades;
    return 1 / (1 + Math.exp(-slope * (Math.log10(step + 1.0) - Math.log10(middle))));
  }

  @Test
  void oneRiseHasItsEndsAndItsWidth() {
    var rise = rises(new Accuracy(), step -> rise(step, 5_000, 0.3)).getFirst();
    assertThat(rises(new Accuracy(), step -> rise(step, 5_000, 0.3))).hasSize(1);
    assertThat(rise.fromValue()).isLessThan(0.03);
    assertThat(rise.toValue()).isGreaterThan(0.99);
    assertThat(rise.stepAt10()).isBetween(3_400L, 3_800L); // 5,000 · 10^-0.15 = 3,540
    assertThat(rise.stepAt90()).isBetween(6_900L, 7_500L); // 7,063
    assertThat(rise.width()).isEqualTo(rise.stepAt90() - rise.stepAt10());
    assertThat(rise.fromStep()).isLessThan(rise.stepAt10());
    assertThat(rise.toStep()).isGreaterThan(rise.stepAt90());
  }

  @Test
  void aPauseDividesTwoRises() {
    var two =
        rises(new Accuracy(), step -> 0.4 * rise(step, 100, 0.2) + 0.6 * rise(step, 5_000, 0.2));
    assertThat(two).hasSize(2);
    assertThat(two.getFirst().toValue()).isBetween(0.37, 0.45);
    assertThat(two.getLast().fromValue()).isBetween(0.37, 0.45);
    assertThat(two.getFirst().stepAt90()).isLessThan(200);
    assertThat(two.getLast().stepAt10()).isBetween(3_800L, 4_400L);
  }

  @Test
  void aBendIsNoPause() {
    assertThat(
            rises(
                new Accuracy(),
                step -> 0.5 * rise(step, 1_000, 0.2) + 0.5 * rise(step, 2_000, 0.2)))
        .hasSize(1);
  }

  @Test
  void aFallBetweenThemDividesTwoRises() {
    var two =
        rises(
            new Accuracy(),
            step -> rise(step, 500, 0.1) - rise(step, 900, 0.1) + rise(step, 1_500, 0.1));
    assertThat(two).hasSize(2);
    assertThat(two.getLast().fromStep()).isBetween(900L, 1_500L);
  }

  @Test
  void aFlatCurveWithNoiseHasNone() {
    var random = new Random(1);
    assertThat(rises(new Accuracy(), _ -> 0.02 + 0.01 * random.nextGaussian())).isEmpty();
    assertThat(rises(new Accuracy(), _ -> Double.NaN)).isEmpty();
    assertThat(Rises.of(new Accuracy(), new long[0], new double[0])).isEmpty();
  }

  @Test
  void noiseOnThePlateauDoesNotMoveTheBeginning() {
    var random = new Random(2);
    var all = rises(new Accuracy(), step -> rise(step, 5_000, 0.2) + 0.008 * random.nextGaussian());
    assertThat(all).hasSize(1);
    assertThat(all.getFirst().fromStep()).isBetween(1_000L, 4_500L);
  }

  @Test
  void aLossThatFallsIsARiseOfItsScoreInDecades() {
    var all = rises(new LossShare(), step -> Math.pow(10, -4 * rise(step, 5_000, 0.3)));
    assertThat(all).hasSize(1);
    assertThat(all.getFirst().fromValue()).isGreaterThan(0.8);
    assertThat(all.getFirst().toValue()).isLessThan(1.2e-4);
    assertThat(all.getFirst().stepAt10()).isBetween(3_300L, 3_900L);
  }

  @Test
  void aRiseThatTheRunCutsOffEndsAtItsLastProbe() {
    var all = rises(new Accuracy(), step -> rise(step, (double) STEPS[STEPS.length - 1], 0.3));
    assertThat(all).hasSize(1);
    assertThat(all.getFirst().toStep()).isEqualTo(STEPS[STEPS.length - 1]);
    assertThat(all.getFirst().toValue()).isBetween(0.45, 0.55);
  }
}
