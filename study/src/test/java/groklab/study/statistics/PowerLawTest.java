package groklab.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.hipparchus.distribution.continuous.FDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PowerLawTest {
  private static final double[] PLACES = {0.1, 0.3, 1, 3};

  static Stream<JsonNode> laws() {
    return Golden.of("laws");
  }

  private static List<Lifetime> times(JsonNode golden) {
    return golden
        .path("times")
        .valueStream()
        .map(t -> new Lifetime(t.get(0).asDouble(), t.get(1).asDouble(), t.get(2).asBoolean()))
        .toList();
  }

  private static PowerLaw law(List<Lifetime> times) {
    return PowerLaw.of(times).found().orElseThrow();
  }

  private static String refusal(List<Lifetime> times) {
    return ((Fit.Refused<PowerLaw>) PowerLaw.of(times)).reason();
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theMaximumIsThatOfAnIndependentImplementation(JsonNode golden) {
    var law = law(times(golden));
    Golden.same(law.intercept(), golden.path("intercept"), 1e-11);
    Golden.same(law.exponent(), golden.path("exponent"), 1e-11);
    Golden.same(law.scatter(), golden.path("scatter"), 1e-11);
    Golden.same(law.interval(), golden.path("interval"), 1e-8);
    for (int i = 0; i < 3; i++) {
      Golden.same(law.variances().get(i), golden.path("variances").get(i), 1e-9);
    }
  }

  /// About an exponent of −1, every time above the budget censored there.
  private static List<Lifetime> simulated(Random random, int each, double budget) {
    var times = new ArrayList<Lifetime>();
    for (double x : PLACES) {
      for (int i = 0; i < each; i++) {
        double time = 2000 / x * Math.exp(0.4 * random.nextGaussian());
        times.add(new Lifetime(x, Math.min(time, budget), time > budget));
      }
    }
    return times;
  }

  private static double coverage(int each, double budget) {
    var random = new Random(14);
    int inside = 0;
    for (int i = 0; i < 1000; i++) {
      inside += law(simulated(random, each, budget)).interval().contains(-1) ? 1 : 0;
    }
    return inside / 1000.0;
  }

  /// 1000 samples: the standard error is 0.7 %.
  @Test
  void ninetyFivePercentOfIntervalsHoldTheExponent() {
    assertThat(coverage(3, Double.MAX_VALUE)).as("nothing censored").isBetween(0.93, 0.97);
    assertThat(coverage(3, 12_000)).as("most at x = 0.1 censored").isBetween(0.93, 0.97);
  }

  /// What leaving the censored out, or taking their budget for their time, would do.
  @Test
  void censoredTimesDoNotBendTheLine() {
    var random = new Random(1);
    double fitted = 0;
    double withoutThem = 0;
    double takenForSeen = 0;
    for (int i = 0; i < 200; i++) {
      var times = simulated(random, 5, 12_000);
      fitted += law(times).exponent() / 200;
      withoutThem += law(times.stream().filter(t -> !t.censored()).toList()).exponent() / 200;
      takenForSeen +=
          law(times.stream().map(t -> new Lifetime(t.x(), t.time(), false)).toList()).exponent()
              / 200;
    }
    assertThat(fitted).isCloseTo(-1, within(0.03));
    assertThat(withoutThem).isGreaterThan(-0.95);
    assertThat(takenForSeen).isGreaterThan(-0.9);
  }

  /// Without censoring: sums of squares about the line and about the means, by their own formulas.
  @Test
  void lackOfFitIsTheTestOfTextbooks() {
    var times = simulated(new Random(5), 4, Double.MAX_VALUE);
    var law = law(times);
    double line = 0;
    for (var each : times) {
      line += square(Math.log(each.time()) - law.intercept() - law.exponent() * Math.log(each.x()));
    }
    double pure = 0;
    for (double x : PLACES) {
      double[] y =
          times.stream()
              .filter(each -> each.x() == x)
              .mapToDouble(each -> Math.log(each.time()))
              .toArray();
      double mean = Arrays.stream(y).average().orElseThrow();
      pure += Arrays.stream(y).map(each -> square(each - mean)).sum();
    }
    double f = (line - pure) / 2 / (pure / 12);
    double expected = 1 - new FDistribution(2, 12).cumulativeProbability(f);
    assertThat(law.lackOfFit().orElseThrow()).isCloseTo(expected, within(1e-9));
  }

  private static double square(double value) {
    return value * value;
  }

  private static double bent(int each, double budget) {
    var random = new Random(15);
    int bent = 0;
    for (int i = 0; i < 1000; i++) {
      bent += law(simulated(random, each, budget)).isBent() ? 1 : 0;
    }
    return bent / 1000.0;
  }

  @Test
  void aTrueLineIsCalledBentOnceInTwenty() {
    assertThat(bent(3, Double.MAX_VALUE)).as("nothing censored").isBetween(0.03, 0.07);
    assertThat(bent(5, 12_000)).as("most at x = 0.1 censored").isBetween(0.02, 0.08);
  }

  @Test
  void aCurveThatTurnsIsCalledBentAndSinglesAreNotJudged() {
    var turning = new ArrayList<Lifetime>();
    var singles = new ArrayList<Lifetime>();
    var random = new Random(6);
    for (double x : new double[] {0.1, 0.3, 1, 3, 10}) {
      for (int i = 0; i < 3; i++) {
        double time = 1000 * (x + 1 / x) * Math.exp(0.2 * random.nextGaussian());
        turning.add(new Lifetime(x, time, false));
      }
      singles.add(turning.getLast());
    }
    assertThat(law(turning).isBent()).isTrue();
    assertThat(law(singles).lackOfFit()).isEmpty();
  }

  @Test
  void theMedianAndItsIntervalFollowTheLine() {
    var law = law(simulated(new Random(3), 4, 1e9));
    assertThat(law.median(1)).isCloseTo(Math.exp(law.intercept()), within(1e-6));
    assertThat(law.medianInterval(0.5).contains(law.median(0.5))).isTrue();
    double inside = law.medianInterval(0.5).high() / law.medianInterval(0.5).low();
    assertThat(law.medianInterval(100).high() / law.medianInterval(100).low())
        .isGreaterThan(inside);
  }

  @Test
  void tooFewTimesAreRefusedWithTheirNumber() {
    var times =
        List.of(
            new Lifetime(1, 10, false),
            new Lifetime(2, 20, false),
            new Lifetime(3, 20, true),
            new Lifetime(4, 20, true));
    assertThat(refusal(times)).contains("at least 5 times").contains("there are 2 of 4");
  }

  @Test
  void twoPlacesAreRefused() {
    var times =
        Stream.concat(
                Stream.of(1.0, 2.0)
                    .flatMap(x -> Stream.of(10.0, 11.0, 15.0).map(t -> new Lifetime(x, t, false))),
                Stream.of(new Lifetime(3, 100, true)))
            .toList();
    assertThat(refusal(times)).contains("3 different values").contains("some at 2");
  }

  @Test
  void timesOnOneLineExactlyHaveNoScatterToFit() {
    var times =
        Stream.of(1.0, 2.0, 4.0, 8.0, 16.0).map(x -> new Lifetime(x, 8 * x, false)).toList();
    assertThat(refusal(times)).contains("scatter has no size");
  }
}
