package groklab.measures.representation;

/// Activation sparsity (2405.12755): the share of activations below a threshold.
///
/// The paper writes a < τ, meant for activations after a ReLU, and does not give τ; here |a| ≤ τ,
/// so that τ = 0 counts exact zeros and smooth activations are treated alike. Report several
/// thresholds. In the paper it levels off just before grokking; later it keeps rising through the
/// collapse of 2506.04434, which it does not see.
public final class ActivationSparsity {
  private static final double[] USUAL = {0, 1e-3, 1e-2, 1e-1};

  private ActivationSparsity() {}

  /// The thresholds to report, as there is no published one: 0, 1e-3, 1e-2, 1e-1.
  public static double[] usualThresholds() {
    return USUAL.clone();
  }

  /// For each threshold the share of |a| ≤ τ, in [0, 1]; NaN for no activation. NaN activations
  /// count as not sparse.
  public static double[] of(double[] activations, double... thresholds) {
    double[] out = new double[thresholds.length];
    for (int t = 0; t < thresholds.length; t++) {
      long below = 0;
      for (double a : activations) {
        below += Math.abs(a) <= thresholds[t] ? 1 : 0;
      }
      out[t] = (double) below / activations.length;
    }
    return out;
  }
}
