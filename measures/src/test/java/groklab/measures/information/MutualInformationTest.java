package groklab.measures.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.measures.common.synergy.Ties;
import org.junit.jupiter.api.Test;

class MutualInformationTest {
  @Test
  void aCopyOfAFairCoinTellsOneBit() {
    var information = MutualInformation.plugIn(new int[] {0, 1, 0, 1}, new int[] {5, -2, 5, -2});
    assertThat(information.bits()).isCloseTo(1, within(1e-15));
  }

  @Test
  void independentTokensTellNothing() {
    var information = MutualInformation.plugIn(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1});
    assertThat(information.bits()).isCloseTo(0, within(1e-15));
  }

  @Test
  void theCorrectionTakesTheBiasOfIndependentTokensOff() {
    double plain = 0;
    double corrected = 0;
    int trials = 200;
    for (int t = 0; t < trials; t++) {
      var stream = RandomStream.of(t, "tokens");
      int[] x = new int[500];
      int[] y = new int[500];
      for (int i = 0; i < x.length; i++) {
        x[i] = stream.below(2L * i, 8);
        y[i] = stream.below(2L * i + 1, 8);
      }
      var information = MutualInformation.plugIn(x, y);
      plain += information.bits() / trials;
      corrected += information.correctedBits() / trials;
    }
    assertThat(plain).isGreaterThan(0.06); // 49/(2·500·ln 2) = 0.0707
    assertThat(corrected).isCloseTo(0, within(0.005));
  }

  @Test
  void theCopulaFindsTheInformationOfGaussians() {
    var stream = RandomStream.of(2, "gauss");
    double[] x = new double[20000];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = stream.normal(2L * i);
      y[i] = 0.6 * x[i] + 0.8 * stream.normal(2L * i + 1);
    }
    double expected = -0.5 * StrictMath.log(1 - 0.36) / StrictMath.log(2);
    assertThat(MutualInformation.gaussianCopula(x, y, new Ties.AverageRanks()))
        .isCloseTo(expected, within(0.02));
  }

  @Test
  void valuesMustComeInPairs() {
    assertThatThrownBy(() -> MutualInformation.plugIn(new int[] {1}, new int[] {1, 2}))
        .hasMessageContaining("as many of both");
  }
}
