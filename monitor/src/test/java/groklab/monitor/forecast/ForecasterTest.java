package groklab.monitor.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The models that Groklab brings, on curves of which everybody would say the same.
class ForecasterTest {
  private final Forecaster forecaster = Forecaster.usual();

  private Forecast forecast(List<Probe> probes) {
    return forecaster.forecast(probes, ViewTest.criterion()).orElseThrow();
  }

  private static List<Probe> flat() {
    return ViewTest.run(1_000, step -> 0.1, step -> 6);
  }

  private static List<Probe> rising() {
    return ViewTest.run(
        1_000,
        step -> 0.1 + 0.6 * Math.max(0, step - 300) / 700.0,
        step -> 4 - 3 * Math.max(0, step - 300) / 700.0);
  }

  @Test
  void aRunWhoseValidationRisesIsLikelierToGeneraliseThanOneThatStands() {
    assertThat(forecast(rising()).probability(10_000)).isGreaterThan(0.4);
    assertThat(forecast(flat()).probability(10_000))
        .isLessThan(forecast(rising()).probability(10_000) - 0.2);
  }

  @Test
  void theChanceByAQuantileIsThatOfTheQuantile() {
    Forecast forecast = forecast(rising());
    for (double chance : new double[] {0.1, 0.5, 0.9}) {
      long step = forecast.step(chance).orElseThrow();
      assertThat(forecast.probability(step)).isCloseTo(chance, within(1e-3));
    }
    assertThat(forecast.probability(forecast.now())).isZero();
    assertThat(forecast.probability(1_000_000_000_000L)).isGreaterThan(0.9);
  }

  @Test
  void aStepMoreThanAHundredTimesAsFarIsNotNamed() {
    var far = new Forecast(10, 100, 9, 1, "", List.of(), "");
    assertThat(far.step(Forecast.MEDIAN)).isEmpty();
    var near = new Forecast(10, 100, 0, 1, "", List.of(), "");
    assertThat(near.step(Forecast.MEDIAN)).hasValue(200);
  }

  @Test
  void whoHasNoLossesIsForecastFromAccuracies() {
    List<Probe> bare = new ArrayList<>();
    for (Probe each : rising()) {
      var values = new LinkedHashMap<>(each.values());
      values.remove(Probe.TRAIN_LOSS);
      values.remove(Probe.VALIDATION_LOSS);
      bare.add(new Probe(each.step(), values));
    }
    assertThat(forecast(bare).curves()).isEqualTo("accuracies alone");
    assertThat(forecast(rising()).curves()).isEqualTo("all four curves");
  }

  @Test
  void reasonsAreClauses() {
    assertThat(forecast(rising()).reasons())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).contains("the wait is"));
  }
}
