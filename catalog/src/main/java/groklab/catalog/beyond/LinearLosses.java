package groklab.catalog.beyond;

import java.util.function.DoubleUnaryOperator;

/// The losses of a linear student with one output under gradient flow without decay (arXiv
/// 2310.16441), for many inputs and examples: means over the law of Marchenko and Pastur of the
/// eigenvalues ν of the inputs' covariance,
///
///     L_train = E[ν·exp(−4ηνt)],   L_unseen = E[exp(−4ηνt)].
///
/// With ν = 1 + λ + 2√λ·cos θ the law is (2/π)·sin²θ/ν dθ on [0, π]; the rest of the mass, 1 − 1/λ,
/// is at 0 where λ > 1.
///
/// @param lambda λ = inputs per training example, above 0 and not 1
/// @param rate η, of steps whose gradient is that of the squared error's mean
record LinearLosses(double lambda, double rate) {
  /// The integrand is smooth and periodic, so the rule converges faster than any power.
  private static final int POINTS = 1_000;

  private static final double LONGEST = 1e9;

  /// After t steps; t need not be whole.
  double train(double t) {
    return mean(t, nu -> 1);
  }

  /// After t steps.
  double unseen(double t) {
    return mean(t, nu -> 1 / nu) + Math.max(0, 1 - 1 / lambda);
  }

  /// (2/π)∫ sin²θ · of(ν)·exp(−4ηνt) dθ, by the trapezoidal rule.
  private double mean(double t, DoubleUnaryOperator of) {
    double sum = 0;
    for (int i = 1; i < POINTS; i++) {
      double angle = Math.PI * i / POINTS;
      double sine = StrictMath.sin(angle);
      double nu = 1 + lambda + 2 * Math.sqrt(lambda) * StrictMath.cos(angle);
      sum += sine * sine * of.applyAsDouble(nu) * StrictMath.exp(-4 * rate * nu * t);
    }
    return 2 * sum / POINTS;
  }

  /// When erf √2 = 95.45 % of training answers have a squared error of at most ε: at L_train = ε/4.
  double trainTime(double epsilon) {
    return timeTo(epsilon / 4, this::train);
  }

  /// When as many of unseen answers have.
  double unseenTime(double epsilon) {
    return timeTo(epsilon / 4, this::unseen);
  }

  /// How much later that is.
  double delay(double epsilon) {
    return unseenTime(epsilon) - trainTime(epsilon);
  }

  /// What the delay becomes for ε → 0: ln(1/(1 − √λ))/(2η(1 − √λ)²).
  double asymptoticDelay() {
    double gap = 1 - Math.sqrt(lambda);
    return -StrictMath.log(gap) / (2 * rate * gap * gap);
  }

  private static double timeTo(double level, DoubleUnaryOperator loss) {
    double before = 0;
    double after = 1;
    while (loss.applyAsDouble(after) > level) {
      before = after;
      after *= 2;
      if (after > LONGEST) {
        return Double.POSITIVE_INFINITY;
      }
    }
    while (after - before > 1e-9 * after) {
      double middle = (before + after) / 2;
      if (loss.applyAsDouble(middle) > level) {
        before = middle;
      } else {
        after = middle;
      }
    }
    return after;
  }
}
