package groklab.measures.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Reference values of the project's notes, worked out independently from the rules of
/// WeightWatcher 0.7.5.5.
class PowerLawTest {
  static final double[] POWERS_OF_TWO = {1, 2, 4, 8, 16, 32, 64, 128};
  static final double[] FIBONACCI = {0.1, 0.2, 0.3, 0.5, 0.8, 1.3, 2.1, 3.4, 5.5, 8.9, 14.4, 23.3};
  static final double[] INTEGERS = IntStream.rangeClosed(1, 20).asDoubleStream().toArray();

  @Test
  void handMadeSpectraHaveTheReferenceFits() {
    check(POWERS_OF_TWO, 1.412199, 1, 0.200627, 0.145734, 8);
    check(FIBONACCI, 1.424568, 0.2, 0.184650, 0.128012, 11);
    check(INTEGERS, 5.374436, 13, 0.221793, 1.546597, 8);
    double[] zipf = IntStream.rangeClosed(1, 20).mapToDouble(i -> 20.0 / i).toArray();
    check(zipf, 2.137719, 1, 0.047421, 0.254402, 20);
    double[] steep =
        IntStream.rangeClosed(1, 50).mapToDouble(i -> Math.pow(i / 50.0, -1 / 1.5)).toArray();
    check(steep, 2.591567, 1, 0.021795, 0.225081, 50);
  }

  private static void check(double[] x, double alpha, double xmin, double d, double sigma, int n) {
    PowerLaw.Fit fit = fit(x);
    assertThat(fit.alpha()).isCloseTo(alpha, within(5e-7));
    assertThat(fit.xmin()).isCloseTo(xmin, within(1e-12));
    assertThat(fit.distance()).isCloseTo(d, within(5e-7));
    assertThat(fit.sigma()).isCloseTo(sigma, within(5e-7));
    assertThat(fit.tail()).isEqualTo(n);
    assertThat(fit.spikes()).isEqualTo(n);
    assertThat(fit.kept()).isEqualTo(x.length);
  }

  @Test
  void randomMatricesHaveTheReferenceFits() {
    PowerLaw.Fit large = fit(Spectrum.of(RandomMatrices.seed42(200, 100)).eigenvalues());
    // the notes print 9.122008927606; this is the value in 80-bit arithmetic, so that half a digit
    // is left for rounding
    assertThat(large.alpha()).isCloseTo(9.12200892760568, within(5e-13));
    // likewise in 80-bit arithmetic and by LAPACK; the notes print 416.220257911658, which is wrong
    // from the ninth decimal on
    assertThat(large.xmin()).isCloseTo(416.22025791366, within(5e-12));
    assertThat(large.distance()).isCloseTo(0.130755654297, within(5e-13));
    assertThat(large.tail()).isEqualTo(12);
    assertThat(large.enoughEigenvalues()).isTrue();
    PowerLaw.Fit small = fit(Spectrum.of(RandomMatrices.seed42(64, 48)).eigenvalues());
    assertThat(small.alpha()).isCloseTo(4.463394388627, within(5e-13));
    assertThat(small.distance()).isCloseTo(0.165681026402, within(5e-13));
    assertThat(small.tail()).isEqualTo(12);
    assertThat(small.enoughEigenvalues()).isFalse();
  }

  @Test
  void theSearchAgreesWithAPlainDoubleLoop() {
    double[] x = Spectrum.of(RandomMatrices.gaussian(40, 30, 3)).eigenvalues();
    double best = Double.POSITIVE_INFINITY;
    double alphaOfBest = 0;
    for (int i = 0; i < x.length - 1; i++) {
      int n = x.length - i;
      double sum = 0;
      for (int j = i; j < x.length; j++) {
        sum += Math.log(x[j] / x[i]);
      }
      double alpha = 1 + n / sum;
      double worst = 0;
      for (int k = 0; k < n; k++) {
        worst =
            Math.max(worst, Math.abs(1 - Math.pow(x[i + k] / x[i], 1 - alpha) - (double) k / n));
      }
      if (worst < best) {
        best = worst;
        alphaOfBest = alpha;
      }
    }
    assertThat(fit(x).alpha()).isCloseTo(alphaOfBest, within(1e-11));
    assertThat(fit(x).distance()).isCloseTo(best, within(1e-12));
  }

  @Test
  void alphaHasNoScaleButTheCutHas() {
    double[] scaled = IntStream.range(0, 8).mapToDouble(i -> POWERS_OF_TWO[i] * 3.7).toArray();
    assertThat(fit(scaled).alpha()).isCloseTo(fit(POWERS_OF_TWO).alpha(), within(1e-13));
    double[] tiny = IntStream.range(0, 8).mapToDouble(i -> POWERS_OF_TWO[i] * 5e-6).toArray();
    assertThat(fit(tiny).kept()).isEqualTo(6); // 5e-6 and exactly 1e-5 are cut
    assertThat(((PowerLaw.Fit) PowerLaw.fit(tiny, 0, 0)).alpha())
        .isCloseTo(fit(POWERS_OF_TWO).alpha(), within(1e-13));
  }

  @Test
  void droppedEigenvaluesStillCountAsSpikes() {
    PowerLaw.Fit fit = (PowerLaw.Fit) PowerLaw.fit(FIBONACCI, PowerLaw.CUT, 2);
    assertThat(fit.xmax()).isEqualTo(8.9);
    assertThat(fit.spikes()).isEqualTo(fit.tail() + 2);
    assertThatThrownBy(() -> PowerLaw.fit(FIBONACCI, PowerLaw.CUT, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCannotBeFittedFailsWithAReason() {
    assertThat(PowerLaw.fit(new double[] {1})).isInstanceOf(PowerLaw.Failed.class);
    assertThat(PowerLaw.fit(new double[] {1e-7, 1e-6, 1})).isInstanceOf(PowerLaw.Failed.class);
    assertThat(PowerLaw.fit(new double[] {2, 2, 2})).isInstanceOf(PowerLaw.Failed.class);
    assertThat(PowerLaw.fit(new double[] {1, 2, Double.NaN}))
        .isEqualTo(new PowerLaw.Failed("an eigenvalue is not finite"));
  }

  private static PowerLaw.Fit fit(double[] eigenvalues) {
    return (PowerLaw.Fit) PowerLaw.fit(eigenvalues);
  }
}
