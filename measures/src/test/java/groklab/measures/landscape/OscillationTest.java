package groklab.measures.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Oracles of notsawo2023 in the reference notes.
class OscillationTest {
  private static double[] curve(IntToDoubleFunction f) {
    return IntStream.range(0, 400).mapToDouble(f).toArray();
  }

  private static double[] decay() {
    return curve(
        k -> StrictMath.exp(-k / 100.0) + 0.1 * StrictMath.sin(2 * StrictMath.PI * k / 16));
  }

  @Test
  void notsawo2023Sine() {
    var hjorth = Oscillation.hjorth(curve(k -> StrictMath.sin(2 * StrictMath.PI * k / 20)));
    assertThat(hjorth.activity()).isCloseTo(0.500000, within(0.5e-6));
    assertThat(hjorth.mobility()).isCloseTo(0.312494, within(0.5e-6));
    assertThat(hjorth.complexity()).isCloseTo(1.004677, within(0.5e-6));
  }

  @Test
  void notsawo2023DecayWithAnOscillation() {
    var hjorth = Oscillation.hjorth(decay());
    assertThat(hjorth.activity()).isCloseTo(0.0716085, within(0.5e-7));
    assertThat(hjorth.mobility()).isCloseTo(0.103383, within(0.5e-6));
    assertThat(hjorth.complexity()).isCloseTo(3.771687, within(0.5e-6));
  }

  @Test
  void notsawo2023HighPassEnergy() {
    assertThat(Oscillation.highPassEnergy(decay(), 5)).isCloseTo(0.0170717, within(0.5e-7));
    assertThat(Oscillation.highPassEnergy(decay(), 10)).isCloseTo(0.0114016, within(0.5e-7));
  }

  @Test
  void withoutItsMeanACurveKeepsItsActivity() {
    assertThat(Oscillation.highPassEnergy(decay(), 1))
        .isCloseTo(Oscillation.hjorth(decay()).activity(), within(1e-15));
  }

  @Test
  void allBinsTogetherAreTheWholeCurve() {
    double[] odd = {1, -2, 0.5, 4, 3};
    assertThat(Oscillation.highPass(odd, 3)).containsExactly(new double[5], within(1e-14));
    double[] even = {1, -2, 0.5, 4};
    assertThat(Oscillation.highPass(even, 3)).containsExactly(new double[4], within(1e-14));
    assertThat(Oscillation.highPass(even, 0)).containsExactly(even);
    assertThatThrownBy(() -> Oscillation.highPass(even, 4)).hasMessageContaining("0 to 3");
  }
}
