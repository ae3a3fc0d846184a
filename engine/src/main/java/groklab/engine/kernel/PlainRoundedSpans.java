package groklab.engine.kernel;

/// [RoundedSpans] in plain Java.
public final class PlainRoundedSpans implements RoundedSpans {
  private static final int LANES = Tiles.LANES;

  @Override
  public void round(Rounding to, double[] z, int from, int n) {
    for (int i = from; i < from + n; i++) {
      z[i] = to.round(z[i]);
    }
  }

  @Override
  public double sum(Rounding to, double[] z, int from, int n, int room) {
    for (int lane = 0; lane < LANES; lane++) {
      double chain = 0;
      for (int i = lane; i < n; i += LANES) {
        chain = to.round(chain + z[from + i]);
      }
      z[room + lane] = chain;
    }
    return fold(to, z, room);
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
