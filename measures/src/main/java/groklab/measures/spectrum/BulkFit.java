package groklab.measures.spectrum;

import groklab.lab.linear.Numbers;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// A fit of the law of Marchenko and Pastur to eigenvalues, as WeightWatcher 0.7.5.5 does it
/// (`mp_fit`, `fit_density_with_range`).
///
/// 1. The eigenvalues are rescaled to mean 1.
/// 2. Their density is estimated with a triangular kernel of half-width 0.1 on 1000 points of
///    [0, max + 0.5]; points with density of at most 0.01 are dropped.
/// 3. σ minimises the sum of squared differences to the law's density: best of a grid from 0.05·s₀
///    in steps of 0.01·s₀ up to 2·s₀, s₀ = √λ_max/(1 + Q^−½), then a Nelder-Mead search from there
///    (tolerances 1e-4). A σ whose upper edge lies left of the density's peak or beyond the last
///    point, or whose lower edge lies right of the peak, is given a difference of 1000 at each
///    point.
/// 4. If Q = 1 exactly, the square roots of the eigenvalues are compared with √(4 − s²)/(πσ²), and
///    no σ is excluded. This is what the library does; note that its curve changes height, not
///    width, with σ (a quarter circle proper ends at 2σ: [MarchenkoPastur#quarterCircle]). s₀ still
///    comes from the eigenvalues.
///
/// The points lie farther apart than the kernel is wide once the largest rescaled eigenvalue
/// exceeds about 200: an outlier that strong spoils the fit, and with it the count. The library's
/// own test says that σ "is way too low" on weights that were not shuffled. Cost: 1000·K for the
/// density, about 230·1000 roots for the search.
public sealed interface BulkFit {
  /// A fit, in the rescaled eigenvalues.
  ///
  /// @param scale what the eigenvalues were multiplied with, K/Σλ
  /// @param sigma the fitted σ, near 1 if everything is bulk
  /// @param residual the sum of squared differences
  /// @param lowerEdge σ²(1 − Q^−½)²
  /// @param upperEdge `bulk_max`, σ²(1 + Q^−½)²
  /// @param threshold upper edge + √TW
  /// @param spikes eigenvalues above the threshold
  /// @param softRank `mp_softrank`, upper edge / λ_max
  record Fit(
      double scale,
      double sigma,
      double residual,
      double lowerEdge,
      double upperEdge,
      double threshold,
      int spikes,
      double softRank)
      implements BulkFit {}

  /// No fit.
  ///
  /// @param reason one sentence
  record Failed(String reason) implements BulkFit {}

  int POINTS = 1000;
  double BANDWIDTH = 0.1;
  double FAINT = 0.01;
  double EXCLUDED = 1000;

  /// @param eigenvalues of a matrix of `larger` x `smaller`, or of several of that shape pooled
  /// @throws IllegalArgumentException if the dimensions are not 1 ≤ smaller ≤ larger
  static BulkFit fit(double[] eigenvalues, int larger, int smaller) {
    if (smaller < 1 || larger < smaller) {
      throw new IllegalArgumentException(
          "dimensions %d and %d; expected the larger first, both at least 1"
              .formatted(larger, smaller));
    }
    double sum = Numbers.sum(eigenvalues);
    if (!Double.isFinite(sum) || sum <= 0) {
      return new Failed("the sum of the eigenvalues is %s".formatted(sum));
    }
    double scale = eigenvalues.length / sum;
    double[] rescaled = new double[eigenvalues.length];
    for (int i = 0; i < rescaled.length; i++) {
      rescaled[i] = eigenvalues[i] * scale;
    }
    double max = Arrays.stream(rescaled).max().orElseThrow();
    double q = (double) larger / smaller;
    DoubleUnaryOperator misfit = misfit(rescaled, q);
    double s0 = Math.sqrt(max) / (1 + 1 / Math.sqrt(q));
    double start = bestOfGrid(misfit, s0);
    double sigma = nelderMead(misfit, start);
    double residual = misfit.applyAsDouble(sigma);
    if (!(residual < EXCLUDED * EXCLUDED)) {
      return new Failed("no σ of the grid puts the edges around the peak of the density");
    }
    double upper = MarchenkoPastur.upperEdge(q, sigma);
    double threshold = MarchenkoPastur.threshold(larger, smaller, sigma);
    int spikes = 0;
    for (double v : rescaled) {
      spikes += v > threshold ? 1 : 0;
    }
    double lower = MarchenkoPastur.lowerEdge(q, sigma);
    return new Fit(scale, sigma, residual, lower, upper, threshold, spikes, upper / max);
  }

