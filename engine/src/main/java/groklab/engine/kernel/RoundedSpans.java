package groklab.engine.kernel;

/// Operations on rows of doubles after which every number is rounded to a narrower format.
public sealed interface RoundedSpans permits PlainRoundedSpans, SimdRoundedSpans {

  /// Rounds z[from..from + n)
  void round(Rounding to, double[] z, int from, int n);

  /// Σ z[from + i], i < n, as a row reduction of 16 lanes, each addition rounded; n is a multiple
  /// of 16, and z[room..room + 16) is room for the lanes
  double sum(Rounding to, double[] z, int from, int n, int room);
}
