package groklab.measures.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TokenSpectrumTest {

  /// measures.md, Fourier concentration, p = 17.
  @Test
  void theSpectrumHasThePrintedValuesOfMeasures() {
    TokenSpectrum spectrum = TokenSpectrum.of(example());
    assertThat(spectrum.power()[3]).isCloseTo(17.001061, within(5e-7));
    assertThat(spectrum.power()[5]).isCloseTo(2.125462, within(5e-7));
    assertThat(spectrum.total()).isCloseTo(19.176765, within(5e-7));
    assertThat(spectrum.shareOfTop(1)).isCloseTo(0.888289, within(5e-7));
    assertThat(spectrum.shareOfTop(2)).isCloseTo(0.999342, within(5e-7));
    assertThat(spectrum.giniOfPowers()).isCloseTo(0.846811, within(5e-7));
    double[] roots = Arrays.stream(spectrum.power()).skip(1).map(Math::sqrt).toArray();
    assertThat(Concentration.gini(roots)).isCloseTo(0.779675, within(5e-7));
  }

  @Test
  void thePowersAddUpToTheSquaredNorm() {
    for (int order : new int[] {10, 11}) {
      Matrix table = Samples.normal(order, 4, 5);
      TokenSpectrum spectrum = TokenSpectrum.of(table);
      assertThat(spectrum.total()).isCloseTo(table.sumOfSquares(), within(1e-12));
      double norms = 0;
      for (double n : spectrum.componentNorms()) {
        norms += n * n;
      }
      assertThat(norms).isCloseTo(table.sumOfSquares(), within(1e-12));
    }
  }

  @Test
  void shiftingTheTokensChangesNoPower() {
    Matrix table = Samples.normal(11, 4, 6);
    int[] shifted = new int[11];
    for (int j = 0; j < 11; j++) {
      shifted[j] = (j + 4) % 11;
    }
    assertThat(TokenSpectrum.of(table.rows(shifted)).power())
        .containsExactly(TokenSpectrum.of(table).power(), within(1e-12));
  }

  @Test
  void aColumnFollowsItsStrongestFrequency() {
    Matrix noise = Samples.normal(17, 4, 7);
    ColumnFrequencies columns = ColumnFrequencies.of(Samples.sum(example(), noise, 1e-3));
    assertThat(columns.frequency()).startsWith(3, 3, 5);
    assertThat(columns.share()[0]).isGreaterThan(0.999);
    ColumnFrequencies constant = ColumnFrequencies.of(Matrix.of(row(0.1), row(0.1), row(0.1)));
    assertThat(constant.frequency()).containsExactly(0);
    assertThat(constant.share()[0]).isNaN();
  }

  private static double[] row(double v) {
    return new double[] {v};
  }

  private static Matrix example() {
    double[] values = new double[17 * 4];
    for (int a = 0; a < 17; a++) {
      values[a * 4] = Math.cos(2 * Math.PI * 3 * a / 17);
      values[a * 4 + 1] = Math.sin(2 * Math.PI * 3 * a / 17);
      values[a * 4 + 2] = 0.5 * Math.cos(2 * Math.PI * 5 * a / 17);
      values[a * 4 + 3] = 0.1 * a / 17;
    }
    return new Matrix(17, 4, values);
  }
}
