package groklab.lab.trace;

import groklab.lab.linear.Numbers;
import java.util.Arrays;
import java.util.Optional;

/// How much the training loss swings in its first steps. arXiv 2306.13253 reports that runs which
/// grok later do so more: the map of this energy over learning rate and weight decay resembles that
/// of the validation accuracy. It gives no threshold, so neither is there one here. Of minibatches,
/// their noise is part of it.
///
/// Activity, mobility and complexity are Hjorth's, of the loss y_0 ... y_{N-1} as it is, with
/// differences y'_k = y_{k+1} - y_k and variances var around the mean: var(y), √(var(y')/var(y)),
/// and mobility(y')/mobility(y). The fall of the loss dominates them, so the paper wants slow parts
/// removed, without saying how. Here they are removed in the cosine transform
///
///     c_k = (2/N) Σ_n y_n cos(π k (2n + 1) / 2N),    var(y) = Σ_{k ≥ 1} c_k² / 2,
///
/// whose term k swings with a period of 2N/k steps: `energy` is the sum over periods of
/// [#LONGEST_PERIOD] steps and less. A Fourier transform would take the jump from the last loss to
/// the first for a swing: of e^(-n/100) + 0.1 sin(2πn/16) it would find 0.0114 where the sine has
/// 0.0050, the cosine transform finds 0.00502. What is left of e^(-n/100) alone is 1.5e-5; of a
/// loss that falls by 4 within some 20 steps, 0.0055.
///
/// @param activity var(y)
/// @param energies of term k = 1 ... N - 1, at index k - 1
public record Oscillation(double activity, double mobility, double complexity, double[] energies) {
  /// N, the paper's.
  public static final int STEPS = 400;

  /// In steps. Slower parts count as the trend.
  public static final int LONGEST_PERIOD = 40;

  /// Of the losses of the steps from 0 on.
  ///
  /// @return empty = they are fewer than [#STEPS], begin later, are not all finite, or never change
  public static Optional<Oscillation> of(LossTrace trace) {
    if (trace.first() != 0 || trace.losses().length < STEPS) {
      return Optional.empty();
    }
    double[] y = Arrays.copyOf(trace.losses(), STEPS);
    double activity = variance(y);
    if (!(activity > 0) || Double.isInfinite(activity)) {
      return Optional.empty();
    }
    double[] first = differences(y);
    double mobility = mobility(y, first);
    return Optional.of(
        new Oscillation(
            activity, mobility, mobility(first, differences(first)) / mobility, energies(y)));
  }

  /// Σ of the energies of periods of [#LONGEST_PERIOD] steps and less.
  public double energy() {
    double sum = 0;
    for (int k = slowest(); k < STEPS; k++) {
      sum += energies[k - 1];
    }
    return sum;
  }

  /// The period with the highest energy among those of [#energy], in steps. Where it is
  /// [#LONGEST_PERIOD], the loss fell so fast that its fall is what counted.
  public double strongestPeriod() {
    int strongest = slowest();
    for (int k = strongest; k < STEPS; k++) {
      strongest = energies[k - 1] > energies[strongest - 1] ? k : strongest;
    }
    return period(strongest);
  }

  private static int slowest() {
    return 2 * STEPS / LONGEST_PERIOD;
  }

  /// Of term k, in steps.
  public static double period(int k) {
    return 2.0 * STEPS / k;
  }

  private static double mobility(double[] y, double[] differences) {
    return Math.sqrt(variance(differences) / variance(y));
  }

  private static double[] differences(double[] y) {
    double[] differences = new double[y.length - 1];
    for (int k = 0; k < differences.length; k++) {
      differences[k] = y[k + 1] - y[k];
    }
    return differences;
  }

  private static double variance(double[] y) {
    return Numbers.squaresAround(Numbers.mean(y), y) / y.length;
  }

  private static double[] energies(double[] y) {
    int n = y.length;
    double[] cosines = new double[4 * n];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = StrictMath.cos(Math.PI * i / (2 * n));
    }
    double[] energies = new double[n - 1];
    for (int k = 1; k < n; k++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += y[i] * cosines[k * (2 * i + 1) % (4 * n)];
      }
      double c = 2 * sum / n;
      energies[k - 1] = c * c / 2;
    }
    return energies;
  }
}