  private static DoubleUnaryOperator misfit(double[] rescaled, double q) {
    boolean square = q == 1;
    double[] x = square ? Arrays.stream(rescaled).map(Math::sqrt).toArray() : rescaled;
    double max = Arrays.stream(x).max().orElseThrow();
    double[] points = new double[POINTS];
    double[] density = new double[POINTS];
    int kept = 0;
    for (int i = 0; i < POINTS; i++) {
      double at = (max + 0.5) * i / (POINTS - 1);
      double d = triangular(x, at);
      if (d > FAINT) {
        points[kept] = at;
        density[kept++] = d;
      }
    }
    int n = kept;
    int peak = 0;
    for (int i = 1; i < n; i++) {
      peak = density[i] > density[peak] ? i : peak;
    }
    double peakAt = points[peak];
    double last = points[Math.max(0, n - 1)];
    if (n == 0) {
      return _ -> Double.POSITIVE_INFINITY;
    }
    if (square) {
      return sigma ->
          squares(points, density, n, s -> MarchenkoPastur.quarterCircle(s, 1) / (sigma * sigma));
    }
    return sigma -> {
      double a = MarchenkoPastur.lowerEdge(q, sigma);
      double b = MarchenkoPastur.upperEdge(q, sigma);
      return b < peakAt || b > last || a > peakAt
          ? n * EXCLUDED * EXCLUDED
          : squares(points, density, n, s -> MarchenkoPastur.density(s, q, sigma));
    };
  }

  private static double triangular(double[] x, double at) {
    double sum = 0;
    for (double v : x) {
      sum += Math.max(0, 1 - Math.abs(v - at) / BANDWIDTH);
    }
    return sum / (x.length * BANDWIDTH);
  }

  private static double squares(double[] points, double[] density, int n, DoubleUnaryOperator law) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double difference = law.applyAsDouble(points[i]) - density[i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double bestOfGrid(DoubleUnaryOperator misfit, double s0) {
    double best = Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 195; i++) { // 0.05·s₀ to 2·s₀, end excluded
      double sigma = 0.05 * s0 + i * 0.01 * s0;
      double value = misfit.applyAsDouble(sigma);
      if (value < least) {
        least = value;
        best = sigma;
      }
    }
    return best;
  }

  /// The search of Nelder and Mead in one dimension, in the form of SciPy's `fmin`: two points, the
  /// second 5 % above the first; reflection 1, expansion 2, contraction ½; until both the points
  /// and their values are within 1e-4, or 200 rounds.
  private static double nelderMead(DoubleUnaryOperator f, double start) {
    double a = start;
    double fa = f.applyAsDouble(a);
    double b = 1.05 * start;
    double fb = f.applyAsDouble(b);
    for (int round = 0; round < 200; round++) {
      if (fb < fa) {
        double x = a;
        a = b;
        b = x;
        double fx = fa;
        fa = fb;
        fb = fx;
      }
      if (Math.abs(b - a) <= 1e-4 && Math.abs(fb - fa) <= 1e-4) {
        break;
      }
      double reflected = 2 * a - b;
      double fReflected = f.applyAsDouble(reflected);
      double next;
      double fNext;
      if (fReflected < fa) {
        double expanded = 3 * a - 2 * b;
        double fExpanded = f.applyAsDouble(expanded);
        next = fExpanded < fReflected ? expanded : reflected;
        fNext = Math.min(fExpanded, fReflected);
      } else {
        boolean outside = fReflected < fb;
        double contracted = outside ? 1.5 * a - 0.5 * b : 0.5 * a + 0.5 * b;
        double fContracted = f.applyAsDouble(contracted);
        boolean accepted = outside ? fContracted <= fReflected : fContracted < fb;
        next = accepted ? contracted : a + 0.5 * (b - a);
        fNext = accepted ? fContracted : f.applyAsDouble(next);
      }
      b = next;
      fb = fNext;
    }
    return fb < fa ? b : a;
  }
}
