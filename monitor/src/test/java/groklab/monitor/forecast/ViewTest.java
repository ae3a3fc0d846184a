package groklab.monitor.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// Curves of which it is known what they say.
class ViewTest {
  private static final double CHANCE = 0.1;
  private static final double TOP = 0.95;

  static RunCriterion criterion() {
    var accuracy = new Accuracy();
    return new RunCriterion(
        accuracy,
        accuracy.thresholds(),
        Map.of(
            Probe.TRAIN, Baseline.UNKNOWN.withChance(CHANCE).withGuessLoss(2),
            Probe.VALIDATION, Baseline.UNKNOWN.withChance(CHANCE).withGuessLoss(2)));
  }

  /// Memorised at step 100; validation as told, at 0, 10, 20, ...
  static List<Probe> run(int last, DoubleUnaryOperator accuracy, DoubleUnaryOperator loss) {
    List<Probe> probes = new ArrayList<>();
    for (int step = 0; step <= last; step += 10) {
      var values = new LinkedHashMap<String, Double>();
      values.put(Probe.TRAIN_ACCURACY, step < 100 ? 0.5 : 1.0);
      values.put(Probe.TRAIN_LOSS, step < 100 ? 1.0 : 0.02);
      values.put(Probe.VALIDATION_ACCURACY, accuracy.applyAsDouble(step));
      values.put(Probe.VALIDATION_LOSS, loss.applyAsDouble(step));
      probes.add(new Probe(step, values));
    }
    return probes;
  }

  private static View view(List<Probe> probes) {
    return View.of(probes, criterion()).orElseThrow();
  }

  @Test
  void aFlatRunHasGainedNothing() {
    View view = view(run(1_000, step -> CHANCE, step -> 4));
    assertThat(view.memorised()).isEqualTo(100);
    assertThat(view.now()).isEqualTo(1_000);
    assertThat(view.value("waited")).isCloseTo(Math.log(10), within(1e-12));
    assertThat(view.value("level")).isZero();
    assertThat(view.value("slope")).isZero();
    assertThat(view.value("unseen")).isCloseTo(Math.log(2), within(1e-12));
    assertThat(view.value("train")).isCloseTo(Math.log(0.01), within(1e-12));
  }

  @Test
  void aRiseInTheLogarithmOfTheStepsIsTheSlope() {
    double each = 0.2 * (TOP - CHANCE);
    View view =
        view(
            run(
                1_000,
                step -> CHANCE + each * Math.log(Math.max(100, step) / 100.0),
                step -> Math.max(100, step) / 100.0));
    assertThat(view.value("slope")).isCloseTo(0.2, within(1e-9));
    assertThat(view.value("unseenSlope")).isCloseTo(1, within(1e-9));
    assertThat(view.value("rise")).isPositive();
    assertThat(view.value("fall")).isCloseTo(0, within(0.02));
  }

  @Test
  void whatComesLaterChangesNothing() {
    List<Probe> whole = run(1_000, step -> step < 900 ? CHANCE : 1, step -> step < 900 ? 5 : 0.01);
    View now = view(whole.subList(0, 60));
    assertThat(now).isEqualTo(view(run(590, step -> CHANCE, step -> 5)));
    assertThat(View.of(whole, criterion())).as("it has generalised by then").isEmpty();
  }

  @Test
  void aRunThatHasNotMemorisedHasNone() {
    assertThat(View.of(run(90, step -> CHANCE, step -> 4), criterion())).isEmpty();
  }

  @Test
  void withoutLossesTheirNumbersAreMissing() {
    List<Probe> bare = new ArrayList<>();
    for (Probe each : run(1_000, step -> CHANCE, step -> 4)) {
      var values = new LinkedHashMap<>(each.values());
      values.remove(Probe.TRAIN_LOSS);
      values.remove(Probe.VALIDATION_LOSS);
      bare.add(new Probe(each.step(), values));
    }
    assertThat(view(bare).values()).containsKey("level").doesNotContainKeys("unseen", "train");
  }
}
