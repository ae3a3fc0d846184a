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
/// @param reference what L(w*) is
public record SgldSettings(
    double stepSize,
    double nBeta,
    double localization,
    double weightDecay,
    int draws,
    int chains,
    int burnIn,
    int stepsBetweenDraws,
    int batchSize,
    Reference reference) {

  /// What the loss at the start is taken from.
  public enum Reference {
    /// All training examples: no noise, the better choice.
    TRAINING_SET,
    /// As many minibatches as there are chains, or as an epoch has, as devinterp does. Separate
    /// estimates then differ by more than their standard deviations say.
    MINIBATCHES
  }

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

  /// devinterp's defaults (January 2025): ε = 0.01, nβ = B/ln B for batches of B, no localization,
  /// 100 draws of 10 chains, no burn-in.
  ///
  /// @param batchSize B, at least 2
  public static SgldSettings devinterp(int batchSize) {
    return new SgldSettings(
        0.01, nBeta(batchSize), 0, 0, 100, 10, 0, 1, batchSize, Reference.MINIBATCHES);
  }

  /// The settings of devinterp's grokking notebook (p = 53): ε = 3e-3, γ = 5, nβ = 2, 500 draws of
  /// one chain, batches of 128.
  public static SgldSettings grokkingNotebook() {
    return new SgldSettings(3e-3, 2, 5, 0, 500, 1, 0, 1, 128, Reference.MINIBATCHES);
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
