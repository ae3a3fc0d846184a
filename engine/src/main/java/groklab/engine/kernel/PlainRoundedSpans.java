package groklab.engine.kernel;

/// [RoundedSpans] in plain Java.
public final class PlainRoundedSpans implements RoundedSpans {
  private static final int LANES = 16;

  @Override
  public void round(Rounding to, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = to.round(z[i]);
    }
  }

  @Override
  public double sum(Rounding to, double[] z, int n) {
    return tree(to, z, n, 0, 1);
  }

  private static double tree(Rounding to, double[] z, int n, int lane, int step) {
    if (step < LANES) {
      return to.round(tree(to, z, n, lane, 2 * step) + tree(to, z, n, lane + step, 2 * step));
    }
    double chain = 0;
    for (int i = lane; i < n; i += LANES) {
      chain = to.round(chain + z[i]);
    }
    return chain;
  }
}
