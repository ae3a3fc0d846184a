package groklab.measures.common.cyclic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import groklab.measures.fourier.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierBasisTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 12, 97, 112, 113})
  void theRowsAreOrthonormal(int order) {
    Matrix f = FourierBasis.of(order).rows();
    Matrix gram = f.times(f.transposed());
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < order; j++) {
        assertThat(gram.get(i, j)).isCloseTo(i == j ? 1 : 0, within(1e-13));
      }
    }
  }

  /// core.md, section 0: row 0 constant, row 2k-1 cosine, row 2k sine, norm √(p/2) for both.
  @Test
  void theOrderOfTheRowsIsThatOfTheProgressMeasuresCode() {
    FourierBasis basis = FourierBasis.of(113);
    double norm = Math.sqrt(113 / 2.0);
    assertThat(basis.rows().get(0, 50)).isCloseTo(1 / Math.sqrt(113), within(1e-15));
    assertThat(basis.rows().get(27, 5))
        .isCloseTo(Math.cos(2 * Math.PI * 14 * 5 / 113) / norm, within(1e-14));
    assertThat(basis.rows().get(28, 5))
        .isCloseTo(Math.sin(2 * Math.PI * 14 * 5 / 113) / norm, within(1e-14));
    assertThat(basis.rowsOf(14)).containsExactly(27, 28);
  }

  @Test
  void theHighestFrequencyOfAnEvenOrderHasNoSine() {
    FourierBasis basis = FourierBasis.of(6);
    assertThat(basis.frequencies()).isEqualTo(3);
    assertThat(basis.rowsOf(3)).containsExactly(5);
    assertThat(basis.rows().row(5)[3]).isCloseTo(-1 / Math.sqrt(6), within(1e-15));
  }

  @Test
  void theTransformIsInvertible() {
    Matrix values = Samples.normal(12, 3, 1);
    FourierBasis basis = FourierBasis.of(12);
    Samples.assertClose(basis.inverse(basis.transform(values)), values, 1e-13);
  }

  /// core.md, section 0: cos(w(a+b)) = (cos⊗cos - sin⊗sin)/√2, sin(w(a+b)) = (sin⊗cos + cos⊗sin)/√2
  /// as unit vectors.
  @Test
  void cosAndSinOfASumAreUnitVectorsOfTwoProducts() {
    int p = 7;
    int k = 2;
    double[] values = new double[p * p * 2];
    for (int cell = 0; cell < p * p; cell++) {
      double angle = 2 * Math.PI * k * (cell / p + cell % p) / p;
      values[cell * 2] = Math.cos(angle) * Math.sqrt(2) / p;
      values[cell * 2 + 1] = Math.sin(angle) * Math.sqrt(2) / p;
    }
    Matrix got = TransformOfPairs.of(FourierBasis.of(p), new Matrix(p * p, 2, values));
    double half = Math.sqrt(0.5);
    for (int f = 0; f < p; f++) {
      for (int g = 0; g < p; g++) {
        double cos = f == 3 && g == 3 ? half : f == 4 && g == 4 ? -half : 0;
        double sin = (f == 3 && g == 4) || (f == 4 && g == 3) ? half : 0;
        assertThat(got.get(f * p + g, 0)).isCloseTo(cos, within(1e-14));
        assertThat(got.get(f * p + g, 1)).isCloseTo(sin, within(1e-14));
      }
    }
  }

  @Test
  void badInputIsRefusedWithAReason() {
    assertThatThrownBy(() -> FourierBasis.of(1)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> FourierBasis.of(7).rowsOf(4)).hasMessageContaining("0..3");
  }
}
