package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
  private static final int N = 200;

  @Test
  void separatedClustersAreReadWithoutError() {
    Matrix features = clusters(0, 6);
    int[] labels = labels();
    LinearProbe probe = LinearProbe.train(features, labels, 3, LinearProbe.PENALTY);
    assertThat(probe.accuracy(features, labels)).isEqualTo(1);
    assertThat(probe.accuracy(clusters(1, 6), labels)).isGreaterThan(0.99);
  }

  @Test
  void noiseIsReadAtChanceOnNewSamples() {
    LinearProbe probe = LinearProbe.train(clusters(0, 0), labels(), 3, LinearProbe.PENALTY);
    assertThat(probe.accuracy(clusters(1, 0), labels()))
        .isBetween(0.2, 0.47); // a third ± 4 standard errors
  }

  @Test
  void scaleOffsetAndConstantFeaturesDoNotMatter() {
    Matrix features = clusters(0, 1);
    double[] changed = new double[N * 6];
    for (int r = 0; r < N; r++) {
      for (int c = 0; c < 5; c++) {
        changed[6 * r + c] = features.get(r, c) * (c + 1) * 100 + 7;
      }
      changed[6 * r + 5] = 3;
    }
    Matrix other = new Matrix(N, 6, changed);
    int[] labels = labels();
    assertThat(LinearProbe.train(other, labels, 3, 1e-3).accuracy(other, labels))
        .isEqualTo(LinearProbe.train(features, labels, 3, 1e-3).accuracy(features, labels));
  }

  /// One feature ±1 with balanced labels: the ridge weight is ½/(1 + λ), positive for the class of
  /// the +1.
  @Test
  void oneFeatureDecidesBySign() {
    Matrix features = new Matrix(4, 1, new double[] {1, 1, -1, -1});
    LinearProbe probe = LinearProbe.train(features, new int[] {1, 1, 0, 0}, 2, 0.5);
    assertThat(probe.accuracy(new Matrix(2, 1, new double[] {0.1, -0.1}), new int[] {1, 0}))
        .isEqualTo(1);
    assertThat(probe.accuracy(new Matrix(1, 1, new double[] {0}), new int[] {0})).isEqualTo(1);
  }

  @Test
  void inputsAreChecked() {
    Matrix features = new Matrix(2, 1, new double[] {1, 2});
    assertThatThrownBy(() -> LinearProbe.train(features, new int[] {0}, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LinearProbe.train(features, new int[] {0, 2}, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label 2");
    assertThatThrownBy(() -> LinearProbe.train(features, new int[] {0, 1}, 2, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Matrix clusters(long seed, double distance) {
    RandomStream stream = RandomStream.of(seed, "clusters");
    double[] values = new double[N * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = stream.normal(i) + (i % 5 == i / 5 % 3 ? distance : 0);
    }
    return new Matrix(N, 5, values);
  }

  private static int[] labels() {
    int[] labels = new int[N];
    for (int r = 0; r < N; r++) {
      labels[r] = r % 3;
    }
    return labels;
  }
}
