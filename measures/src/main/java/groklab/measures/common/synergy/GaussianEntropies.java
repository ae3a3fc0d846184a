package groklab.measures.common.synergy;

import groklab.engine.kernel.DoubleMath;
import groklab.lab.linear.Matrix;
import java.util.Arrays;
import org.hipparchus.special.Gamma;

/// The joint entropies of all groups of up to 20 Gaussian variables, in bits, and the information
/// measures made of them.
///
/// H = ½ log₂((2πe)ᵏ det C). For a group of n variables (clauw2024, arXiv 2408.08944, eq. 1;
/// brainets/hoi):
/// - total correlation TC = Σⱼ H(Zⱼ) − H(Z),
/// - dual total correlation DTC = (1 − n) H(Z) + Σⱼ H(Z without j),
/// - O-information Ω = TC − DTC = (n − 2) H(Z) + Σⱼ [H(Zⱼ) − H(Z without j)]; above 0 redundancy
///   prevails, below 0 synergy,
/// - S-information TC + DTC (the toolbox's documentation has the sign of n·H wrong, its code has
///   not).
///
/// A group is a bit mask: bit j stands for variable j. Entropy of the empty group is 0. A group
/// whose covariance is singular (a variable that is constant or a linear combination of the others
/// up to 1e-12 of its variance) has entropy NaN, and so has everything made of it.
///
/// @param variables how many variables
/// @param bits entropy by group mask, 2^variables numbers
public record GaussianEntropies(int variables, double[] bits) {
  /// All 2ⁿ groups are tabulated.
  public static final int MOST_VARIABLES = 20;

  /// A pivot of the Cholesky factor below this share of its variable's variance counts as zero.
  private static final double SINGULAR = 1e-12;

  private static final double LN2 = DoubleMath.log(2);
  private static final double LN_2PI_E = DoubleMath.log(2 * StrictMath.PI) + 1;

  /// Entropies of a covariance estimated from samples, with the bias of the estimate taken off
  /// (Goodman 1963, as in brainets/hoi): of the k-variable entropy in nats, k(ln 2 − ln(s − 1))/2 +
  /// ½ Σᵢ₌₁..ₖ ψ((s − i)/2).
  ///
  /// @param samples s, more than the number of variables
  public static GaussianEntropies biasCorrected(Matrix covariance, int samples) {
    int n = covariance.cols();
    if (samples <= n) {
      throw new IllegalArgumentException(
          "%d samples of %d variables; expected more samples than variables".formatted(samples, n));
    }
    double[] bias = new double[n + 1];
    double digammas = 0;
    for (int k = 1; k <= n; k++) {
      digammas += Gamma.digamma(0.5 * (samples - k));
      bias[k] = 0.5 * (k * (LN2 - DoubleMath.log(samples - 1)) + digammas);
    }
    return new GaussianEntropies(n, table(covariance, bias));
  }

  /// Entropies of samples through the Gaussian copula, bias-corrected.
  ///
  /// @param samples one row per sample, one column per variable
  public static GaussianEntropies ofCopula(Matrix samples) {
    Matrix scores = GaussianCopula.normalScores(samples);
    return biasCorrected(GaussianCopula.covariance(scores), samples.rows());
  }

  /// The group of all variables.
  public int all() {
    return (1 << variables) - 1;
  }

  public double totalCorrelation(int group) {
    return singles(group) - bits[group];
  }

  public double oInformation(int group) {
    return (Integer.bitCount(group) - 2) * bits[group] + singles(group) - leaveOneOut(group);
  }

  private double singles(int group) {
    double sum = 0;
    for (int rest = group; rest != 0; rest &= rest - 1) {
      sum += bits[rest & -rest];
    }
    return sum;
  }

  private double leaveOneOut(int group) {
    double sum = 0;
    for (int rest = group; rest != 0; rest &= rest - 1) {
      sum += bits[group & ~(rest & -rest)];
    }
    return sum;
  }

  /// The factor of a group is that of the group without its highest variable plus one row, so all
  /// 2ⁿ determinants cost about 2ⁿ·n²/8 operations.
  private static double[] table(Matrix covariance, double[] bias) {
    int n = covariance.cols();
    if (covariance.rows() != n || n > MOST_VARIABLES) {
      throw new IllegalArgumentException(
          "a covariance of %d x %d; expected a square one of at most %d variables"
              .formatted(covariance.rows(), n, MOST_VARIABLES));
    }
    double[] bits = new double[1 << n];
    Arrays.fill(bits, Double.NaN);
    bits[0] = 0;
    extend(new Groups(covariance, bias, bits, new double[n * n], new int[n]), 0, 0, 0, 0);
    return bits;
  }

  private record Groups(
      Matrix covariance, double[] bias, double[] bits, double[] factor, int[] members) {}

  /// Adds each variable from `next` on to the group whose factor fills the first `size` rows.
  private static void extend(Groups g, int mask, int size, int next, double halfLogDet) {
    int n = g.covariance.cols();
    for (int v = next; v < n; v++) {
      double variance = g.covariance.get(v, v);
      double pivot = appendRow(g, size, v);
      if (!(pivot > SINGULAR * variance)) {
        continue; // the group and all that contain it stay NaN
      }
      g.factor[size * n + size] = Math.sqrt(pivot);
      g.members[size] = v;
      int with = mask | 1 << v;
      double half = halfLogDet + 0.5 * DoubleMath.log(pivot);
      int k = size + 1;
      g.bits[with] = (half + 0.5 * k * LN_2PI_E - g.bias[k]) / LN2;
      extend(g, with, k, v + 1, half);
    }
  }

  /// Writes the row of variable v below the factor and returns the square of its diagonal element.
  private static double appendRow(Groups g, int size, int v) {
    int n = g.covariance.cols();
    double pivot = g.covariance.get(v, v);
    for (int i = 0; i < size; i++) {
      double sum = g.covariance.get(v, g.members[i]);
      for (int j = 0; j < i; j++) {
        sum -= g.factor[size * n + j] * g.factor[i * n + j];
      }
      double value = sum / g.factor[i * n + i];
      g.factor[size * n + i] = value;
      pivot -= value * value;
    }
    return pivot;
  }
}
