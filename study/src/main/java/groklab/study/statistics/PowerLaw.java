package groklab.study.statistics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.distribution.continuous.TDistribution;

/// T = C x^exponent up to a log-normal scatter: ln T = intercept + exponent · ln x + scatter · ε
/// with standard normal ε, fitted by maximum likelihood. A time that is censored counts with the
/// probability of being longer, so that runs whose budget was too small do not bend the line (the
/// accelerated failure time model). That assumes that a run was not stopped *because* it was slow.
///
/// @param interval 95 % of the exponent, by profile likelihood; where nothing is censored it is
///     exactly Student's interval of least squares
/// @param scatter standard deviation of ln T about the line, the value of maximum likelihood
/// @param variances of intercept and exponent and, third, their covariance, by the observed
///     information
/// @param quantile of Student's distribution for 95 %, n − 2 degrees of freedom
/// @param lackOfFit how likely the times would bend away from the line at least as much if it were
///     true, see [LackOfFit]; empty = no x was run often enough to tell
/// @param n times that are not censored
/// @param censored times that are
public record PowerLaw(
    double intercept,
    double exponent,
    Interval interval,
    double scatter,
    List<Double> variances,
    double quantile,
    OptionalDouble lackOfFit,
    int n,
    int censored) {
  private static final double SIGNIFICANT = 0.05;
  private static final int FEWEST_TIMES = 5;
  private static final int FEWEST_PLACES = 3;
  private static final int MOST_STEPS = 60;
  private static final double ACCURACY = 1e-14;

  /// Whether the times speak against one power over the whole range, at 5 %.
  public boolean isBent() {
    return lackOfFit.orElse(1) < SIGNIFICANT;
  }

  /// The median time at x.
  public double median(double x) {
    return StrictMath.exp(intercept + exponent * StrictMath.log(x));
  }

  /// Where the median at x lies with 95 %, for this x alone (delta method).
  public Interval medianInterval(double x) {
    double z = StrictMath.log(x);
    double variance = variances.get(0) + z * (2 * variances.get(2) + z * variances.get(1));
    double half = quantile * Math.sqrt(Math.max(0, variance));
    double centre = intercept + exponent * z;
    return new Interval(StrictMath.exp(centre - half), StrictMath.exp(centre + half));
  }

  /// @return refused with fewer than 5 times that are not censored, or fewer than 3 different x
  ///     among those: what is censored has an opinion about a line and cannot hold it
  public static Fit<PowerLaw> of(List<Lifetime> times) {
    long seen = times.stream().filter(time -> !time.censored()).count();
    long places =
        times.stream().filter(time -> !time.censored()).mapToDouble(Lifetime::x).distinct().count();
    if (seen < FEWEST_TIMES) {
      return new Fit.Refused<>(
          "a power law needs at least %d times that are not censored; there are %d of %d"
              .formatted(FEWEST_TIMES, seen, times.size()));
    }
    if (places < FEWEST_PLACES) {
      return new Fit.Refused<>(
          "a power law needs times that are not censored at %d different values at least; there are"
                  .formatted(FEWEST_PLACES)
              + " some at %d".formatted(places));
    }
    return new Fitting(times).fit();
  }

  /// Logarithms about their means, where the equations are well conditioned.
  private static final class Fitting {
    private final double[] y;
    private final double[] z;
    private final double[] ones;
    private final boolean[] censored;
    private final double meanY;
    private final double meanZ;
    private final int n;

    Fitting(List<Lifetime> times) {
      y = times.stream().mapToDouble(time -> StrictMath.log(time.time())).toArray();
      z = times.stream().mapToDouble(time -> StrictMath.log(time.x())).toArray();
      censored = new boolean[y.length];
      ones = new double[y.length];
      int seen = 0;
      for (int i = 0; i < y.length; i++) {
        censored[i] = times.get(i).censored();
        ones[i] = 1;
        seen += censored[i] ? 0 : 1;
      }
      n = seen;
      meanY = centre(y);
      meanZ = centre(z);
    }

    private static double centre(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      double mean = sum / values.length;
      for (int i = 0; i < values.length; i++) {
        values[i] -= mean;
      }
      return mean;
    }

    Fit<PowerLaw> fit() {
      var normal = new CensoredNormal(y, censored, new double[][] {ones, z});
      return switch (normal.maximise(new double[] {0, 0, spread(y)})) {
        case Fit.Refused<CensoredNormal.Maximum>(String reason) -> new Fit.Refused<>(reason);
        case Fit.Found<CensoredNormal.Maximum>(var maximum) -> new Fit.Found<>(law(maximum));
      };
    }

    private PowerLaw law(CensoredNormal.Maximum maximum) {
      double slope = maximum.values()[1];
      double quantile = new TDistribution(n - 2).inverseCumulativeProbability(0.975);
      double cut = n * StrictMath.log1p(quantile * quantile / (n - 2));
      double step = Math.sqrt(maximum.covariance().getEntry(1, 1));
      DoubleUnaryOperator beyond = b -> 2 * (maximum.logLikelihood() - profile(b)) - cut;
      double v00 = maximum.covariance().getEntry(0, 0);
      double v01 = maximum.covariance().getEntry(0, 1);
      double v11 = maximum.covariance().getEntry(1, 1);
      return new PowerLaw(
          maximum.values()[0] + meanY - slope * meanZ,
          slope,
          new Interval(bound(beyond, slope, -step), bound(beyond, slope, step)),
          maximum.values()[2],
          List.of(v00 - 2 * meanZ * v01 + meanZ * meanZ * v11, v11, v01 - meanZ * v11),
          quantile,
          LackOfFit.p(z, y, censored),
          n,
          y.length - n);
    }

    /// The highest log-likelihood with a given slope; without one, none is as good.
    private double profile(double slope) {
      double[] rest = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        rest[i] = y[i] - slope * z[i];
      }
      return new CensoredNormal(rest, censored, new double[][] {ones})
          .maximise(new double[] {0, spread(rest)})
          .found()
          .map(CensoredNormal.Maximum::logLikelihood)
          .orElse(Double.NEGATIVE_INFINITY);
    }

    private static double spread(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value * value;
      }
      return Math.max(1e-3, Math.sqrt(sum / values.length));
    }

    /// Where the likelihood has fallen far enough, away from the best slope.
    private static double bound(DoubleUnaryOperator beyond, double best, double step) {
      double inside = best;
      double outside = best + step;
      for (int i = 0; i < MOST_STEPS && beyond.applyAsDouble(outside) < 0; i++) {
        inside = outside;
        outside = best + (outside - best) * 1.5;
      }
      if (beyond.applyAsDouble(outside) < 0) {
        return step < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      return new BrentSolver(ACCURACY, ACCURACY * Math.abs(step))
          .solve(1000, beyond::applyAsDouble, Math.min(inside, outside), Math.max(inside, outside));
    }
  }
}
