package groklab.measures.spectrum;

import groklab.engine.kernel.DoubleMath;
import java.util.Arrays;

/// The power law of WeightWatcher 0.7.5.5 (`fit='PL'`): a density ∝ λ^−α for λ ≥ xmin, fitted to
/// the upper tail of the eigenvalues by maximum likelihood, with xmin where the Kolmogorov-Smirnov
/// distance is smallest.
///
/// With the kept eigenvalues ascending, x_0..x_(K−1), for every i in 0..K−2 and n = K − i: α_i = 1
/// + n / Σ_(j≥i) ln(x_j/x_i) and D_i = max_(k=0..n−1) |1 − (x_(i+k)/x_i)^(1−α_i) − k/n|. The first
/// i with the smallest D_i wins. Exactly as in the library there is no shortest tail, no correction
/// for finite size, and the distance is one-sided (k/n, not also (k+1)/n).
///
/// **When it misleads.** A purely random matrix gives α anywhere from 4 to 9, so small or untrained
/// layers say nothing; below about [#ENOUGH] eigenvalues the library's authors call the fit
/// meaningless. Single outliers at the top inflate α. The grokked embedding of modular addition has
/// a handful of large eigenvalues and no tail. α < 2 as a sign of over-training (2506.04434) is
/// contested: 2605.20441 sees it from the onset of grokking to the end. Show α with D and n.
///
/// Where the library leaves α = −1 and the status `failed`, [Failed] says why.
public sealed interface PowerLaw {
  /// Eigenvalues at or below this are left out before fitting. Absolute, so it bites on strongly
  /// decayed weights.
  double CUT = 1e-5;

  /// Below this many eigenvalues a fit "makes no sense" (the library's README).
  int ENOUGH = 50;

  /// A fit.
  ///
  /// @param alpha the exponent α, above 1
  /// @param xmin the smallest eigenvalue of the tail
  /// @param xmax the largest eigenvalue that was kept
  /// @param distance the Kolmogorov-Smirnov distance D of the tail, in [0, 1]
  /// @param sigma the standard error (α − 1)/√n
  /// @param tail the number n of eigenvalues of the tail
  /// @param kept the number K of eigenvalues that took part in the search
  /// @param spikes `num_pl_spikes`: eigenvalues at or above xmin, dropped ones included
  record Fit(
      double alpha,
      double xmin,
      double xmax,
      double distance,
      double sigma,
      int tail,
      int kept,
      int spikes)
      implements PowerLaw {
    /// Whether at least [#ENOUGH] eigenvalues took part.
    public boolean enoughEigenvalues() {
      return kept >= ENOUGH;
    }
  }

  /// No fit.
  ///
  /// @param reason one sentence
  record Failed(String reason) implements PowerLaw {}

  /// The fit at the library's settings. Cost: K²/2 exponentials.
  static PowerLaw fit(double[] eigenvalues) {
    return fit(eigenvalues, CUT, 0);
  }

  /// The fit of the eigenvalues above a cut, without the given number of largest ones (the
  /// library's integer `xmax`).
  ///
  /// @throws IllegalArgumentException if `dropped` is negative
  static PowerLaw fit(double[] eigenvalues, double cut, int dropped) {
    if (dropped < 0) {
      throw new IllegalArgumentException(
          "%d largest eigenvalues to drop; expected at least 0".formatted(dropped));
    }
    double[] sorted = eigenvalues.clone();
    Arrays.sort(sorted); // NaN sorts last
    if (sorted.length > 0 && !Double.isFinite(sorted[sorted.length - 1])) {
      return new Failed("an eigenvalue is not finite");
    }
    int from = 0;
    while (from < sorted.length && sorted[from] <= cut) {
      from++;
    }
    int to = sorted.length - dropped;
    if (to - from < 2) {
      return new Failed("fewer than two eigenvalues above %s remain".formatted(cut));
    }
    return search(Arrays.copyOfRange(sorted, from, to), sorted);
  }

  private static PowerLaw search(double[] x, double[] all) {
    int kept = x.length;
    double[] logs = new double[kept];
    for (int i = 0; i < kept; i++) {
      logs[i] =
          StrictMath.log(x[i] / x[kept - 1]); // small in the tail, so that differences stay exact
    }
    int best = -1;
    double bestAlpha = Double.NaN;
    double bestDistance = Double.POSITIVE_INFINITY;
    double sum = logs[kept - 1];
    for (int i = kept - 2; i >= 0; i--) {
      sum += logs[i];
      int n = kept - i;
      double alpha = 1 + n / (sum - n * logs[i]);
      double distance = distance(logs, i, x[i] == x[kept - 1] ? Double.POSITIVE_INFINITY : alpha);
      if (distance <= bestDistance) { // from the top downwards: the last of equals is the first i
        best = i;
        bestAlpha = alpha;
        bestDistance = distance;
      }
    }
    if (x[best] == x[kept - 1]) {
      return new Failed("the eigenvalues of the best tail are all equal");
    }
    int n = kept - best;
    int spikes = 0;
    for (double v : all) {
      spikes += v >= x[best] ? 1 : 0;
    }
    double sigma = (bestAlpha - 1) / Math.sqrt(n);
    return new Fit(bestAlpha, x[best], x[kept - 1], bestDistance, sigma, n, kept, spikes);
  }

  /// D_i; an infinite α belongs to a tail of equal values, for which (x/x_i)^(1−α) is 1.
  private static double distance(double[] logs, int i, double alpha) {
    int n = logs.length - i;
    double worst = 0;
    for (int k = 0; k < n; k++) {
      double ccdf =
          alpha == Double.POSITIVE_INFINITY
              ? 1
              : DoubleMath.exp((1 - alpha) * (logs[i + k] - logs[i]));
      worst = Math.max(worst, Math.abs(1 - ccdf - (double) k / n));
    }
    return worst;
  }
}
