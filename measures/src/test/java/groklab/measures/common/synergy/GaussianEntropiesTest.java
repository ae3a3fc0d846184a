package groklab.measures.common.synergy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Oracles: the table of clauw2024 in the reference notes (exact Gaussian formula, bits), and the
/// copula entropies with and without bias correction below it; printed to six digits.
class GaussianEntropiesTest {
  private static final Offset<Double> SIX_DIGITS = within(0.5e-6);

  private static Matrix equicorrelated(int n, double rho) {
    double[] values = new double[n * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % (n + 1) == 0 ? 1 : rho;
    }
    return new Matrix(n, n, values);
  }

  private static Matrix correlations(double r12, double r13, double r23) {
    return Matrix.of(
        new double[] {1, r12, r13}, new double[] {r12, 1, r23}, new double[] {r13, r23, 1});
  }

  private static Matrix sumOfTwo(double noise) {
    return Matrix.of(
        new double[] {1, 0, 1}, new double[] {0, 1, 1}, new double[] {1, 1, 2 + noise});
  }

  private static void check(Matrix covariance, double omega, double tc, double dtc) {
    var h = ExactEntropies.of(covariance);
    assertThat(h.oInformation(h.all())).isCloseTo(omega, SIX_DIGITS);
    assertThat(h.totalCorrelation(h.all())).isCloseTo(tc, SIX_DIGITS);
    // Ω is the difference of the total correlation and the dual one
    assertThat(h.totalCorrelation(h.all()) - h.oInformation(h.all())).isCloseTo(dtc, within(2e-6));
  }

  @Test
  void clauw2024EqualCorrelations() {
    check(equicorrelated(3, 0.5), 0.122556, 0.500000, 0.377444);
    check(equicorrelated(3, 0.9), 1.014678, 2.579215, 1.564536);
    check(equicorrelated(4, 0.5), 0.321928, 0.839036, 0.517108);
  }

  @Test
  void clauw2024ASumIsSynergistic() {
    check(sumOfTwo(1), -0.207519, 0.792481, 1.000000);
    check(sumOfTwo(0.1), -1.263273, 2.196159, 3.459432);
  }

  /// The toolbox's loadings are √0.99, √0.7, √0.3, and 0.22 resp. −0.39 is added to the last
  /// correlation. Rounded to the six digits that are printed (0.832466, 0.544977, 0.678258,
  /// 0.068258), the second triplet's Ω would be −0.837477: it is near singular.
  @Test
  void hoiToolboxRedundancyAndSynergyTriplets() {
    double r12 = Math.sqrt(0.99 * 0.7);
    double r13 = Math.sqrt(0.99 * 0.3);
    double r23 = Math.sqrt(0.7 * 0.3);
    check(correlations(r12, r13, r23 + 0.22), 0.252520, 1.298056, 1.045536);
    check(correlations(r12, r13, r23 - 0.39), -0.837484, 1.946899, 2.784383);
  }

  @Test
  void ofTwoVariablesTheTotalCorrelationIsTheMutualInformation() {
    var h = ExactEntropies.of(equicorrelated(2, 0.6));
    double information = -0.5 * StrictMath.log(1 - 0.36) / StrictMath.log(2);
    assertThat(h.totalCorrelation(3)).isCloseTo(information, within(1e-12));
    assertThat(h.oInformation(3)).isCloseTo(0, within(1e-12));
  }

  private static final double[] A = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final double[] B = {2, 1, 4, 3, 6, 5, 8, 7};
  private static final double[] C = {3, 8, 1, 6, 2, 7, 4, 5};

  @Test
  void clauw2024CopulaEntropiesWithBiasCorrection() {
    var h = GaussianEntropies.ofCopula(Matrix.of(A, B, C).transposed());
    assertThat(h.bits()[0b001]).isCloseTo(1.845786, SIX_DIGITS);
    assertThat(h.bits()[0b011]).isCloseTo(2.792808, SIX_DIGITS);
    assertThat(h.bits()[0b111]).isCloseTo(4.215184, SIX_DIGITS);
    assertThat(h.oInformation(0b111)).isCloseTo(-0.601273, SIX_DIGITS);
  }

  /// The reference notes print H(a,b) = 2.446860; its digits go on with 91, so rounded it is
  /// 2.446861 (checked with an independent program).
  @Test
  void clauw2024CopulaEntropiesWithoutBiasCorrection() {
    var scores = GaussianCopula.normalScores(Matrix.of(A, B, C).transposed());
    var h = ExactEntropies.of(GaussianCopula.covariance(scores));
    assertThat(h.bits()[0b001]).isCloseTo(1.737868, SIX_DIGITS);
    assertThat(h.bits()[0b011]).isCloseTo(2.446861, SIX_DIGITS);
    assertThat(h.bits()[0b111]).isCloseTo(3.472779, SIX_DIGITS);
    assertThat(h.oInformation(0b111)).isCloseTo(-0.629590, SIX_DIGITS);
  }

  @Test
  void aGroupWithACopyInItHasNoEntropyAndTheOthersKeepTheirs() {
    var h =
        ExactEntropies.of(
            Matrix.of(
                new double[] {1, 0.5, 1}, new double[] {0.5, 1, 0.5}, new double[] {1, 0.5, 1}));
    assertThat(h.bits()[0b101]).isNaN();
    assertThat(h.oInformation(0b111)).isNaN();
    assertThat(h.bits()[0b110]).isFinite();
  }

  @Test
  void tooFewSamplesAreRefused() {
    assertThatThrownBy(() -> GaussianEntropies.biasCorrected(equicorrelated(3, 0.5), 3))
        .hasMessageContaining("more samples than variables");
  }
}
