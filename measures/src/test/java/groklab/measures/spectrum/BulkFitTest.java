package groklab.measures.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkFitTest {
  /// "Fitted sigma 1.00 ± 0.01" for independent entries of 784 x 200.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void independentEntriesAreAllBulk(long seed) {
    BulkFit.Fit fit = fit(784, 200, seed, 1);
    assertThat(fit.sigma()).isCloseTo(1, within(0.01));
    assertThat(fit.spikes()).isZero();
    assertThat(fit.softRank())
        .isBetween(0.97, 1.06); // the largest lies (1.4 ± 1.4) % below the edge
    assertThat(fit.threshold()).isGreaterThan(fit.upperEdge()).isGreaterThan(fit.lowerEdge());
  }

  @Test
  void theScaleOfTheMatrixIsDividedOut() {
    BulkFit.Fit one = fit(120, 60, 5, 1);
    BulkFit.Fit hundred = fit(120, 60, 5, 100);
    assertThat(hundred.sigma()).isCloseTo(one.sigma(), within(1e-6));
    assertThat(hundred.scale() * 1e4).isCloseTo(one.scale(), within(1e-12));
  }

  @Test
  void aSquareMatrixIsFittedWithTheQuarterCircle() {
    BulkFit.Fit fit = fit(200, 200, 1, 1);
    assertThat(fit.sigma()).isCloseTo(1, within(0.03));
    assertThat(fit.lowerEdge()).isZero();
    assertThat(fit.spikes()).isZero();
  }

  /// With Q = 1 the curve is c(s)/σ², so the least-squares σ has a closed form.
  @Test
  void theQuarterCircleFitIsTheLeastSquaresHeight() {
    double[] eigenvalues = Spectrum.of(RandomMatrices.gaussian(150, 150, 9)).eigenvalues();
    double scale = 150 / Arrays.stream(eigenvalues).sum();
    double[] s = Arrays.stream(eigenvalues).map(v -> Math.sqrt(v * scale)).toArray();
    double max = Arrays.stream(s).max().orElseThrow();
    double product = 0;
    double squares = 0;
    for (int i = 0; i < 1000; i++) {
      double at = (max + 0.5) * i / 999;
      double density =
          Arrays.stream(s).map(v -> Math.max(0, 1 - Math.abs(v - at) / 0.1)).sum() / (150 * 0.1);
      if (density > 0.01) {
        double circle = MarchenkoPastur.quarterCircle(at, 1);
        product += circle * density;
        squares += circle * circle;
      }
    }
    BulkFit.Fit fit = (BulkFit.Fit) BulkFit.fit(eigenvalues, 150, 150);
    assertThat(fit.sigma()).isCloseTo(Math.sqrt(squares / product), within(1e-3));
  }

  @Test
  void spikesLieAboveTheThreshold() {
    double[] eigenvalues = Spectrum.ofGram(RandomMatrices.gaussian(200, 100, 2)).eigenvalues();
    eigenvalues[99] = 6 * eigenvalues[98];
    eigenvalues[98] = 3 * eigenvalues[98];
    BulkFit.Fit fit = (BulkFit.Fit) BulkFit.fit(eigenvalues, 200, 100);
    assertThat(fit.spikes()).isEqualTo(2);
    assertThat(fit.sigma()).isLessThan(1);
  }

  @Test
  void whatCannotBeFittedFailsWithAReason() {
    assertThat(BulkFit.fit(new double[10], 20, 10)).isInstanceOf(BulkFit.Failed.class);
    assertThat(BulkFit.fit(new double[] {1, Double.NaN}, 2, 2)).isInstanceOf(BulkFit.Failed.class);
    assertThatThrownBy(() -> BulkFit.fit(new double[] {1}, 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BulkFit.Fit fit(int larger, int smaller, long seed, double factor) {
    double[] eigenvalues =
        Spectrum.ofGram(RandomMatrices.gaussian(larger, smaller, seed)).eigenvalues();
    return (BulkFit.Fit)
        BulkFit.fit(
            Arrays.stream(eigenvalues).map(v -> v * factor * factor).toArray(), larger, smaller);
  }
}
