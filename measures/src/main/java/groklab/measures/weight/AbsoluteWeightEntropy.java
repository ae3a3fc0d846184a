package groklab.measures.weight;

/// Absolute weight entropy H(W) = −Σ|w| ln|w| (2405.12755), 0·ln 0 = 0.
///
/// Not the entropy of a distribution: nothing is normalised, so it can be negative, and it falls
/// when weights below 1/e shrink, whatever their arrangement. 2405.12755 sees it drop sharply at
/// generalisation; read it beside the norm. Totals over tensors are plain sums. Cost: one logarithm
/// for each weight.
public final class AbsoluteWeightEntropy {
  private AbsoluteWeightEntropy() {}

  public static double of(double[] tensor) {
    double entropy = 0;
    for (double w : tensor) {
      double a = Math.abs(w);
      entropy -= a == 0 ? 0 : a * StrictMath.log(a);
    }
    return entropy;
  }
}
