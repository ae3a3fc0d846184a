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
    for (int lane = 0; lane < LANES; lane++) {
      double chain = 0;
      for (int i = lane; i < n; i += LANES) {
        chain = to.round(chain + z[i]);
      }
      z[n + lane] = chain;
    }
    return fold(to, z, n);
  }

  /// Folds the lanes z[at..at + 16) by the fixed tree, each addition rounded.
  static double fold(Rounding to, double[] z, int at) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int lane = at; lane < at + half; lane++) {
        z[lane] = to.round(z[lane] + z[lane + half]);
      }
    }
    return z[at];
  }
}
