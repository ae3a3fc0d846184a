package groklab.measures.landscape;

import groklab.engine.kernel.DoubleMath;

/// How the local learning coefficient is sampled. Estimates are comparable only under equal
/// settings: localization and step size change them by orders of magnitude. Store them with the
/// number.
///
/// @param stepSize ε of the sampler, above 0
/// @param nBeta nβ, how many examples' worth of loss the posterior holds; above 0
/// @param localization γ, the pull back to the start; at least 0
/// @param weightDecay λ of a pull to 0, at least 0
/// @param draws recorded losses of a chain, at least 1
/// @param chains at least 1; a standard deviation needs 2
/// @param burnIn steps before the first draw. Started at the minimum with none, the draws are
///     biased low
/// @param stepsBetweenDraws at least 1
/// @param batchSize examples of a minibatch, at least 1
public record SgldSettings(
    double stepSize,
    double nBeta,
    double localization,
    double weightDecay,
    int draws,
    int chains,
    int burnIn,
    int stepsBetweenDraws,
    int batchSize) {

  public SgldSettings {
    if (!(stepSize > 0 && nBeta > 0 && localization >= 0 && weightDecay >= 0)
        || Double.isInfinite(nBeta)) {
      throw new IllegalArgumentException(
          ("step size %s, n beta %s, localization %s, weight decay %s; expected the first two above"
                  + " 0, the others at least 0, all finite")
              .formatted(stepSize, nBeta, localization, weightDecay));
    }
    if (draws < 1 || chains < 1 || burnIn < 0 || stepsBetweenDraws < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          ("%d draws, %d chains, %d burn-in steps, %d steps between draws, batches of %d;"
                  + " expected at least 1 of each but burn-in, which may be 0")
              .formatted(draws, chains, burnIn, stepsBetweenDraws, batchSize));
    }
  }

  /// nβ = n/ln n, the inverse temperature of the widely applicable Bayesian information criterion
  /// times n.
  ///
  /// @param n at least 2
  public static double nBeta(int n) {
    if (n < 2) {
      throw new IllegalArgumentException(
          "n beta of %d examples is not defined; expected at least 2, or write a value"
              .formatted(n));
    }
    return n / DoubleMath.log(n);
  }
}
