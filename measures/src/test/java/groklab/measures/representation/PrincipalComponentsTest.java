package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.kernel.Precision;
import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  @Test
  void variancesAreThoseOfTheCovariance() {
    Matrix x =
        Matrix.of(
            new double[] {1, 0}, new double[] {-1, 0}, new double[] {0, 2}, new double[] {0, -2});
    assertThat(PrincipalComponents.of(x).variances())
        .usingComparatorWithPrecision(1e-14)
        .containsExactly(8.0 / 3, 2.0 / 3);
  }

  /// Shares 0.8 and 0.2: exp of the entropy, and 1/(0.64 + 0.04).
  @Test
  void dimensionsComeFromTheSharesOfVariance() {
    PrincipalComponents pca = new PrincipalComponents(new double[] {8, 2});
    double entropy = -(0.8 * Math.log(0.8) + 0.2 * Math.log(0.2));
    assertThat(pca.effectiveDimension()).isCloseTo(Math.exp(entropy), within(1e-14));
    assertThat(Math.log(pca.effectiveDimension())).isCloseTo(entropy, within(1e-14));
    assertThat(pca.participationRatio()).isCloseTo(1 / 0.68, within(1e-14));
  }

  @Test
  void aCircleHasTwoDimensionsWhereverItLies() {
    double[] values = new double[17 * 5];
    for (int a = 0; a < 17; a++) {
      double cos = Math.cos(2 * Math.PI * 3 * a / 17);
      double sin = Math.sin(2 * Math.PI * 3 * a / 17);
      values[5 * a] = cos + 7;
      values[5 * a + 1] = 0.6 * sin;
      values[5 * a + 3] = 0.8 * sin;
    }
    PrincipalComponents pca = PrincipalComponents.of(new Matrix(17, 5, values));
    assertThat(pca.effectiveDimension()).isCloseTo(2, within(1e-12));
    assertThat(pca.featureRank(Precision.FLOAT64)).isEqualTo(2);
  }

  /// 400 features: 8.9e-14 and 4.8e-5 of the largest variance (2405.19454's library default).
  @Test
  void theToleranceIsThatOfTheNumberFormat() {
    double[] variances = new double[400];
    variances[0] = 10;
    variances[1] = 10 * 4.9e-5;
    variances[2] = 10 * 4.7e-5;
    variances[3] = 10 * 9.0e-14;
    variances[4] = 10 * 8.8e-14;
    PrincipalComponents pca = new PrincipalComponents(variances);
    assertThat(pca.featureRank(Precision.FLOAT32)).isEqualTo(2);
    assertThat(pca.featureRank(Precision.FLOAT64)).isEqualTo(4);
  }

  @Test
  void whatDoesNotVaryHasNoDimension() {
    PrincipalComponents pca =
        PrincipalComponents.of(Matrix.of(new double[] {1, 2}, new double[] {1, 2}));
    assertThat(pca.effectiveDimension()).isNaN();
    assertThat(pca.featureRank(Precision.FLOAT64)).isZero();
    assertThat(pca.degenerate().orElseThrow()).contains("does not vary");
    var holed = PrincipalComponents.of(Matrix.of(new double[] {1}, new double[] {Double.NaN}));
    assertThat(holed.variances()).containsExactly(Double.NaN);
    assertThat(holed.featureRank(Precision.FLOAT64)).isNaN();
    assertThat(holed.degenerate().orElseThrow()).contains("not finite");
    assertThatThrownBy(() -> PrincipalComponents.of(Matrix.of(new double[] {1})))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
