package groklab.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeTest {
  @Test
  void theOrderOfTheMeasuresIsKeptAndLaterChangesDoNotReachIt() {
    var values = new LinkedHashMap<String, Double>();
    values.put("z", 1.0);
    values.put("a", Double.NaN);
    var probe = new Probe(7, values);
    values.put("b", 2.0);
    assertThat(probe.values().keySet()).containsExactly("z", "a");
    assertThat(probe.value("z")).isEqualTo(1.0);
    assertThatThrownBy(() -> probe.values().put("c", 1.0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aMissingMeasureANegativeStepAndAMeasureNamedStepAreErrors() {
    var probe = new Probe(7, new LinkedHashMap<>(Map.of("train.loss", 1.0)));
    assertThatThrownBy(() -> probe.value("train.accuracy"))
        .hasMessage("The probe at step 7 has no train.accuracy; it has train.loss");
    assertThat(probe.valueOrNaN("train.accuracy")).isNaN();
    assertThat(probe.valueOrNaN("train.loss")).isEqualTo(1);
    assertThatThrownBy(() -> new Probe(-1, new LinkedHashMap<>()))
        .hasMessage("A probe's step is -1; expected at least 0");
    assertThatThrownBy(() -> new Probe(1, new LinkedHashMap<>(Map.of("step", 1.0))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
