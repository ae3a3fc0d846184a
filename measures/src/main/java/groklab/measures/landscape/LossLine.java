package groklab.measures.landscape;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/// The loss on the straight line between two weight vectors.
public final class LossLine {
  private LossLine() {}

  /// (1 − t)·from + t·to.
  public static double[] between(double[] from, double[] to, double t) {
    double[] w = new double[from.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = (1 - t) * from[i] + t * to[i];
    }
    return w;
  }

  /// L((1 − t)·from + t·to) at each position t; t may lie outside [0, 1]. One evaluation each.
  public static double[] along(
      ToDoubleFunction<double[]> loss, double[] from, double[] to, double[] positions) {
    Vectors.checkSameLength("end points", from, to);
    return Arrays.stream(positions).map(t -> loss.applyAsDouble(between(from, to, t))).toArray();
  }

  /// The barrier between two weight vectors.
  ///
  /// @param aboveLine largest excess of the loss over the straight line between its end values, at
  ///     least 0
  /// @param aboveMean largest loss − mean of the end values (Frankle et al. 2020's instability);
  ///     may exceed `aboveLine` where the ends differ
  /// @param aboveHigherEnd largest loss − the higher end, at least 0: what a path from either end
  ///     must climb
  /// @param at the position of the largest excess over the line
  /// @param losses the loss at each position
  public record Barrier(
      double aboveLine, double aboveMean, double aboveHigherEnd, double at, double[] losses) {}

  /// The barrier at `points` equally spaced positions, both ends included; what lies between them
  /// is not seen.
  ///
  /// @param points at least 3
  public static Barrier barrier(
      ToDoubleFunction<double[]> loss, double[] from, double[] to, int points) {
    if (points < 3) {
      throw new IllegalArgumentException(
          "a barrier from %d points; expected at least 3, both ends included".formatted(points));
    }
    double[] positions = new double[points];
    for (int i = 0; i < points; i++) {
      positions[i] = (double) i / (points - 1);
    }
    double[] losses = along(loss, from, to, positions);
    double first = losses[0];
    double last = losses[points - 1];
    double aboveLine = 0;
    double at = 0;
    double highest = first;
    for (int i = 0; i < points; i++) {
      double excess = losses[i] - ((1 - positions[i]) * first + positions[i] * last);
      if (!(excess <= aboveLine)) { // a NaN loss stays visible
        aboveLine = excess;
        at = positions[i];
      }
      highest = Math.max(highest, losses[i]);
    }
    return new Barrier(
        aboveLine, highest - 0.5 * (first + last), highest - Math.max(first, last), at, losses);
  }
}
