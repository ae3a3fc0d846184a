package groklab.study.court;

import java.util.Arrays;
import java.util.SplittableRandom;

/// How many times as soon, as a geometric mean over pairs of runs of the same seed.
///
/// @param mean above 1: sooner than the control
/// @param low lower end of a 95 % interval, from resampled pairs
/// @param high its upper end
/// @param atLeast some runs of the control had not come to it when they ended: it is at least that
/// @param atMost some runs of the method had not: it is at most that
public record SpeedUp(double mean, double low, double high, boolean atLeast, boolean atMost) {
  private static final int RESAMPLES = 10_000;
  private static final long SEED = 2026;
  private static final double TAIL = 0.025;

  /// What one run cost, in the same unit for both of a pair.
  ///
  /// @param cost above 0; until where it was watched if it has not come to it
  public record Cost(double cost, boolean censored) {}

  /// @param control of each seed
  /// @param method of the same seeds
  /// @throws IllegalArgumentException if there are not as many, or none
  public static SpeedUp of(Cost[] control, Cost[] method) {
    return of(new Cost[][] {control}, new Cost[][] {method});
  }

  /// Over several families, each with the same weight whatever its number of seeds. Seeds are
  /// resampled within families; the families are those that were chosen, not a sample.
  public static SpeedUp of(Cost[][] control, Cost[][] method) {
    if (control.length != method.length || control.length == 0) {
      throw new IllegalArgumentException("not as many families of both");
    }
    double[][] logs = new double[control.length][];
    boolean atLeast = false;
    boolean atMost = false;
    for (int f = 0; f < logs.length; f++) {
      if (control[f].length != method[f].length || control[f].length == 0) {
        throw new IllegalArgumentException("not as many runs of both");
      }
      logs[f] = new double[control[f].length];
      for (int i = 0; i < logs[f].length; i++) {
        logs[f][i] = StrictMath.log(control[f][i].cost / method[f][i].cost);
        atLeast |= control[f][i].censored;
        atMost |= method[f][i].censored;
      }
    }
    double[] means = resampled(logs);
    return new SpeedUp(
        StrictMath.exp(mean(logs)),
        StrictMath.exp(means[(int) (TAIL * RESAMPLES)]),
        StrictMath.exp(means[(int) ((1 - TAIL) * RESAMPLES)]),
        atLeast,
        atMost);
  }

  private static double mean(double[][] logs) {
    return Arrays.stream(logs)
        .mapToDouble(each -> Arrays.stream(each).average().orElseThrow())
        .average()
        .orElseThrow();
  }

  /// In order of size.
  private static double[] resampled(double[][] logs) {
    var random = new SplittableRandom(SEED);
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      for (double[] each : logs) {
        double sum = 0;
        for (int i = 0; i < each.length; i++) {
          sum += each[random.nextInt(each.length)];
        }
        means[r] += sum / each.length / logs.length;
      }
    }
    Arrays.sort(means);
    return means;
  }
}
