package groklab.catalog.beyond;

import groklab.engine.random.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The one-dimensional model of arXiv 2210.15435: positive examples x = ε + Exp(1), negative ones
/// mirrored, N of each; the answer is the sign of x − b. Gradient flow on half the mean squared
/// error with penalties λ₂b²/2 and λ₁|b|, from a large b.
///
/// @param margin ε, at least 0
/// @param lasso λ₁
/// @param ridge λ₂
record Threshold(double margin, double lasso, double ridge) {
  private static final int PANELS = 2_000;
  private static final double START = 8;
  private static final double TIME_STEP = 1e-3;

  /// Much longer than the slowest of the models here needs to come to rest.
  private static final double REST = 25;

  /// ε_λ = ε(1 + λ₂) + λ₁: in the end no unseen example is wrong if the mean of the inputs is less
  /// than this away from 0.
  double reach() {
    return margin * (1 + ridge) + lasso;
  }

  /// Equation 13, of the mean x̄ of 2N inputs, at x ≥ 0. With K of half-integer order written out,
  /// it is a polynomial times e^(−2Nx).
  static double density(int n, double x) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      double ways = factorial(n - 1 + k) / (factorial(k) * factorial(n - 1 - k));
      sum += ways * StrictMath.pow(x, n - 1 - k) / StrictMath.pow(4.0 * n, k);
    }
    return StrictMath.pow(n, n) * sum * StrictMath.exp(-2 * n * x) / factorial(n - 1);
  }

  private static double factorial(int n) {
    return IntStream.rangeClosed(2, n).asDoubleStream().reduce(1, (a, b) -> a * b);
  }

  /// The probability that training ends without a wrong unseen example: the integral of the density
  /// over [−ε_λ, ε_λ], by Simpson's rule.
  double probability(int n) {
    double h = reach() / PANELS;
    double sum = density(n, 0) + density(n, reach());
    for (int i = 1; i < PANELS; i++) {
      sum += (i % 2 == 1 ? 4 : 2) * density(n, i * h);
    }
    return 2 * sum * h / 3;
  }

  /// Equation 16: the time from no wrong training example to no wrong unseen one.
  ///
  /// @param nearest ε less than the smallest positive example
  double delay(double nearest, double mean) {
    double rest = rest(mean);
    return StrictMath.log((margin + nearest - rest) / (margin - rest)) / (1 + ridge);
  }

  /// Where b comes to rest, from above.
  private double rest(double mean) {
    return (mean - lasso) / (1 + ridge);
  }

  /// Data sets and what training makes of them.
  ///
  /// @param means x̄ of each data set
  /// @param nearest the smallest positive example of each, less ε
  record Sample(double[] means, double[] nearest) {
    static Sample of(int n, int sets) {
      RandomStream random = RandomStream.of(n, "two-exponentials");
      double[] means = new double[sets];
      double[] nearest = new double[sets];
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      for (int set = 0; set < sets; set++) {
        for (int i = 0; i < n; i++) {
          long at = 2 * ((long) set * n + i);
          double above = -StrictMath.log1p(-random.uniform(at));
          double below = -StrictMath.log1p(-random.uniform(at + 1));
          means[set] += (above - below) / (2 * n);
          nearest[set] = Math.min(nearest[set], above);
        }
      }
      return new Sample(means, nearest);
    }

    /// The share whose mean is within reach.
    double share(double reach) {
      return Arrays.stream(means).filter(mean -> Math.abs(mean) < reach).count()
          / (double) means.length;
    }
  }

  /// What descent in small steps found.
  ///
  /// @param agreement share of data sets in which it ended without a wrong unseen example exactly
  ///     where the mean is within reach
  /// @param error largest deviation of a delay from equation 16, as a share of it, among delays of
  ///     at least 0.1
  record Descent(double agreement, double error) {}

  /// Descends from b = 8 by steps of 0.001.
  Descent descend(Sample sample) {
    int agreed = 0;
    double error = 0;
    for (int set = 0; set < sample.means().length; set++) {
      double mean = sample.means()[set];
      double nearest = sample.nearest()[set];
      double b = START;
      double fitted = Double.NaN;
      double right = Double.NaN;
      for (int step = 0; step < REST / TIME_STEP; step++) {
        if (Double.isNaN(fitted) && b < margin + nearest) {
          fitted = step * TIME_STEP;
        }
        if (Double.isNaN(right) && b < margin) {
          right = step * TIME_STEP;
        }
        double pull = b - mean + ridge * b;
        double next = b - TIME_STEP * pull;
        double shrunk = Math.max(0, Math.abs(next) - TIME_STEP * lasso);
        b = Math.copySign(shrunk, next);
      }
      boolean reached = Math.abs(mean) < reach();
      agreed += Math.abs(b) < margin == reached ? 1 : 0;
      double expected = delay(nearest, mean);
      if (reached && expected >= 0.1) {
        error = Math.max(error, Math.abs((right - fitted) / expected - 1));
      }
    }
    return new Descent(agreed / (double) sample.means().length, error);
  }

  /// Mean test error a time before it becomes 0, each data set counted from its own such time,
  /// among those within reach: half of 1 − e^(ε − b).
  double errorBefore(double time, Sample sample) {
    return Arrays.stream(sample.means())
        .filter(mean -> Math.abs(mean) < reach())
        .map(mean -> {
          double rest = rest(mean);
          double above = (margin - rest) * StrictMath.expm1((1 + ridge) * time);
          return -0.5 * StrictMath.expm1(-above);
        })
        .average()
        .orElse(Double.NaN);
  }
}
