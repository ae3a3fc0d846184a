package groklab.study.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.solvers.BrentSolver;

/// The x at which success and failure are equally likely, from a logistic curve
/// P(x) = 1 / (1 + exp(−steepness (x − value))) fitted by maximum likelihood.
///
/// It describes one rise or one fall; a P that rises and falls again over the same x is not of this
/// form.
///
/// @param value may lie outside the x that were tried, it is then an extrapolation
/// @param interval 95 % by profile likelihood; for a separated sample the gap
/// @param steepness of the logistic curve per unit of x, negative where P falls; infinite for a
///     separated sample
/// @param separated success and failure do not overlap in x: the likelihood has no maximum, the
///     steeper the curve the better. Then `value` is the middle of the gap and `interval` reaches
///     from the last x on one side to the first on the other, which is no 95 % interval; if one x
///     has both, `value` is that x and `interval` reaches to its neighbours
public record CriticalValue(double value, Interval interval, double steepness, boolean separated) {
  /// 95 % quantile of the χ² distribution with one degree of freedom.
  private static final double CUT = 3.841458820694124;

  private static final int MOST_STEPS = 200;
  private static final int MOST_DOUBLINGS = 60;
  private static final double ACCURACY = 1e-14;

  /// Twice the rise of the log-likelihood that a step promises: below this the likelihood no longer
  /// tells a good step from a bad one, and the step is taken whole.
  private static final double NEAR = 1e-8;

  /// Each step squares what is left; the next one would be lost in rounding.
  private static final double DONE = 1e-18;

  private static final double SHORTEST = 1e-12;

  /// @return refused where all trials ended the same way, all were made at one x, or a share that
  ///     is the same for every x is not ruled out with 95 %
  public static Fit<CriticalValue> of(List<Trials> trials) {
    var made =
        trials.stream()
            .filter(t -> t.n() > 0)
            .sorted(Comparator.comparingDouble(Trials::x))
            .toList();
    int successes = made.stream().mapToInt(Trials::successes).sum();
    int n = made.stream().mapToInt(Trials::n).sum();
    if (successes == 0 || successes == n) {
      return new Fit.Refused<>(
          "a critical value needs successes and failures; there are %d successes in %d trials"
              .formatted(successes, n));
    }
    if (made.getFirst().x() == made.getLast().x()) {
      return new Fit.Refused<>("a critical value needs trials at two different values at least");
    }
    return separated(made).orElseGet(() -> new Fitting(made).fit());
  }

  private static Optional<Fit<CriticalValue>> separated(List<Trials> trials) {
    var failures = trials.stream().filter(t -> t.failures() > 0).mapToDouble(Trials::x);
    var failed = failures.summaryStatistics();
    var succeeded =
        trials.stream().filter(t -> t.successes() > 0).mapToDouble(Trials::x).summaryStatistics();
    if (failed.getMax() <= succeeded.getMin()) {
      return Optional.of(
          gap(trials, failed.getMax(), succeeded.getMin(), Double.POSITIVE_INFINITY));
    }
    return succeeded.getMax() <= failed.getMin()
        ? Optional.of(gap(trials, succeeded.getMax(), failed.getMin(), Double.NEGATIVE_INFINITY))
        : Optional.empty();
  }

  private static Fit<CriticalValue> gap(
      List<Trials> trials, double low, double high, double steepness) {
    if (low < high) {
      return new Fit.Found<>(
          new CriticalValue(low + (high - low) / 2, new Interval(low, high), steepness, true));
    }
    double below =
        trials.stream()
            .mapToDouble(Trials::x)
            .filter(x -> x < low)
            .max()
            .orElse(Double.NEGATIVE_INFINITY);
    double above =
        trials.stream()
            .mapToDouble(Trials::x)
            .filter(x -> x > low)
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    return new Fit.Found<>(new CriticalValue(low, new Interval(below, above), steepness, true));
  }

  /// In x about its mean, divided by its spread.
  private static final class Fitting {
    private final List<Trials> trials;
    private final double mean;
    private final double spread;
    private final int n;
    private final int successes;

    Fitting(List<Trials> trials) {
      this.trials = trials;
      n = trials.stream().mapToInt(Trials::n).sum();
      successes = trials.stream().mapToInt(Trials::successes).sum();
      mean = trials.stream().mapToDouble(t -> t.x() * t.n()).sum() / n;
      double squares =
          trials.stream().mapToDouble(t -> t.n() * (t.x() - mean) * (t.x() - mean)).sum();
      spread = Math.sqrt(squares / n);
    }

