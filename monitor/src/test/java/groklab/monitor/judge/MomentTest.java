package groklab.monitor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class MomentTest {
  private static List<Moment> moments(int memorised, int generalised, int last) {
    List<Probe> probes = new ArrayList<>();
    for (int step = 0; step <= last; step += 10) {
      var values = new LinkedHashMap<String, Double>();
      values.put(Probe.TRAIN_ACCURACY, step < memorised ? 0.5 : 1.0);
      values.put(Probe.VALIDATION_ACCURACY, step < generalised ? 0.1 : 1.0);
      probes.add(new Probe(step, values));
    }
    return Moment.of(probes, RunCriterion.usual(new Accuracy()));
  }

  @Test
  void aRunIsSeenAtMultiplesUntilItGeneralises() {
    List<Moment> moments = moments(100, 300, 1_000);
    assertThat(moments).extracting(Moment::factor).containsExactly(1.0, 1.5, 2.0);
    assertThat(moments).extracting(Moment::now).containsExactly(100L, 150L, 200L);
    assertThat(moments).allMatch(each -> each.generalised() && each.end() == 300);
  }

  @Test
  void aRunThatNeverGeneralisesIsCensoredAtItsLastProbe() {
    List<Moment> moments = moments(100, 9_999, 500);
    assertThat(moments).extracting(Moment::factor).containsExactly(1.0, 1.5, 2.0, 4.0);
    assertThat(moments).allMatch(each -> !each.generalised() && each.end() == 500);
  }

  @Test
  void whoNeverMemorisesHasNone() {
    assertThat(moments(9_999, 9_999, 500)).isEmpty();
    assertThat(moments(100, 50, 500)).isEmpty();
  }
}
