package groklab.lab.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenvaluesTest {
  private static double[][] gram(int n, double scale) {
    RandomStream random = RandomStream.of(1, "gram");
    double[][] w = new double[2 * n][n];
    for (int r = 0; r < 2 * n; r++) {
      for (int c = 0; c < n; c++) {
        w[r][c] = scale * (random.uniform((long) r * n + c) - 0.5) * StrictMath.exp(-0.2 * c);
      }
    }
    double[][] gram = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (double[] row : w) {
          gram[i][j] += row[i] * row[j];
        }
      }
    }
    return gram;
  }

  @Test
  void eigenvaluesOfAKnownMatrix() {
    double[] values = SymmetricEigenvalues.ascending(new double[][] {{2, 1}, {1, 2}});
    assertThat(values[0]).isCloseTo(1, within(1e-15));
    assertThat(values[1]).isCloseTo(3, within(1e-15));
  }

  /// Matrices that weight decay has shrunk, and ones that have exploded.
  @ParameterizedTest
  @ValueSource(doubles = {0x1p-200, 0x1p-60, 0x1p-27, 1, 0x1p40, 0x1p300})
  void aScaleByAPowerOfTwoScalesTheEigenvaluesAndNothingElse(double scale) {
    double[] expected = SymmetricEigenvalues.ascending(gram(64, 1));
    double[] seen = SymmetricEigenvalues.ascending(gram(64, scale));
    for (int i = 0; i < expected.length; i++) {
      assertThat(seen[i]).isEqualTo(expected[i] * scale * scale);
    }
  }

  @Test
  void rotationsFindTheSameEigenvalues() {
    double[][] gram = gram(40, 1);
    double[] expected = SymmetricEigenvalues.ascending(gram);
    double[] seen = SymmetricEigenvalues.jacobi(gram);
    java.util.Arrays.sort(seen);
    for (int i = 0; i < seen.length; i++) {
      assertThat(seen[i]).isCloseTo(expected[i], within(1e-13 * expected[39]));
    }
  }

  @Test
  void whatIsNotFiniteHasNoEigenvaluesAndNothingHasZeros() {
    assertThat(SymmetricEigenvalues.ascending(new double[][] {{Double.NaN}}))
        .containsExactly(Double.NaN);
    assertThat(SymmetricEigenvalues.ascending(new double[3][3])).containsOnly(0);
  }
}
