package groklab.engine.kernel;

/// Operations on a row of doubles after which every number is rounded to a narrower format; row lengths are multiples
/// of 16.
public sealed interface RoundedSpans permits PlainRoundedSpans, SimdRoundedSpans {

  /// Rounds z[0..n)
  void round(Rounding to, double[] z, int n);

  /// Σ z[i], i < n, as a row reduction of 16 lanes, each addition rounded; z[n..n + 16) is room for the lanes
  double sum(Rounding to, double[] z, int n);
}
