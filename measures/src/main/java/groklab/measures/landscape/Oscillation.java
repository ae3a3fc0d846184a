package groklab.measures.landscape;

/// Oscillation of a curve, such as the training loss of the first few hundred steps (notsawo2023,
/// arXiv 2306.13253).
///
/// The loss must be that of the full batch at every step: noise of minibatches is oscillation too.
/// The trend dominates everything here unless [#highPass] takes it off first, so the number of bins
/// taken off belongs to the result. (The paper's text calls that filter low-pass; it removes low
/// frequencies.) The paper shows a resemblance of maps, no threshold: a weak predictor.
public final class Oscillation {
  private Oscillation() {}

  /// Hjorth's numbers; y′ is the first difference, y″ the second, variances with divisor length.
  ///
  /// @param activity var(y): the energy of everything but the mean
  /// @param mobility √(var(y′)/var(y)), a mean frequency in radians per sample; NaN for a constant
  ///     curve
  /// @param complexity mobility(y′)/mobility(y), near 1 for a pure sine; NaN for a straight line
  public record Hjorth(double activity, double mobility, double complexity) {}

  /// @param y at least 3 numbers
  public static Hjorth hjorth(double[] y) {
    if (y.length < 3) {
      throw new IllegalArgumentException(
          "Hjorth's numbers of %d points; expected at least 3".formatted(y.length));
    }
    double[] first = difference(y);
    double activity = variance(y);
    double slope = variance(first);
    double bend = variance(difference(first));
    double mobility = Math.sqrt(slope / activity);
    return new Hjorth(activity, mobility, Math.sqrt(bend / slope) / mobility);
  }

  /// The curve without the frequencies 0 .. fromBin − 1 of its discrete Fourier transform (bin k: k
  /// periods over the whole curve). Cost: 8·length·fromBin operations.
  ///
  /// @param fromBin 0 (nothing taken off) to length/2 + 1
  public static double[] highPass(double[] y, int fromBin) {
    int n = y.length;
    if (fromBin < 0 || fromBin > n / 2 + 1) {
      throw new IllegalArgumentException(
          "a filter from bin %d of %d points; expected 0 to %d".formatted(fromBin, n, n / 2 + 1));
    }
    double[] cos = new double[n];
    double[] sin = new double[n];
    for (int i = 0; i < n; i++) {
      cos[i] = StrictMath.cos(2 * StrictMath.PI * i / n);
      sin[i] = StrictMath.sin(2 * StrictMath.PI * i / n);
    }
    double[] out = y.clone();
    for (int k = 0; k < fromBin; k++) {
      double a = 0;
      double b = 0;
      for (int t = 0; t < n; t++) {
        int phase = (int) ((long) k * t % n);
        a += y[t] * cos[phase];
        b += y[t] * sin[phase];
      }
      double scale = (k == 0 || 2 * k == n ? 1.0 : 2.0) / n;
      for (int t = 0; t < n; t++) {
        int phase = (int) ((long) k * t % n);
        out[t] -= scale * (a * cos[phase] + b * sin[phase]);
      }
    }
    return out;
  }

  /// The energy in bins fromBin and above: the mean square of the high-passed curve. By Parseval it
  /// is the sum of |Y_k|²/length² over those bins of a real transform, doubled except at the
  /// highest bin of an even length.
  public static double highPassEnergy(double[] y, int fromBin) {
    double[] rest = highPass(y, fromBin);
    return Vectors.dot(rest, rest) / y.length;
  }

  private static double[] difference(double[] y) {
    double[] out = new double[y.length - 1];
    for (int i = 0; i < out.length; i++) {
      out[i] = y[i + 1] - y[i];
    }
    return out;
  }

  private static double variance(double[] y) {
    double mean = 0;
    for (double v : y) {
      mean += v;
    }
    mean /= y.length;
    double sum = 0;
    for (double v : y) {
      sum += (v - mean) * (v - mean);
    }
    return sum / y.length;
  }
}
