package groklab.measures.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkDistanceTest {
  private static boolean looksRandom(Matrix w) {
    Spectrum spectrum = Spectrum.of(w);
    return BulkDistance.looksRandom(BulkDistance.of(spectrum), spectrum.smaller());
  }

  @ParameterizedTest
  @CsvSource({"10, 10", "16, 10", "40, 20", "20, 40", "48, 48", "113, 48", "128, 114"})
  void aRandomMatrixOfAnyShapeLooksRandom(int rows, int cols) {
    for (long seed = 0; seed < 20; seed++) {
      assertThat(looksRandom(RandomMatrices.gaussian(rows, cols, seed))).isTrue();
    }
  }

  @Test
  void theScaleOfTheWeightsDoesNotMatter() {
    Matrix w = RandomMatrices.gaussian(40, 20, 1);
    double[] small = w.values().clone();
    for (int i = 0; i < small.length; i++) {
      small[i] *= 1e-4;
    }
    assertThat(BulkDistance.of(Spectrum.of(new Matrix(40, 20, small))))
        .isCloseTo(BulkDistance.of(Spectrum.of(w)), within(1e-9));
  }

  /// A tenth of the directions ten times as large as the rest: what a learned embedding looks like.
  @Test
  void aMatrixWithAFewStrongDirectionsDoesNot() {
    Matrix w = RandomMatrices.gaussian(113, 48, 3);
    for (int r = 0; r < 113; r++) {
      for (int c = 0; c < 5; c++) {
        w.values()[r * 48 + c] *= 10;
      }
    }
    assertThat(looksRandom(w)).isFalse();
  }

  /// The law of a square matrix at x = 1, in its own mean: 1/3 + √3/(2π).
  @Test
  void theLawIsThatOfMarchenkoAndPastur() {
    double[] ones = {1, 1, 1, 1};
    double expected = 1.0 / 3 + Math.sqrt(3) / (2 * Math.PI);
    assertThat(BulkDistance.of(new Spectrum(4, 4, ones)))
        .isCloseTo(Math.max(expected, 1 - expected), within(1e-5));
  }

  @Test
  void zerosHaveNoDistance() {
    assertThat(BulkDistance.of(new Spectrum(4, 2, new double[2]))).isNaN();
  }
}
