package groklab.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ShareTest {
  static java.util.stream.Stream<JsonNode> shares() {
    return Golden.of("shares");
  }

  @ParameterizedTest
  @MethodSource("shares")
  void theIntervalIsWilsons(JsonNode golden) {
    var share = new Share(golden.get(0).asInt(), golden.get(1).asInt());
    Golden.same(share.interval(), golden.get(2), 1e-12);
  }

  @Test
  void withoutCasesNothingIsKnown() {
    assertThat(new Share(0, 0).value()).isNaN();
    assertThat(new Share(0, 0).interval()).isEqualTo(new Interval(0, 1));
  }

  @Test
  void threeOfThreeLeaveMuchOpen() {
    assertThat(new Share(3, 3).interval().low()).isBetween(0.43, 0.44);
    assertThat(new Share(3, 3).interval().high()).isEqualTo(1);
  }

  /// Exactly, by all outcomes of 20 cases: on the average over p it holds what it promises.
  @Test
  void onTheAverageNinetyFivePercentOfIntervalsHoldTheProbability() {
    double sum = 0;
    int steps = 999;
    for (int i = 1; i <= steps; i++) {
      double p = i / (steps + 1.0);
      double mass = Math.pow(1 - p, 20);
      for (int k = 0; k <= 20; k++) {
        sum += new Share(k, 20).interval().contains(p) ? mass : 0;
        mass *= (20.0 - k) / (k + 1) * p / (1 - p);
      }
    }
    assertThat(sum / steps).isBetween(0.945, 0.960);
  }

  @Test
  void moreSuccessesThanCasesAreRefused() {
    assertThatThrownBy(() -> new Share(4, 3)).hasMessageContaining("4 of 3 cases");
  }
}
