package groklab.monitor.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.monitor.judge.Coverage.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
  @Test
  void theAreaIsTheShareOfRightPairs() {
    boolean[] came = {true, false, true, false};
    assertThat(Ranking.auc(new double[] {4, 3, 2, 1}, came)).isEqualTo(0.75);
    assertThat(Ranking.auc(new double[] {1, 1, 1, 1}, came)).isEqualTo(0.5);
    assertThat(Ranking.auc(new double[] {1, 2, 1, 2}, came)).isZero();
    assertThat(Ranking.auc(new double[] {1, 2}, new boolean[] {true, true})).isNaN();
  }

  @Test
  void aGainIsResampledByCells() {
    List<Scored> runs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      boolean came = i % 3 == 0;
      double right = came ? 1 : 0;
      double noise = (i * 37 % 100) / 100.0;
      runs.add(new Scored("cell " + i / 2, List.of(right + noise, noise), came));
    }
    Ranking gain = Ranking.beside(runs, 0, 1);
    assertThat(gain.auc()).isBetween(0.4, 0.6);
    assertThat(gain.low()).isGreaterThan(0.2).isLessThan(gain.high());
    List<Scored> one = new ArrayList<>();
    runs.forEach(each -> one.add(new Scored("the same", each.scores(), each.generalised())));
    Ranking sure = Ranking.beside(one, 0, 1);
    assertThat(sure.high()).as("one cell cannot vary").isEqualTo(sure.low());
  }

  /// Right forecasts spread evenly, whether some runs end early or not.
  @Test
  void coverageCountsRunsThatEndEarly() {
    List<Place> all = new ArrayList<>();
    List<Place> cut = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      double chance = (i + 0.5) / 1_000;
      double end = 0.3 + 0.7 * (i * 7 % 10) / 10;
      all.add(new Place(chance, true));
      cut.add(chance <= end ? new Place(chance, true) : new Place(end, false));
    }
    assertThat(Coverage.between(all, 0.1, 0.9)).isCloseTo(0.8, within(0.002));
    assertThat(Coverage.between(cut, 0.1, 0.9)).isCloseTo(0.8, within(0.03));
    assertThat(Coverage.between(List.of(new Place(0.5, false)), 0.1, 0.9)).isNaN();
  }
}
