package groklab.measures.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningCoefficientTest {
  private static BatchLossGradient quadratic(double h) {
    return (w, rows, g) -> {
      double loss = 0;
      for (int i = 0; i < w.length; i++) {
        g[i] = h * w[i];
        loss += 0.5 * h * w[i] * w[i];
      }
      return loss;
    };
  }

  private static SgldSettings settings(
      double stepSize, double nBeta, double localization, int draws, int chains, int burnIn) {
    return new SgldSettings(stepSize, nBeta, localization, 0, draws, chains, burnIn, 1, 1);
  }

  /// Lau et al. in the reference notes: quadratic loss, nβ = 100, γ = 5, ε = 1e-3: stationary
  /// 0.489027, and 0.441199 for the first 100 draws from the minimum.
  @Test
  void onAQuadraticTheSamplerGivesWhatTheClosedFormSays() {
    var first =
        LearningCoefficient.estimate(
            quadratic(1), new double[1], 1, settings(1e-3, 100, 5, 100, 3000, 0), 1);
    assertThat(first.mean())
        .isCloseTo(0.441199, within(4 * first.standardDeviation() / Math.sqrt(3000)));
    assertThat(first.standardDeviation()).isLessThan(0.5);
    var settled =
        LearningCoefficient.estimate(
            quadratic(1), new double[1], 1, settings(1e-3, 100, 5, 500, 600, 200), 2);
    assertThat(settled.mean())
        .isCloseTo(0.489027, within(4 * settled.standardDeviation() / Math.sqrt(600)));
    assertThat(settled.drift()).isCloseTo(0, within(0.03));
    assertThat(first.drift()).isGreaterThan(0.03);
  }

  /// devinterp's accuracy test: y = 0.25·N(0,1) against x·w₁^a·w₂^b, x of standard deviation 2,
  /// 1000 examples, full batch, squared error, ε = 4e-4, 5000 draws of 10 chains; λ = 1/(2 max(a,
  /// b)) within the mean ± 3.5 standard deviations.
  @ParameterizedTest
  @CsvSource({
    "0, 1", "1, 1", "0, 2", "1, 2", "2, 2", "0, 3", "1, 3", "2, 3", "3, 3",
  })
  void devinterpNormalCrossings(int a, int b) {
    var settings = new SgldSettings(4e-4, SgldSettings.nBeta(1000), 0, 0, 5000, 10, 0, 1, 1000);
    var estimate =
        LearningCoefficient.estimate(normalCrossing(a, b), new double[2], 1000, settings, 42);
    double known = KnownLearningCoefficients.normalCrossing(a, b);
    assertThat(known).isCloseTo(estimate.mean(), within(3.5 * estimate.standardDeviation()));
    assertThat(estimate.standardDeviation()).isLessThan(0.5 * known);
  }

  private static BatchLossGradient normalCrossing(int a, int b) {
    var stream = RandomStream.of(42, "crossing");
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < 1000; i++) {
      double x = 2 * stream.normal(2L * i);
      double y = 0.25 * stream.normal(2L * i + 1);
      xx += x * x / 1000;
      xy += x * y / 1000;
      yy += y * y / 1000;
    }
    double meanXx = xx;
    double meanXy = xy;
    double meanYy = yy;
    return (w, rows, g) -> {
      double c = power(w[0], a) * power(w[1], b);
      double slope = 2 * (c * meanXx - meanXy);
      g[0] = a == 0 ? 0 : slope * a * power(w[0], a - 1) * power(w[1], b);
      g[1] = b == 0 ? 0 : slope * b * power(w[0], a) * power(w[1], b - 1);
      return c * c * meanXx - 2 * c * meanXy + meanYy;
    };
  }

  private static double power(double x, int n) {
    double out = 1;
    for (int i = 0; i < n; i++) {
      out *= x;
    }
    return out;
  }

  /// Two-layer linear networks on pure noise (true map 0), population loss ‖BA‖²/outputs; the five
  /// cases of devinterp's test, its tolerance of 40 %.
  @ParameterizedTest
  @CsvSource({"5, 3, 5", "5, 4, 5", "4, 3, 8", "8, 3, 4", "3, 8, 4"})
  void devinterpReducedRankRegression(int m, int h, int n) {
    var estimate =
        LearningCoefficient.estimate(
            reducedRank(m, h, n),
            new double[h * (m + n)],
            1,
            settings(2e-4, 1000, 1, 4000, 3, 4000),
            42);
    double known = KnownLearningCoefficients.reducedRank(m, h, n, 0);
    assertThat(estimate.mean()).isCloseTo(known, within(0.4 * known));
  }

  private static BatchLossGradient reducedRank(int m, int h, int n) {
    return (w, rows, g) -> {
      // w holds A (h × m), then B (n × h); L = Σ (BA)²/n
      double loss = 0;
      Arrays.fill(g, 0);
      for (int r = 0; r < n; r++) {
        for (int c = 0; c < m; c++) {
          double product = 0;
          for (int k = 0; k < h; k++) {
            product += w[h * m + r * h + k] * w[k * m + c];
          }
          loss += product * product / n;
          for (int k = 0; k < h; k++) {
            g[h * m + r * h + k] += 2 * product * w[k * m + c] / n;
            g[k * m + c] += 2 * product * w[h * m + r * h + k] / n;
          }
        }
      }
      return loss;
    };
  }

  @Test
  void theFirstDrawWithoutBurnInIsTheLossAtTheStart() {
    double[] start = {0.3, -0.2};
    var estimate =
        LearningCoefficient.estimate(quadratic(2), start, 1, settings(1e-3, 10, 1, 5, 2, 0), 1);
    double loss = quadratic(2).at(start, new int[] {0}, new double[2]);
    assertThat(estimate.initialLoss()).isEqualTo(loss);
    assertThat(estimate.losses().get(0, 0)).isEqualTo(loss);
    assertThat(estimate.losses().get(1, 0)).isEqualTo(loss);
    assertThat(estimate.losses().get(0, 4)).isNotEqualTo(estimate.losses().get(1, 4));
  }

  @Test
  void aStartThatIsNoMinimumGivesANegativeNumberAsItIs() {
    var estimate =
        LearningCoefficient.estimate(
            quadratic(1), new double[] {30}, 1, settings(1e-2, 10, 0, 400, 2, 0), 1);
    assertThat(estimate.mean()).isLessThan(-100);
  }

  @Test
  void chainsAboveChanceAndDivergedOnesAreFlagged() {
    BatchLossGradient plateau =
        (w, rows, g) -> {
          g[0] = -40; // pushes out of the minimum
          return w[0] > 1 ? 5 : 0;
        };
    var escaped =
        LearningCoefficient.estimate(plateau, new double[1], 1, settings(0.1, 1, 0, 50, 2, 0), 1);
    assertThat(escaped.chainsAbove(3.97)).containsExactly(0, 1);
    assertThat(escaped.chainsAbove(5)).isEmpty();
    var diverged =
        LearningCoefficient.estimate(
            quadratic(1e6), new double[] {1}, 1, settings(1, 10, 0, 200, 2, 0), 1);
    assertThat(diverged.mean()).isNaN();
    assertThat(diverged.chainsAbove(1e300)).containsExactly(0, 1);
  }

  @Test
  void minibatchesAreDisjointWithinAnEpochAndOfFullSize() {
    int[] seen = new int[10];
    int[] calls = new int[1];
    BatchLossGradient counting =
        (w, rows, g) -> {
          assertThat(rows).hasSize(calls[0]++ == 0 ? 10 : 3).doesNotHaveDuplicates();
          for (int r : rows) {
            seen[r]++;
          }
          return 1;
        };
    var settings = new SgldSettings(1e-3, 2, 1, 0, 3, 1, 0, 1, 3);
    LearningCoefficient.estimate(counting, new double[2], 10, settings, 1);
    assertThat(calls[0]).isEqualTo(4); // the whole set for the start, an epoch of three
    assertThat(Arrays.stream(seen).max().orElseThrow()).isLessThanOrEqualTo(2);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    var settings = settings(1e-3, 10, 1, 20, 2, 0);
    double[] start = {0.1, 0.2};
    var once = LearningCoefficient.estimate(quadratic(2), start, 1, settings, 1);
    var again = LearningCoefficient.estimate(quadratic(2), start, 1, settings, 1);
    var other = LearningCoefficient.estimate(quadratic(2), start, 1, settings, 2);
    assertThat(again.losses().values()).containsExactly(once.losses().values());
    assertThat(other.losses().values()).isNotEqualTo(once.losses().values());
  }
}
