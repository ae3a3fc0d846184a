package groklab.measures.landscape;

/// Learning coefficients that are known in closed form, to judge a sampler by.
public final class KnownLearningCoefficients {
  private KnownLearningCoefficients() {}

  /// What the sampler's stationary state gives for L = ½ Σ hᵢwᵢ² with exact gradients: Σ
  /// ½nβhᵢ/(aᵢ(1 − εaᵢ/4)), aᵢ = nβhᵢ + γ. The continuum limit ε → 0 without γ is half the number
  /// of weights; the discrete step makes it larger, the pull γ smaller.
  ///
  /// @param curvatures h, one per weight
  public static double quadratic(
      double[] curvatures, double nBeta, double localization, double stepSize) {
    double sum = 0;
    for (double h : curvatures) {
      sum += stationary(h, nBeta, localization, stepSize);
    }
    return sum;
  }

  /// What the first `draws` steps from the minimum give on average without burn-in: less than
  /// [#quadratic], since the sampler needs time to spread. With ρ = 1 − εa/2 the variance after t
  /// steps is the stationary one times 1 − ρ^2t.
  public static double quadraticFromMinimum(
      double[] curvatures, double nBeta, double localization, double stepSize, int draws) {
    double sum = 0;
    for (double h : curvatures) {
      double rho = 1 - 0.5 * stepSize * (nBeta * h + localization);
      double left = 1;
      double mean = 0;
      for (int t = 0; t < draws; t++) {
        mean += (1 - left) / draws;
        left *= rho * rho;
      }
      sum += mean * stationary(h, nBeta, localization, stepSize);
    }
    return sum;
  }

  private static double stationary(double h, double nBeta, double localization, double stepSize) {
    double a = nBeta * h + localization;
    return 0.5 * nBeta * h / (a * (1 - 0.25 * stepSize * a));
  }

  /// λ = 1/(2 max kᵢ) of a normal crossing: squared error of the model x·Π wᵢ^kᵢ at the true value
  /// 0.
  ///
  /// @param powers k, at least one above 0
  public static double normalCrossing(int... powers) {
    int most = 0;
    for (int k : powers) {
      most = Math.max(most, k);
    }
    if (most == 0) {
      throw new IllegalArgumentException(
          "no power above 0; expected a model that depends on a weight");
    }
    return 0.5 / most;
  }

  /// λ of reduced-rank regression, the two-layer linear network inputs → hidden → outputs, where
  /// the true map has the given rank (Aoyagi and Watanabe 2005). Rank 0 gives the formulas in
  /// devinterp's test, which regresses on pure noise; a true map of full hidden rank r gives
  /// r(inputs + outputs − r)/2, half the dimension of the matrices of that rank, since there
  /// nothing is singular.
  ///
  /// @param rank 0 to the smallest of the three widths
  public static double reducedRank(int inputs, int hidden, int outputs, int rank) {
    if (rank < 0 || rank > Math.min(hidden, Math.min(inputs, outputs))) {
      throw new IllegalArgumentException(
          "a true map of rank %d through widths %d, %d, %d; expected 0 to the smallest width"
              .formatted(rank, inputs, hidden, outputs));
    }
    int m = inputs;
    int n = outputs;
    int h = hidden;
    if (m + h < n + rank) {
      return 0.5 * (m * h - h * rank + n * rank);
    }
    if (n + h < m + rank) {
      return 0.5 * (n * h - h * rank + m * rank);
    }
    if (m + n < h + rank) {
      return 0.5 * m * n;
    }
    int s = h + rank;
    int odd = (m + n + s) % 2;
    return (2 * s * (m + n) + 2 * m * n - s * s - m * m - n * n + odd) / 8.0;
  }

  /// λ of a model that is regular in `rank` directions and flat in the rest: half the rank of the
  /// Fisher information. For a linearised network, the rank of its tangent features.
  public static double regular(int rank) {
    return 0.5 * rank;
  }
}
