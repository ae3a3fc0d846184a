package groklab.measures.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpectrumTest {
  /// Reference values of the project's notes, worked out independently in double precision.
  @ParameterizedTest
  @CsvSource({
    "3 2 1, 2.749459, 2.294401, 1.555556, 2.000000, 2.571429",
    "5 1 1 1, 2.925727, 1.581238, 1.12, 1.248408, 2.285714",
    "4 3 2 1 0.5, 4.097401, 3.056983, 1.890625, 2.584466, 3.644628"
  })
  void ranksOfHandMadeSpectra(
      String sigma,
      double erank,
      double erankLambda,
      double stable,
      double prLambda,
      double prSigma) {
    Spectrum s = spectrum(sigma);
    assertThat(s.effectiveRank()).isCloseTo(erank, within(5e-7));
    assertThat(s.stableRank()).isCloseTo(stable, within(5e-7));
    assertThat(s.participationRatioOfEigenvalues()).isCloseTo(prLambda, within(5e-7));
  }

  @Test
  void theGaussianMatrixOfSeed42HasTheReferenceSpectrum() {
    Spectrum s = Spectrum.of(RandomMatrices.seed42(200, 100));
    assertThat(s.spectralNorm()).isCloseTo(23.660495514607, within(5e-13));
    assertThat(s.singularValues()[99]).isCloseTo(4.024320889437, within(5e-13));
    assertThat(s.sumOfEigenvalues()).isCloseTo(20003.002713443, within(5e-10));
    assertThat(s.stableRank()).isCloseTo(35.731193472, within(5e-10));
    assertThat(s.effectiveRank()).isCloseTo(92.663840050, within(5e-10));
    assertThat(Spectrum.of(RandomMatrices.seed42(64, 48)).spectralNorm())
        .isCloseTo(14.419396322720, within(5e-13));
  }

  @Test
  void aMatrixAndItsTransposeHaveOneSpectrum() {
    Matrix w = RandomMatrices.seed42(30, 20);
    Spectrum a = Spectrum.of(w);
    Spectrum b = Spectrum.of(w.transposed());
    assertThat(b.larger()).isEqualTo(30);
    assertThat(b.smaller()).isEqualTo(20);
    assertThat(b.singularValues()).isEqualTo(a.singularValues());
  }

  @Test
  void theGramMatrixGivesTheSameLargeSingularValues() {
    Matrix w = RandomMatrices.seed42(40, 40);
    double[] exact = Spectrum.of(w).singularValues();
    double[] gram = Spectrum.ofGram(w).singularValues();
    for (int i = 0; i < exact.length; i++) {
      assertThat(gram[i] * gram[i]).isCloseTo(exact[i] * exact[i], within(1e-11));
    }
  }

  @Test
  void normsAreThoseOfTheEntries() {
    Matrix w = Matrix.of(new double[][] {{3, 0, 0}, {0, 0, -4}});
    Spectrum s = Spectrum.of(w);
    assertThat(s.spectralNorm()).isCloseTo(4, within(1e-14));
    assertThat(s.nuclearNorm()).isCloseTo(7, within(1e-14));
    assertThat(s.frobeniusNorm()).isCloseTo(5, within(1e-14));
  }

  @Test
  void ranksCountWhatIsAboveTheTolerance() {
    Matrix outer = new Matrix(6, 4, new double[24]);
    for (int i = 0; i < 24; i++) {
      int row = i / 4;
      outer.values()[i] = (row + 1.0) * (i % 4 - 1.3);
    }
    Spectrum s = Spectrum.of(outer);
    assertThat(s.rank()).isEqualTo(1);
    assertThat(spectrum("3 2 1").rank(1.5)).isEqualTo(2);
  }

  @Test
  void scalingChangesNoRatio() {
    Spectrum a = spectrum("4 3 2 1 0.5");
    Spectrum b = spectrum("40 30 20 10 5");
    assertThat(b.effectiveRank()).isCloseTo(a.effectiveRank(), within(1e-13));
    assertThat(b.stableRank()).isCloseTo(a.stableRank(), within(1e-13));
    assertThat(b.normalisedEntropy()).isCloseTo(a.normalisedEntropy(), within(1e-13));
  }

  @Test
  void whatIsUndefinedIsNaN() {
    Spectrum zero = Spectrum.of(new Matrix(3, 2, new double[6]));
    assertThat(zero.stableRank()).isNaN();
    assertThat(zero.effectiveRank()).isNaN();
    assertThat(zero.rank()).isZero();
    Spectrum broken = Spectrum.of(new Matrix(1, 2, new double[] {1, Double.POSITIVE_INFINITY}));
    assertThat(broken.spectralNorm()).isNaN();
    assertThat(broken.nuclearNorm()).isNaN();
  }

  @Test
  void singularValuesMustDescend() {
    assertThatThrownBy(() -> new Spectrum(2, 2, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("descending");
    assertThatThrownBy(() -> Spectrum.of(new Matrix(0, 3, new double[0])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Spectrum spectrum(String sigma) {
    double[] values = Arrays.stream(sigma.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Spectrum(values.length, values.length, values);
  }
}
