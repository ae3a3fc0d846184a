package groklab.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CriticalValueTest {
  static Stream<JsonNode> critical() {
    return Golden.of("critical");
  }

  private static CriticalValue value(Trials... trials) {
    return CriticalValue.of(List.of(trials)).found().orElseThrow();
  }

  private static String refusal(Trials... trials) {
    return ((Fit.Refused<CriticalValue>) CriticalValue.of(List.of(trials))).reason();
  }

  @ParameterizedTest
  @MethodSource("critical")
  void theMaximumIsThatOfAnIndependentImplementation(JsonNode golden) {
    var trials =
        golden
            .path("trials")
            .valueStream()
            .map(t -> new Trials(t.get(0).asDouble(), t.get(1).asInt(), t.get(2).asInt()))
            .toArray(Trials[]::new);
    var value = value(trials);
    Golden.same(value.value(), golden.path("value"), 1e-11);
    Golden.same(value.steepness(), golden.path("steepness"), 1e-11);
    Golden.same(value.interval(), golden.path("interval"), 1e-8);
    assertThat(value.separated()).isFalse();
  }

  /// 1000 samples of 6 × 8 trials about 0.45: the standard error is 0.7 %.
  @Test
  void ninetyFivePercentOfIntervalsHoldTheValue() {
    var random = new Random(14);
    int inside = 0;
    int fitted = 0;
    for (int i = 0; i < 1000; i++) {
      var trials =
          IntStream.rangeClosed(1, 6)
              .mapToDouble(k -> k / 7.0)
              .mapToObj(x -> {
                double p = 1 / (1 + Math.exp(-10 * (x - 0.45)));
                int successes = (int) random.doubles(8).filter(r -> r < p).count();
                return new Trials(x, successes, 8);
              })
              .toArray(Trials[]::new);
      var value = CriticalValue.of(List.of(trials)).found().filter(v -> !v.separated());
      if (value.isPresent()) {
        fitted++;
        inside += value.orElseThrow().interval().contains(0.45) ? 1 : 0;
      }
    }
    assertThat(fitted).isGreaterThan(980);
    assertThat((double) inside / fitted).isBetween(0.93, 0.97);
  }

  @Test
  void aSeparatedSampleGetsItsGap() {
    var value = value(new Trials(0.2, 0, 3), new Trials(0.3, 0, 3), new Trials(0.4, 3, 3));
    assertThat(value.separated()).isTrue();
    assertThat(value.value()).isCloseTo(0.35, within(1e-15));
    assertThat(value.interval()).isEqualTo(new Interval(0.3, 0.4));
    assertThat(value.steepness()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void aSeparatedFallIsToldFromARise() {
    var value = value(new Trials(1, 2, 2), new Trials(2, 0, 2));
    assertThat(value.interval()).isEqualTo(new Interval(1, 2));
    assertThat(value.steepness()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void oneValueWithBothIsTheCriticalOneBetweenItsNeighbours() {
    var value = value(new Trials(0.2, 0, 3), new Trials(0.3, 1, 3), new Trials(0.4, 3, 3));
    assertThat(value.separated()).isTrue();
    assertThat(value.value()).isEqualTo(0.3);
    assertThat(value.interval()).isEqualTo(new Interval(0.2, 0.4));
  }

  @Test
  void whereTheMixedValueIsTheLastOneThatSideIsOpen() {
    var value = value(new Trials(0.2, 0, 3), new Trials(0.3, 1, 3));
    assertThat(value.interval()).isEqualTo(new Interval(0.2, Double.POSITIVE_INFINITY));
  }

  @Test
  void aShareThatDoesNotChangeBeyondChanceIsRefused() {
    assertThat(
            refusal(
                new Trials(1, 1, 3), new Trials(2, 2, 3), new Trials(3, 1, 3), new Trials(4, 2, 3)))
        .contains("does not rise or fall beyond chance");
  }

  @Test
  void successesAloneAreRefused() {
    assertThat(refusal(new Trials(1, 3, 3), new Trials(2, 3, 3)))
        .contains("6 successes in 6 trials");
  }

  @Test
  void oneValueAloneIsRefused() {
    assertThat(refusal(new Trials(1, 1, 3), new Trials(1, 2, 3))).contains("two different values");
  }

  @Test
  void placesWithoutTrialsSayNothing() {
    var value = value(new Trials(1, 0, 2), new Trials(1.5, 0, 0), new Trials(2, 2, 2));
    assertThat(value.interval()).isEqualTo(new Interval(1, 2));
  }
}
