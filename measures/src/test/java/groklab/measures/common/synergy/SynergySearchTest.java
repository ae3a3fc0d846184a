package groklab.measures.common.synergy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class SynergySearchTest {
  private static final int S = 1500;

  /// Columns: two sources, their noisy sum, and three copies of one more source with a little noise
  /// each.
  private static Matrix planted() {
    var stream = RandomStream.of(3, "planted");
    double[] values = new double[S * 6];
    for (int r = 0; r < S; r++) {
      double a = stream.normal(8L * r);
      double b = stream.normal(8L * r + 1);
      double c = stream.normal(8L * r + 2);
      values[r * 6] = a;
      values[r * 6 + 1] = b;
      values[r * 6 + 2] = a + b + 0.3 * stream.normal(8L * r + 3);
      for (int i = 3; i < 6; i++) {
        values[r * 6 + i] = c + 0.3 * stream.normal(8L * r + 1 + i);
      }
    }
    return new Matrix(S, 6, values);
  }

  @Test
  void aPlantedSumIsTheMostSynergisticGroupAndCopiesAreInTheMostRedundant() {
    var result = SynergySearch.of(planted(), 6);
    assertThat(result.lowest().neurons()).contains(0, 1, 2).doesNotContain(3, 4, 5);
    assertThat(result.lowest().size()).isEqualTo(3);
    assertThat(result.highest().neurons()).contains(3, 4, 5);
    // Ω of X1, X2, X1+X2+noise: ½·log₂ of the closed form with noise variance 0.09, up to sampling
    assertThat(result.synergy()).isCloseTo(closedSum(0.09), within(0.1));
    assertThat(result.redundancy()).isGreaterThan(1);
    assertThat(result.groups()).isEqualTo(57);
    assertThat(result.singularGroups()).isZero();
  }

  private static double closedSum(double noise) {
    var h =
        ExactEntropies.of(
            Matrix.of(
                new double[] {1, 0, 1}, new double[] {0, 1, 1}, new double[] {1, 1, 2 + noise}));
    return -h.oInformation(h.all());
  }

  @Test
  void tenFeaturesMake1013Groups() {
    var stream = RandomStream.of(1, "neurons");
    double[] values = new double[300 * 40];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, stream.normal(i));
    }
    var result = SynergySearch.of(new Matrix(300, 40, values));
    assertThat(result.groups()).isEqualTo(1013);
    assertThat(result.constantNeurons()).isZero();
  }

  @Test
  void deadNeuronsAreCountedAndTheirFeatureIsDropped() {
    Matrix planted = planted();
    double[] values = new double[S * 9];
    for (int r = 0; r < S; r++) {
      System.arraycopy(planted.values(), r * 6, values, r * 9, 6);
    }
    var result = SynergySearch.of(new Matrix(S, 9, values), 7);
    assertThat(result.constantNeurons()).isEqualTo(3);
    assertThat(result.constantFeatures()).isEqualTo(1);
    assertThat(result.groups()).isEqualTo(57);
    assertThat(result.lowest().neurons()).containsExactly(0, 1, 2);
  }

  @Test
  void featuresThatAreCopiesLeaveGroupsOutAndAreCounted() {
    Matrix planted = planted();
    double[] values = new double[S * 3];
    for (int r = 0; r < S; r++) {
      values[r * 3] = planted.get(r, 0);
      values[r * 3 + 1] = planted.get(r, 1);
      values[r * 3 + 2] = 50 * planted.get(r, 0); // the same ranks
    }
    var result = SynergySearch.of(new Matrix(S, 3, values), 3);
    assertThat(result.singularGroups()).isEqualTo(2);
    assertThat(result.groups()).isEqualTo(2);
  }

  @Test
  void aDeadLayerHasNoExtremes() {
    var result = SynergySearch.of(new Matrix(50, 20, new double[1000]));
    assertThat(result.synergy()).isNaN();
    assertThat(result.redundancy()).isNaN();
    assertThat(result.lowest().features()).isEmpty();
    assertThat(result.constantNeurons()).isEqualTo(20);
  }
}
