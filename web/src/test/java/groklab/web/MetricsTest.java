package groklab.web;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static Probe probe(long step) {
    return new Probe(step, new LinkedHashMap<>(Map.of("x", 0.5 * step)));
  }

  @Test
  void moreProbesThanAScheduleTakesAreThinnedAndItIsSaid() {
    var growing = new Metrics.Growing(8);
    List<Long> thinned = new ArrayList<>();
    for (long step = 0; step < 40; step++) {
      if (growing.add(probe(step))) {
        thinned.add(step);
      }
      assertThat(growing.now().size()).isLessThanOrEqualTo(8);
    }
    assertThat(thinned).containsExactly(8L, 16L, 32L);
    var kept = growing.now();
    assertThat(kept.oneIn()).isEqualTo(8);
    assertThat(kept.steps()).containsExactly(0, 8, 16, 24, 32);
    assertThat(kept.column("x").orElseThrow().value(3)).isEqualTo(12);
  }

  @Test
  void whatWasTakenBeforeTheThinningStaysAsItWas() {
    var growing = new Metrics.Growing(8);
    for (long step = 0; step < 8; step++) {
      growing.add(probe(step));
    }
    var before = growing.now();
    growing.add(probe(8));
    assertThat(before.steps()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(before.column("x").orElseThrow().value(7)).isEqualTo(3.5);
    assertThat(before.oneIn()).isEqualTo(1);
  }
}
