package groklab.lab.phase.detector;

import groklab.lab.probe.Probe;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/// The training loss as detectors of spikes look at it: the highest since the probe before where
/// the record holds that ([Probe#TRAIN_LOSS_MAX]), else the probe's own; and its usual level.
///
/// Usual = the median of the 30 probes before, at least five. A spike is above ten times that. No
/// source gives thresholds; these were fixed before any trace was looked at.
final class TrainLoss {
  static final double SPIKE = 10;
  private static final int WINDOW = 30;
  private static final int SMALLEST_WINDOW = 5;

  private final Deque<Double> before = new ArrayDeque<>();

  static boolean isIn(Observation observation) {
    return observation.has(Probe.TRAIN_LOSS);
  }

  static boolean isOfAllSteps(Observation observation) {
    return observation.has(Probe.TRAIN_LOSS_MAX);
  }

  /// NaN where one of the two is.
  static double highest(Observation observation) {
    double now = observation.probe().value(Probe.TRAIN_LOSS);
    return isOfAllSteps(observation)
        ? Math.max(now, observation.probe().value(Probe.TRAIN_LOSS_MAX))
        : now;
  }

  boolean isSpike(double loss) {
    return before.size() >= SMALLEST_WINDOW && loss > SPIKE * usual();
  }

  /// NaN before the first probe.
  double usual() {
    return median(before);
  }

  /// The lower one of an even number; NaN of none.
  static double median(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
  }

  void push(double loss) {
    before.addLast(loss);
    if (before.size() > WINDOW) {
      before.removeFirst();
    }
  }
}
