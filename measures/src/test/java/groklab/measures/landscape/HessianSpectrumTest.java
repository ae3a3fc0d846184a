package groklab.measures.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.measure.function.HessianProduct;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HessianSpectrumTest {
  private static final Offset<Double> EIGHT_DIGITS = within(0.5e-8);
  private static final HessianProduct TANH = TanhNetwork.product(TanhNetwork.hessian());

  /// diag(values) in a random orthonormal basis would test no more: Lanczos sees H through random
  /// vectors only.
  private static HessianProduct diagonal(double... values) {
    return TanhNetwork.product(
        values.length,
        v -> {
          double[] out = v.clone();
          for (int i = 0; i < out.length; i++) {
            out[i] *= values[i];
          }
          return out;
        });
  }

  private static double[] bulkWithEnds(int n) {
    var stream = RandomStream.of(9, "bulk");
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = stream.uniform(i) - 0.5;
    }
    values[3] = -3;
    values[n / 2] = 10;
    return values;
  }

  @Test
  void oracleOfTheTanhNetworkTheHessianItself() {
    double[] gradient = new double[2];
    assertThat(TanhNetwork.loss(TanhNetwork.WEIGHTS, gradient)).isCloseTo(0.02581171, EIGHT_DIGITS);
    assertThat(gradient[0]).isCloseTo(0.11787348, EIGHT_DIGITS);
    assertThat(gradient[1]).isCloseTo(0.14874333, EIGHT_DIGITS);
    assertThat(TanhNetwork.hessian().get(0, 0)).isCloseTo(0.0916251, within(0.5e-7));
    assertThat(TanhNetwork.hessian().get(0, 1)).isCloseTo(0.42272985, EIGHT_DIGITS);
    assertThat(TanhNetwork.hessian().get(1, 1)).isCloseTo(0.47825966, EIGHT_DIGITS);
  }

  @Test
  void oracleOfTheTanhNetworkBothEnds() {
    var ends = HessianSpectrum.ends(TANH, 40, 1e-6, 1);
    assertThat(ends.smallest()).isCloseTo(-0.17989318, EIGHT_DIGITS);
    assertThat(ends.largest()).isCloseTo(0.74977793, EIGHT_DIGITS);
    assertThat(ends.converged()).isTrue();
    assertThat(ends.products()).isEqualTo(2);
  }

  @Test
  void oracleOfTheTanhNetworkTrace() {
    var trace = HessianSpectrum.trace(TANH, 4000, 1);
    assertThat(trace.mean()).isCloseTo(0.56988475, within(4 * trace.standardError()));
    // variance of vᵀHv is 2·Σ_{i≠j} H_ij² = 4·0.42273²
    double expected = 2 * 0.42272985 / Math.sqrt(4000);
    assertThat(trace.standardError()).isCloseTo(expected, within(0.02 * expected));
  }

  @Test
  void lanczosFindsBothEndsOutsideABulk() {
    var ends = HessianSpectrum.ends(diagonal(bulkWithEnds(400)), 40, 1e-6, 1);
    assertThat(ends.smallest()).isCloseTo(-3, within(1e-5));
    assertThat(ends.largest()).isCloseTo(10, within(1e-5));
    assertThat(ends.products()).isLessThan(30);
    assertThat(ends.converged()).isTrue();
  }

  @Test
  void tooFewProductsSayThatTheyHaveNotConverged() {
    var ends = HessianSpectrum.ends(diagonal(bulkWithEnds(400)), 3, 1e-6, 1);
    assertThat(ends.converged()).isFalse();
    assertThat(ends.products()).isEqualTo(3);
  }

  @Test
  void aMultipleOfTheIdentityNeedsOneProduct() {
    var ends = HessianSpectrum.ends(diagonal(2, 2, 2, 2), 40, 1e-9, 1);
    assertThat(ends.smallest()).isCloseTo(2, within(1e-14));
    assertThat(ends.largest()).isCloseTo(2, within(1e-14));
    assertThat(ends.products()).isEqualTo(1);
  }

  @Test
  void aFlatLossHasNoCurvature() {
    var ends = HessianSpectrum.ends(diagonal(0, 0, 0), 40, 1e-9, 1);
    assertThat(ends.smallest()).isZero();
    assertThat(ends.largest()).isZero();
  }

  @Test
  void aHessianThatIsNotANumberStaysVisible() {
    var ends = HessianSpectrum.ends(diagonal(1, Double.NaN, 2), 40, 1e-9, 1);
    assertThat(ends.largest()).isNaN();
    assertThat(ends.converged()).isFalse();
  }

  @Test
  void theTraceOfADiagonalIsExactWithEveryVector() {
    var trace = HessianSpectrum.trace(diagonal(1, 2, 3, -1), 30, 5);
    assertThat(trace.mean()).isCloseTo(5, within(1e-12));
    assertThat(trace.standardError()).isCloseTo(0, within(1e-12));
    assertThatThrownBy(() -> HessianSpectrum.trace(diagonal(1), 29, 5))
        .hasMessageContaining("at least 30");
  }

  @Test
  void curvatureAlongAnEigenvectorIsItsEigenvalue() {
    assertThat(HessianSpectrum.along(diagonal(4, -2), new double[] {0, 7})).isEqualTo(-2);
    assertThat(HessianSpectrum.along(diagonal(4, -2), new double[] {3, 3})).isEqualTo(1);
    assertThat(HessianSpectrum.along(diagonal(4, -2), new double[2])).isNaN();
  }
}