    private double place(Trials t) {
      return (t.x() - mean) / spread;
    }

    /// Σ ln P, with P = 1/(1 + exp(−(level + slope · place))).
    private double logLikelihood(double level, double slope) {
      double sum = 0;
      for (var t : trials) {
        double logit = level + slope * place(t);
        sum -= t.successes() * softplus(-logit) + t.failures() * softplus(logit);
      }
      return sum;
    }

    private static double softplus(double v) {
      return Math.max(v, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(v)));
    }

    private static double logistic(double v) {
      double e = StrictMath.exp(-Math.abs(v));
      return v >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    Fit<CriticalValue> fit() {
      double share = (double) successes / n;
      double level = StrictMath.log(share / (1 - share));
      double slope = 0;
      double unrelated = logLikelihood(level, 0);
      double value = unrelated;
      for (int step = 0; step < MOST_STEPS; step++) {
        double[] move = newton(level, slope);
        double part = 1;
        while (move[2] > NEAR
            && part > SHORTEST
            && logLikelihood(level + part * move[0], slope + part * move[1]) < value) {
          part /= 2;
        }
        level += part * move[0];
        slope += part * move[1];
        value = logLikelihood(level, slope);
        if (move[2] < DONE) {
          break;
        }
      }
      double top = value;
      if (2 * (top - unrelated) <= CUT) {
        return new Fit.Refused<>(
            String.format(
                Locale.ROOT,
                "the share of successes does not rise or fall beyond chance (twice the log of the"
                    + " likelihood ratio is %.2f, 3.84 needed)",
                2 * (top - unrelated)));
      }
      double best = -level / slope;
      DoubleUnaryOperator beyond = at -> 2 * (top - profile(at)) - CUT;
      double low = bound(beyond, best, -0.1);
      double high = bound(beyond, best, 0.1);
      return new Fit.Found<>(
          new CriticalValue(
              mean + spread * best,
              new Interval(mean + spread * low, mean + spread * high),
              slope / spread,
              false));
    }

    /// Newton's step of level and slope, and what it would gain, doubled.
    private double[] newton(double level, double slope) {
      double g0 = 0;
      double g1 = 0;
      double h00 = 0;
      double h01 = 0;
      double h11 = 0;
      for (var t : trials) {
        double z = place(t);
        double p = logistic(level + slope * z);
        double rest = t.successes() - t.n() * p;
        double weight = t.n() * p * (1 - p);
        g0 += rest;
        g1 += rest * z;
        h00 += weight;
        h01 += weight * z;
        h11 += weight * z * z;
      }
      double determinant = h00 * h11 - h01 * h01;
      double moveLevel = (h11 * g0 - h01 * g1) / determinant;
      double moveSlope = (h00 * g1 - h01 * g0) / determinant;
      return new double[] {moveLevel, moveSlope, moveLevel * g0 + moveSlope * g1};
    }

    /// The highest log-likelihood of a curve that crosses one half at a place.
    private double profile(double at) {
      double slope = 0;
      double value = logLikelihood(0, 0);
      for (int step = 0; step < MOST_STEPS; step++) {
        double gradient = 0;
        double curve = 0;
        for (var t : trials) {
          double z = place(t) - at;
          double p = logistic(slope * z);
          gradient += (t.successes() - t.n() * p) * z;
          curve += t.n() * p * (1 - p) * z * z;
        }
        double move = gradient / curve;
        double part = 1;
        while (move * gradient > NEAR
            && part > SHORTEST
            && crossing(at, slope + part * move) < value) {
          part /= 2;
        }
        slope += part * move;
        value = crossing(at, slope);
        if (move * gradient < DONE) {
          break;
        }
      }
      return value;
    }

    private double crossing(double at, double slope) {
      return logLikelihood(-slope * at, slope);
    }

    private static double bound(DoubleUnaryOperator beyond, double best, double step) {
      double inside = best;
      double outside = best + step;
      for (int i = 0; i < MOST_DOUBLINGS && beyond.applyAsDouble(outside) < 0; i++) {
        inside = outside;
        outside = best + 2 * (outside - best);
      }
      if (beyond.applyAsDouble(outside) < 0) {
        return step < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      return new BrentSolver(ACCURACY, ACCURACY)
          .solve(1000, beyond::applyAsDouble, Math.min(inside, outside), Math.max(inside, outside));
    }
  }
}
