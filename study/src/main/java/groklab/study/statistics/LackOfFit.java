package groklab.study.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.hipparchus.distribution.continuous.FDistribution;

/// Whether times at k values of x lie about one line no worse than times at the same x lie about
/// each other: the likelihood ratio of a mean for each x to the line, told as an F value. With
/// nothing censored this is the F test of lack of fit against pure error; with censored times the
/// degrees of freedom, those of the times seen, are an approximation. An x at which every time is
/// censored says nothing here, since its own mean can be as late as one likes.
final class LackOfFit {
  private static final int FEWEST_PLACES = 3;

  private final double[] z;
  private final double[] y;
  private final boolean[] censored;
  private final double[] places;
  private final int seen;

  private LackOfFit(double[] z, double[] y, boolean[] censored) {
    this.z = z;
    this.y = y;
    this.censored = censored;
    places = Arrays.stream(z).distinct().toArray();
    int count = 0;
    for (boolean each : censored) {
      count += each ? 0 : 1;
    }
    seen = count;
  }

  /// @param z ln x
  /// @param y ln T
  /// @return how likely times would be at least as far off the line if it were true; empty with
  ///     times at fewer than 3 different x, or without repeats at one
  static OptionalDouble p(double[] z, double[] y, boolean[] censored) {
    int[] kept = new int[z.length];
    int n = 0;
    for (int i = 0; i < z.length; i++) {
      if (isSeen(z[i], z, censored)) {
        kept[n++] = i;
      }
    }
    double[] keptZ = new double[n];
    double[] keptY = new double[n];
    boolean[] keptCensored = new boolean[n];
    for (int i = 0; i < n; i++) {
      keptZ[i] = z[kept[i]];
      keptY[i] = y[kept[i]];
      keptCensored[i] = censored[kept[i]];
    }
    return new LackOfFit(keptZ, keptY, keptCensored).p();
  }

  private static boolean isSeen(double place, double[] z, boolean[] censored) {
    for (int i = 0; i < z.length; i++) {
      if (z[i] == place && !censored[i]) {
        return true;
      }
    }
    return false;
  }

  private OptionalDouble p() {
    int free = seen - places.length;
    if (places.length < FEWEST_PLACES || free < 1) {
      return OptionalDouble.empty();
    }
    double[] ones = new double[y.length];
    Arrays.fill(ones, 1);
    var line = logLikelihood(ones, z);
    var means = logLikelihood(indicators());
    if (line.isEmpty() || means.isEmpty()) {
      return OptionalDouble.empty();
    }
    double ratio = Math.max(0, 2 * (means.getAsDouble() - line.getAsDouble()));
    int bends = places.length - 2;
    double f = StrictMath.expm1(ratio / seen) * free / bends;
    return OptionalDouble.of(1 - new FDistribution(bends, free).cumulativeProbability(f));
  }

  private double[][] indicators() {
    double[][] columns = new double[places.length][y.length];
    for (int j = 0; j < places.length; j++) {
      for (int i = 0; i < y.length; i++) {
        columns[j][i] = z[i] == places[j] ? 1 : 0;
      }
    }
    return columns;
  }

  private OptionalDouble logLikelihood(double[]... columns) {
    double[] start = new double[columns.length + 1];
    start[columns.length] = Math.max(1e-3, spread());
    return new CensoredNormal(y, censored, columns)
        .maximise(start)
        .found()
        .map(maximum -> OptionalDouble.of(maximum.logLikelihood()))
        .orElse(OptionalDouble.empty());
  }

  private double spread() {
    return Math.sqrt(Arrays.stream(y).map(each -> each * each).average().orElse(0));
  }
}
