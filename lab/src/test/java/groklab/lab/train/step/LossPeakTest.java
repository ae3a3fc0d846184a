package groklab.lab.train.step;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.file.Tensor;
import groklab.lab.probe.Probe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LossPeakTest {
  private final LossPeak peak = new LossPeak();

  private @Nullable Double recorded(long step) {
    var values = new LinkedHashMap<>(Map.of(Probe.TRAIN_LOSS, 0.1));
    return peak.addedTo(new Probe(step, values)).values().get(Probe.TRAIN_LOSS_MAX);
  }

  @Test
  void aProbeHoldsTheHighestLossSinceTheOneBefore() {
    assertThat(recorded(0)).isNull();
    peak.accept(0.2);
    peak.accept(7);
    peak.accept(0.3);
    assertThat(recorded(3)).isEqualTo(7);
    peak.accept(0.4);
    assertThat(recorded(4)).isEqualTo(0.4);
  }

  @Test
  void aLossThatIsNoNumberStaysUntilTheNextProbe() {
    peak.accept(Double.NaN);
    peak.accept(1);
    assertThat(recorded(2)).isNaN();
    peak.accept(1);
    assertThat(recorded(3)).isEqualTo(1);
  }

  @Test
  void aCheckpointBetweenTwoProbesCarriesItOn() {
    var state = new TreeMap<String, Tensor>();
    peak.accept(7);
    peak.save(state);
    var resumed = new LossPeak();
    resumed.load(state);
    resumed.accept(2);
    var probe = resumed.addedTo(new Probe(9, new LinkedHashMap<>()));
    assertThat(probe.value(Probe.TRAIN_LOSS_MAX)).isEqualTo(7);
  }

  /// Checkpoints of earlier versions do not hold it: the first probe after one does not know it.
  @Test
  void afterACheckpointWithoutItTheNextProbeLeavesItOut() {
    peak.load(new TreeMap<>());
    peak.accept(2);
    assertThat(recorded(5)).isNull();
    peak.accept(3);
    assertThat(recorded(6)).isEqualTo(3);
  }
}
